import Foundation
import PatchbenchTestSupport
import Testing

/// The verbs of quilt that only look, beside quilt itself.
@Suite struct QuiltVerbTests {
    private let project: QuiltProject

    init() throws { project = try QuiltProject() }

    @Test(arguments: [0, 1, 2, 4]) func `names and statuses are quilt's, whatever is applied`(_ count: Int) async throws
    {
        try await project.push(count)
        for words in [
            ["top"], ["next"], ["previous"], ["applied"], ["unapplied"], ["previous", "two"], ["files"],
            ["files", "two"],
            ["files", "four"], ["patches", "a.txt"], ["patches", "d/c.txt"], ["patches", "none"],
            ["patches", "-v", "a.txt"],
        ] where !(count == 0 && words == ["previous", "two"]) {
            let quilt = try project.quilt(words)
            let ours = try await project.patchbench(words)
            #expect(ours.text == quilt.text, "\(words)")
            #expect(ours.status == quilt.status, "\(words)")
            #expect(ours.errors.isEmpty == (ours.status == 0), "\(words): \(ours.errors)")
        }
    }

    @Test(arguments: ["a.txt", "d/b.txt", "d/c.txt"]) func `each line has quilt's patch`(_ file: String) async throws {
        try await project.push(4)
        let quilt = try project.quilt(["annotate", file])
        let ours = try await project.patchbench(["annotate", file]).expectSuccess()
        #expect(ours.text == quilt.text)
        #expect(ours.text.contains("\n1\t") || file == "d/b.txt")
    }

    @Test func `a file at an earlier patch has the lines of that`() async throws {
        try await project.push(4)
        let quilt = try project.quilt(["annotate", "-P", "two.patch", "a.txt"])
        #expect(try await project.patchbench(["annotate", "-P", "two", "a.txt"]).text == quilt.text)
        let none = try await project.patchbench(["annotate", "-P", "1", "d/c.txt"])
        #expect(none.status == 2)
        #expect(none.errors.contains("stage 1 has no file d/c.txt"))
        let json = try await project.patchbench(["annotate", "--json", "d/c.txt"]).expectSuccess().text
        #expect(json.contains(#""lines":[{"patch":2,"text":"new"}"#), "\(json)")
    }

    @Test(
        arguments: [
            (["push", "2"], 0), (["push", "9"], 0), (["push", "-a"], 0), (["push", "three"], 0), (["push", "one"], 2),
            (["pop", "one"], 2), (["pop", "9"], 0), (["pop", "-a"], 0), (["pop", "three"], 2),
        ] as [([String], Int32)]) func `steps take a number, a patch or all`(_ words: [String], _ status: Int32)
        async throws
    {
        try await project.push(1)
        let quilt = try project.quilt(words)
        let ours = try await project.patchbench(words)
        #expect(ours.status == status, "\(ours.errors)")
        // quilt pops a patch that is not applied with another status.
        if words != ["pop", "three"] { #expect(quilt.status == status) }
        #expect(try await project.patchbench(["applied"]).text == project.quilt(["applied"]).text)
    }
}

/// A folder of four patches that quilt made, and one for each of the two to work on it.
struct QuiltProject {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.fill(from: Self.made.get())
    }

    /// Made once, and copied for each test.
    private static let made = Result {
        let folder = try TemporaryFolder.lasting()
        try folder.write("series:\n  q:\n    base: base\n    patches: quilt/patches\n", to: "patchbench.yaml")
        let script = """
            mkdir -p base/d
            seq 1 40 | sed 's/^/line /' > base/a.txt
            echo keep > base/d/b.txt
            cp -r base quilt && cd quilt
            quilt new one.patch && quilt add a.txt && sed -i 's/^line 5$/line five/' a.txt && quilt refresh
            quilt new two.patch && quilt add a.txt d/c.txt && sed -i '20s/.*/two\\nlines/' a.txt
            printf 'new\\nfile\\n' > d/c.txt && quilt refresh
            quilt new three.patch && quilt add a.txt && sed -i -e 5d -e '36s/.*/thirty-five/' a.txt && quilt refresh
            quilt new four.patch && quilt add a.txt d/c.txt && sed -i -e '1i first' -e 's/^lines$/line/' a.txt
            echo more >> d/c.txt && quilt refresh
            quilt pop -a
            """
        let made = try Command.run("sh", ["-e", "-c", script], in: folder.url, environment: environment)
        if made.status != 0 { throw EditedSeries.ScriptFailed(script: script, errors: made.errors + made.text) }
        return folder
    }

    private static let environment = ["QUILT_PATCHES": "patches", "QUILTRC": "/dev/null"]

    /// Names as ours: without the ending of a file.
    func quilt(_ words: [String]) throws -> Command {
        let names = ["one", "two", "three", "four"]
        let arguments = words.map { names.contains($0) ? $0 + ".patch" : $0 }
        let command = try Command.run(
            "quilt", arguments, in: folder.file("quilt"), environment: Self.environment)
        return Command(
            status: command.status, output: Array(command.text.replacing(".patch\n", with: "\n").utf8),
            errors: command.errors)
    }

    func patchbench(_ words: [String]) async throws -> Command {
        try await Command.patchbench(words, in: folder.url, environment: ["HOME": folder.url.path])
    }

    /// Both, so many of the patches.
    func push(_ count: Int) async throws {
        guard count > 0 else { return }
        try await patchbench(["push", "\(count)"]).expectSuccess()
        #expect(try quilt(["push", "-q", "\(count)"]).status == 0)
    }
}
