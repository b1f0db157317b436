import Foundation
import PatchbenchTestSupport
import Testing

/// What stands in quilt folders of real projects, beside quilt itself.
@Suite struct QuiltFormsTests {
    struct Form: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let series: String
        let patches: [String: String]
        /// The patches' names.
        let names: [String]

        init(_ name: String, _ series: String, _ patches: [String: String], names: [String]) {
            (testDescription, self.series, self.patches, self.names) = (name, series, patches, names)
        }
    }

    /// A change of the first line of one of the two files of the base, which all say `1` to `3`.
    private static func change(_ file: String, prefix: String = "a/", to text: String = "one") -> String {
        let other = prefix == "a/" ? "b/" : prefix
        return "--- \(prefix)\(file)\n+++ \(other)\(file)\n@@ -1,3 +1,3 @@\n-1\n+\(text)\n 2\n 3\n"
    }

    private static let mail = "From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001\n"
    private static let fields = "From: Joe Doe <j@x.org>\nSubject: [PATCH] f\n"

    static let forms = [
        Form(
            "one name in two folders", "p.patch\ns/p.patch\n", ["p.patch": change("f"), "s/p.patch": change("g")],
            names: ["p", "s/p"]),
        Form(
            "one name with two endings", "p.patch\np.diff\n", ["p.patch": change("f"), "p.diff": change("g")],
            names: ["p.patch", "p.diff"]),
        Form(
            "paths that are written otherwise", "./p.patch\ns//q.patch\n",
            ["p.patch": change("f"), "s/q.patch": change("g")], names: ["p", "s/q"]),
        Form("-p with its number apart", "p.patch -p 0\n", ["p.patch": change("f", prefix: "")], names: ["p"]),
        Form("options that change nothing", "p.patch -F0 -E --binary # why\n", ["p.patch": change("f")], names: ["p"]),
        Form(
            "taken back", "p.patch\nq.patch --reverse\n", ["p.patch": change("f"), "q.patch": change("f")],
            names: ["p", "q"]),
        Form(
            "text above a mail", "p.patch\n",
            ["p.patch": "Why it is here.\n\n\(mail)\(fields)\nWhy.\n---\n" + change("f")], names: ["p"]),
        Form(
            "Debian's fields above a mail", "p.patch\n",
            ["p.patch": "Description: d\nOrigin: x\n\n\(mail)\(fields)\nWhy.\n---\n" + change("f")], names: ["p"]),
        Form(
            "a mail about mails", "p.patch\n",
            ["p.patch": "\(mail)\(fields)\nAs in\n\(mail)it is wrong.\n---\n" + change("f")], names: ["p"]),
        Form(
            "fields that speak of base64", "p.patch\n",
            ["p.patch": "\(fields)Content-Transfer-Encoding: base64\n\nWhy.\n---\n" + change("f")], names: ["p"]),
        Form(
            "fields that speak of quoted-printable", "p.patch\n",
            ["p.patch": "\(fields)Content-Transfer-Encoding: quoted-printable\n\n---\n" + change("f", to: "a=3D=")],
            names: ["p"]),
        Form(
            "fields that speak of flowed text", "p.patch\n",
            ["p.patch": "\(fields)Content-Type: text/plain; format=flowed\n\n---\n" + change("f", to: "one ")],
            names: ["p"]),
    ]

    private func project(_ form: Form) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for file in ["f", "g"] { try folder.write("1\n2\n3\n", to: "base/" + file) }
        try folder.write(form.series, to: "patches/series")
        for (name, text) in form.patches { try folder.write(text, to: "patches/" + name) }
        return folder
    }

    private func patchbench(_ words: String, in folder: TemporaryFolder) async throws -> Command {
        try await Command.patchbench(
            words.split(separator: " ").map(String.init), in: folder.url, environment: ["HOME": folder.url.path])
    }

    /// quilt, on a copy of the base.
    private func pushed(_ folder: TemporaryFolder) throws -> [String] {
        try Command.run("cp", ["-r", "base", "pushed"], in: folder.url).expectSuccess()
        try Command.run("cp", ["-r", "patches", "pushed/patches"], in: folder.url).expectSuccess()
        try Command.run("quilt", ["push", "-a"], in: folder.file("pushed")).expectSuccess()
        return try ["f", "g"].map { try folder.text(of: "pushed/" + $0) }
    }

    @Test(arguments: forms) func `what quilt makes of a folder, we make of it`(_ form: Form) async throws {
        let folder = try project(form)
        let answer = try await patchbench("apply --base base patches --out out --json", in: folder)
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try ["f", "g"].map { try folder.text(of: "out/" + $0) } == pushed(folder))
        let json = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
        let patches = json?["patches"] as? [[String: Any]]
        #expect(patches?.compactMap { $0["name"] as? String } == form.names)
    }

    @Test(arguments: forms) func `an import makes a folder of which quilt makes the same`(_ form: Form) async throws {
        let folder = try project(form)
        let imported = try await patchbench("import patches --name mine --base base", in: folder)
        #expect(imported.status == 0, "\(imported.errors)")
        let wanted = try pushed(folder)
        try FileManager.default.removeItem(at: folder.file("pushed"))
        try FileManager.default.removeItem(at: folder.file("patches/series"))
        try Command.run("sh", ["-c", "mv patches/mine mine && rm -r patches && mv mine patches"], in: folder.url)
            .expectSuccess()
        #expect(try pushed(folder) == wanted)
    }

    static let refused: [(name: String, series: String, patch: String, words: [String])] = [
        ("white space", "p.patch -l\n", change("f"), ["series:1", "-l", "white space"]),
        ("another folder", "p.patch -d x\n", change("f"), ["series:1", "-d", "other files"]),
        ("no option", "p.patch foo\n", change("f"), ["series:1", "foo", "not an option"]),
        ("no number", "p.patch -p\n", change("f"), ["series:1", "-p", "number"]),
        ("a folder above", "../p.patch\n", change("f"), ["series:1", "../p.patch"]),
        ("words", "p.patch\n", "To do: all of it.\n", ["p.patch:1", "no diff in it", "--allow empty"]),
        (
            "a page of an error", "p.patch\n", "<html><body>404 Not Found</body></html>\n",
            ["p.patch:1", "no diff in it"]
        ),
        ("nothing", "p.patch\n", "", ["p.patch:1", "no diff in it"]),
    ]

    @Test(arguments: refused) func `what is no patch, or would do something else, is named`(
        _ name: String, _ series: String, _ patch: String, _ words: [String]
    ) async throws {
        let folder = try project(Form(name, series, ["p.patch": patch], names: []))
        let answer = try await patchbench("apply --base base patches --out out", in: folder)
        #expect(answer.status == 2)
        for word in words { #expect(answer.errors.contains(word), "\(answer.errors)") }
        #expect(!folder.exists("out"))
    }

    /// quilt's own reader of series lines knows `-p0` only; its manual has no other form.
    @Test func `strip is understood as GNU patch spells it`() async throws {
        let patches = ["p.patch": Self.change("f", prefix: ""), "q.patch": Self.change("g")]
        let folder = try project(Form("", "p.patch --strip=0\nq.patch --strip 1\n", patches, names: []))
        let answer = try await patchbench("apply --base base patches --out out", in: folder)
        #expect(answer.status == 0, "\(answer.errors)")
        for file in ["f", "g"] { #expect(try folder.text(of: "out/" + file) == "one\n2\n3\n") }
    }

    @Test func `a patch without a diff is taken where that is allowed`() async throws {
        let folder = try project(
            Form("", "p.patch\nq.patch\n", ["p.patch": "To do.\n", "q.patch": Self.change("f")], names: []))
        let answer = try await patchbench("apply --base base patches --out out --allow empty", in: folder)
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try folder.text(of: "out/f") == "one\n2\n3\n")
    }

    @Test func `patches that quilt has applied are seen`() async throws {
        let folder = try project(Form("", "p.patch\n", ["p.patch": Self.change("f")], names: []))
        try Command.run("cp", ["-r", "patches", "base/patches"], in: folder.url).expectSuccess()
        let words = ["init -C base", "import patches --base base --name other -C .", "apply --base base patches"]
        for word in words {
            #expect(!(try await patchbench(word, in: folder)).errors.contains("quilt pop -a"), "\(word)")
        }
        try Command.run("sh", ["-c", "rm -r base/patchbench.yaml patchbench.yaml patches/other"], in: folder.url)
            .expectSuccess()
        try Command.run("quilt", ["push", "-a"], in: folder.file("base")).expectSuccess()
        for word in words {
            let answer = try await patchbench(word, in: folder)
            #expect(answer.errors.contains("quilt pop -a"), "\(word): \(answer.errors)")
        }
    }

    @Test(arguments: ["lzma"]) func `a patch that lzma compressed is read`(_ format: String) async throws {
        let folder = try project(Form("", "p.patch.lzma\n", ["p.patch": Self.change("f")], names: []))
        try Command.run("xz", ["--format=\(format)", "p.patch"], in: folder.file("patches")).expectSuccess()
        let answer = try await patchbench("apply --base base patches --out out", in: folder)
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try folder.text(of: "out/f") == "one\n2\n3\n")
    }
}
