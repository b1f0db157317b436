import Files
import Foundation
import PatchbenchTestSupport
import Testing

/// Writing among links, full names, modes and leftovers; what the system says of a file is the reference.
@Suite struct FileWriterTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func names(_ path: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.file(path).path).sorted()
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(path).path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }

    private func writer(_ path: String) throws -> FileWriter { try FileWriter(Folder(at: folder.file(path).path)) }

    @Test func `F1: a killed run's leftovers go by their lock, and a folder that only has such a name stays`() throws {
        try folder.makeFolder("place/.pb-abcdefgh")
        try folder.write("", to: "place/.pb-abcdefgh/patchbench-scratch")
        try folder.write("half", to: "place/.pb-abcdefgh/1")
        try folder.makeFolder("place/.pb-22222222")
        try folder.write("mine", to: "place/.pb-22222222/notes")
        for name in ["abcdefgh", "22222222"] {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o700], ofItemAtPath: folder.file("place/.pb-\(name)").path)
        }
        let living = try Scratch(in: Folder(at: folder.file("place").path))
        try writer("place").write(Array("x".utf8), to: "new".utf8)
        let kept = try names("place")
        #expect(kept.contains("new") && kept.contains(".pb-22222222") && !kept.contains(".pb-abcdefgh"))
        #expect(FileManager.default.fileExists(atPath: living.folder.path))
    }

    @Test func `F1: two runs that write one place have names of their own, and leave none`() throws {
        let (one, two) = (try writer(""), try writer(""))
        try one.write(Array("one".utf8), to: "file".utf8)
        try two.write(Array("two".utf8), to: "file".utf8)
        #expect(try folder.text(of: "file") == "two")
        withExtendedLifetime((one, two)) {}
    }

    @Test
    func `in a folder that nobody sees files are made in their places, and copies only of what is as it is known`()
        throws
    {
        try folder.makeFolder("place")
        try folder.write("12345", to: "source")
        let writer = try FileWriter(unseen: Folder(at: folder.file("place").path))
        try writer.write(Array("x".utf8), .executable, to: "a/new".utf8)
        try writer.write(Array("new".utf8), .link, to: "a/link".utf8)
        let source = Array(folder.file("source").path.utf8)
        let sizes: [Int: Bool] = [5: true, 4: false]
        for (size, isMade) in sizes {
            let copy = try writer.copy(source, .regular, to: "b/\(size)".utf8) { $0.st_size == size }
            #expect(try copy.make() == isMade)
        }
        // What is there stays as it is.
        #expect(throws: FileError.self) { try writer.write([1], to: "a/new".utf8) }
        #expect(try names("place") == ["a", "b"] && names("place/a") == ["link", "new"] && names("place/b") == ["5"])
        #expect(try folder.text(of: "place/a/link") == "x" && folder.text(of: "place/b/5") == "12345")
        #expect(try mode("place/a/new") & 0o100 != 0)
    }

    @Test(arguments: ["link/file", "link/deeper/file", "a/link/file"])
    func `F2: no step of a path follows a link`(_ path: String) throws {
        try folder.makeFolder("outside")
        try folder.makeFolder("tree/a")
        for link in ["tree/link", "tree/a/link"] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.file(link).path, withDestinationPath: folder.file("outside").path)
        }
        #expect(throws: FileError.self) { try writer("tree").write([1], to: path.utf8) }
        #expect(try names("outside") == [])
    }

    @Test func `F2: a link in a file's place is replaced, and what it leads to stays`() throws {
        try folder.write("secret", to: "secret")
        try folder.makeFolder("tree")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("tree/file").path, withDestinationPath: folder.file("secret").path)
        try writer("tree").write(Array("new".utf8), to: "file".utf8)
        #expect(try folder.text(of: "secret") == "secret" && folder.text(of: "tree/file") == "new")
    }

    @Test func `a copy replaces what is there, and a file that is not as it is known is none`() throws {
        try folder.write("from", to: "source")
        try folder.write("old", to: "tree/there")
        let (writer, source) = (try writer("tree"), Array(folder.file("source").path.utf8))
        let copies = try [4, 5].map { size in
            try writer.copy(source, .executable, to: "there".utf8) { $0.st_size == size }
        }
        #expect(try !copies[1].make() && folder.text(of: "tree/there") == "old")
        #expect(try copies[0].make() && folder.text(of: "tree/there") == "from")
        #expect(try mode("tree/there") & 0o100 != 0)
        #expect(try !writer.copy(Array("/nowhere/at/all".utf8), .regular, to: "no".utf8) { _ in true }.make())
        withExtendedLifetime(writer) {}
        #expect(try names("tree").filter { !$0.hasPrefix(".pb-") } == ["there"])
    }

    @Test func `F3: a device that is full is an error`() {
        #expect(throws: FileError("/dev/full", "write", errno: ENOSPC)) {
            try NamedFile("/dev/full").replace(with: Array("x".utf8))
        }
    }

    @Test(arguments: [240, 250, 255]) func `F10: a name may be as long as the system takes it`(_ length: Int) throws {
        let name = String(repeating: "n", count: length)
        try folder.makeFolder("tree")
        try writer("tree").write(Array("x".utf8), to: name.utf8)
        #expect(try names("tree") == [name])
    }

    @Test(arguments: [0o600, 0o640, 0o755]) func `F13: a file that is replaced keeps its mode`(_ mode: Int) throws {
        try folder.write("old", to: "file")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.file("file").path)
        try NamedFile(folder.file("file").path).replace(with: Array("new".utf8))
        #expect(try self.mode("file") == mode)
        #expect(try folder.text(of: "file") == "new")
    }

    @Test func `F13: a link that a person made stays, and its file is replaced`() throws {
        try folder.makeFolder("kept")
        try folder.write("old", to: "kept/real")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link").path, withDestinationPath: "kept/real")
        try NamedFile(folder.file("link").path).replace(with: Array("new".utf8))
        #expect(try folder.text(of: "kept/real") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link").path) == "kept/real")
    }

    @Test func `a folder appears whole or not at all`() throws {
        struct Stop: Error {}
        let place = try Folder(at: folder.url.path)
        #expect(throws: Stop.self) {
            try place.appear(Array("out".utf8)) { new in
                try FileWriter(new).write([1], to: "half".utf8)
                throw Stop()
            }
        }
        #expect(try names() == [])
        try place.appear(Array("out".utf8)) { try FileWriter($0).write([1], to: "a/b".utf8) }
        #expect(try names() == ["out"] && names("out") == ["a"])
    }
}
