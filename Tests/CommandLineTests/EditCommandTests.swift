import Foundation
import PatchbenchTestSupport
import Testing

/// edit: a patch's message and diff in an editor, which is a script here.
@Suite struct EditCommandTests {
    private let series: EditedSeries

    init() throws { series = try EditedSeries() }

    private func edit(_ words: [String], with editor: String) async throws -> Command {
        try series.folder.write("#!/bin/sh -e\nf=$1\n\(editor)\n", to: "edit it", isExecutable: true)
        return try await Command.patchbench(
            ["edit"] + words, in: series.folder.url,
            environment: ["HOME": series.folder.url.path, "EDITOR": "'\(series.folder.file("edit it").path)'"])
    }

    private let two = "patches/0002-two-twenty.patch"

    @Test func `a message is edited, and every other byte stays`() async throws {
        let before = try series.folder.text(of: two)
        let answer = try await edit(
            ["2"], with: "cp \"$f\" seen; printf 'Tested-by: Bob <b@x.org>\\n' >> \"$f\"; sed -i 's/twenty/20/' \"$f\"")
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try series.folder.text(of: "seen") == "two: twenty\n")
        let after = before.replacing("] two: twenty\n", with: "] two: 20 Tested-by: Bob <b@x.org>\n")
        #expect(try series.folder.text(of: two) == after)
        #expect(try await series.patchbench("show", "2").text.contains("two: 20"))
        try await series.patchbench("undo").expectSuccess()
        #expect(try series.folder.text(of: two) == before)
        #expect(try series.folder.names(in: ".patchbench/small/drafts").isEmpty)
    }

    @Test func `a message is given, and git reads it back`() async throws {
        let message = "zwölf: größer\n\nWhy.\n\nSigned-off-by: Ada <ada@example.org>"
        try await series.patchbench("edit", "1", "-m", message).expectSuccess()
        try series.shell("cd git && git checkout -q HEAD~3 && git am -q ../patches/*.patch")
        #expect(try series.shell("cd git && git log -1 --format=%B HEAD~2").text == message + "\n\n")
    }

    @Test func `a diff is edited, and the work tree follows`() async throws {
        try await series.patchbench("push", "2").expectSuccess()
        let answer = try await edit(["two", "--diff"], with: "sed -i 's/^+line twenty$/+line XX/' \"$f\"")
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try series.work("a.txt").contains("line XX\n"))
        #expect(try await series.patchbench("push").status == 0)
        try await series.patchbench("undo", "2").expectSuccess()
        #expect(try series.work("a.txt").contains("line twenty\n"))
    }

    @Test func `without a name it is the patch on top, and what is not changed changes nothing`() async throws {
        let before = try series.files
        #expect(try await series.patchbench("edit", "-m", "x").status == 2)
        try await series.patchbench("push").expectSuccess()
        let answer = try await edit(["--diff"], with: "grep -q '^one: five$' \"$f\"")
        #expect(answer.text.contains("nothing changed in 0001-one-five"))
        #expect(try series.files == before)
    }

    @Test(arguments: [
        ("sed -i 's/^@@ -17,7 /@@ -17,9 /' \"$f\"", "hunk 1"), ("sed -i 's/^-line 20$/-line 19/' \"$f\"", "line 19"),
        (": > \"$f\"", "the message is empty"), ("echo typed >> \"$f\"; exit 3", "ended with 3"),
    ]) func `what cannot be taken changes nothing, and is kept in a file that is named`(
        _ editor: String, _ reason: String
    ) async throws {
        let before = try series.files
        try await series.patchbench("push", "2").expectSuccess()
        let answer = try await edit(["2", "--diff"], with: editor + "; cp \"$f\" typed")
        #expect(answer.status != 0)
        #expect(answer.errors.contains(reason), "\(answer.errors)")
        let file = try #require(answer.errors.firstMatch(of: #/what you typed is kept in (.*)/#)).1
        if !reason.contains("3") {
            #expect(try String(contentsOfFile: String(file), encoding: .utf8) == series.folder.text(of: "typed"))
        }
        #expect(try series.files == before)
        // The next draft goes elsewhere.
        let next = try await edit(["2", "--diff"], with: editor)
        #expect(next.errors.contains("kept in") && !next.errors.contains("kept in \(file)\n"))
    }

    @Test func `a patch that a later one needs may change, and the later one is named`() async throws {
        try series.shell(
            """
            cd git && sed -i 's/^line twenty$/line XX/' a.txt && git commit -q -a -m 'four: needs two'
            git format-patch -q -1 --start-number 4 -o ../patches
            cd .. && echo 0004-four-needs-two.patch >> patches/series
            """)
        try await series.patchbench("push", "2").expectSuccess()
        let answer = try await edit(["2", "--diff"], with: "sed -i 's/^+line twenty$/+line 0/' \"$f\"")
        #expect(answer.status == 1)
        #expect(answer.errors.contains("patch 4 does not apply"))
        try await series.patchbench("undo").expectSuccess()
        try await series.patchbench("push", "-a").expectSuccess()
        let refused = try await edit(["2", "--diff"], with: "sed -i 's/^+line twenty$/+line 0/' \"$f\"")
        #expect(refused.status != 0)
        #expect(try series.work("a.txt").contains("line XX"))
    }
}
