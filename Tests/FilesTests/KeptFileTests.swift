import Files
import Foundation
import PatchbenchTestSupport
import Testing

/// What is kept is given back whole, or not at all.
@Suite struct KeptFileTests {
    @Test func whatIsWrittenIsRead() throws {
        let folder = try TemporaryFolder()
        let file = KeptFile(folder.file("kept").path)
        #expect(file.read(key: "key")?.bytes == nil)
        var writer = KeptWriter()
        writer.put(7)
        writer.put("text")
        writer.put(word: .max)
        writer.put(true)
        writer.put([1, 2, 3])
        try file.write(writer.bytes, key: "key")
        let content = try #require(file.read(key: "key"))
        var reader = KeptReader(content.bytes, at: content.body)
        let number = reader.number()
        let text = reader.string()
        let word = reader.word()
        let flag = reader.flag()
        let bytes = reader.text()
        #expect(number == 7 && text == "text" && word == .max && flag && bytes == [1, 2, 3])
        #expect(!reader.isBroken)
        let beyond = reader.number()
        #expect(beyond == 0 && reader.isBroken)
        #expect(file.read(key: "another")?.bytes == nil)
    }

    @Test func whatIsNotWholeIsNone() throws {
        let folder = try TemporaryFolder()
        let file = KeptFile(folder.file("kept").path)
        try file.write(Array(0..<100), key: "key")
        let whole = [UInt8](try Data(contentsOf: folder.file("kept")))
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 1
            try folder.write(bytes, to: "kept")
            #expect(file.read(key: "key")?.bytes == nil)
            try folder.write(Array(whole.prefix(place)), to: "kept")
            #expect(file.read(key: "key")?.bytes == nil)
        }
        try folder.write(whole, to: "other")
        try FileManager.default.removeItem(at: folder.file("kept"))
        try FileManager.default.createSymbolicLink(at: folder.file("kept"), withDestinationURL: folder.file("other"))
        #expect(file.read(key: "key")?.bytes == nil)
    }

    @Test(arguments: ["echo b > a", "touch -d @5 a", "rm a", "echo > none", "cp -p a c && mv c a", "rm -r d"])
    func filesThatMayHaveChangedAreTold(_ change: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("a", to: "a")
        try folder.write("b", to: "d/b")
        usleep(20_000)
        var stamps = FileStamps()
        for path in ["a", "d/b", "none"] { stamps.take(folder.file(path).path) }
        var writer = KeptWriter()
        stamps.put(&writer)
        func hold(since time: timespec) -> Bool {
            var reader = KeptReader(writer.bytes, at: 0)
            return FileStamps.hold(in: &reader, since: time)
        }
        let later = timespec(tv_sec: 4_000_000_000, tv_nsec: 0)
        #expect(!hold(since: timespec()), "they are newer")
        #expect(hold(since: later))
        try Command.run("sh", ["-ec", change], in: folder.url).expectSuccess()
        #expect(!hold(since: later))
    }
}
