import Foundation
import PatchbenchTestSupport
import Testing

/// A series posted: what stands in its mails beside what git format-patch writes.
@Suite struct MailExportTests {
    private let series: EditedSeries

    init() throws {
        series = try EditedSeries()
        try series.shell(
            """
            cd git && git mv d/c.txt d/moved && chmod +x a.txt && git rm -q d/b.txt && ln -s a.txt link
            git add -A && git commit -q -m 'four: many modes'
            git commit -q --allow-empty -m 'five: nothing' -m 'Why.'
            git commit -q --allow-empty --author='Zoë Ä <zoe@example.org>' -m "six: $(seq -s ' ' 1 40)"
            sed -i 1d a.txt && git commit -q -a -m 'seven: the last'
            """)
        try series.folder.write(
            "series:\n  small:\n    patches: {git: git, range: HEAD~7..HEAD}\n", to: "patchbench.yaml")
    }

    /// Without what the two call commits and themselves, and lines of MIME, which git leaves out of plain mails.
    private func comparable(_ mails: String) -> String {
        let unfolded = mails.replacing(#/(Subject: .*)\n (.*)/#) { match in "\(match.1) \(match.2)" }
        let left = unfolded.split(separator: "\n").filter { line in
            !["MIME-", "Content-", "index ", "patchbench", "2.", "-- "].contains { line.hasPrefix($0) }
        }
        return left.map { $0.hasPrefix("From ") && $0.hasSuffix("2001") ? "From COMMIT" : String($0) }
            .joined(separator: "\n")
    }

    @Test(arguments: [
        [], ["-v4"], ["-v12", "--prefix", "RFC"], ["--prefix", "PATCH net-next"],
        ["--to", "a@b.c", "--to", "Ada L <ada@b.c>", "--cc", "Bob <bob@b.c>"],
    ]) func `the mails are git's`(_ words: [String]) async throws {
        let ours = try await series.patchbench(["export"] + words).expectSuccess()
        let options = words.map { $0.replacing("--prefix", with: "--subject-prefix") }
            .map { $0 == "RFC" ? "RFC PATCH" : $0 }
        let quoted = options.map { "'\($0)'" }.joined(separator: " ")
        let git = try series.shell("cd git && git format-patch --always --stdout \(quoted) HEAD~7").text
        #expect(comparable(ours.text) == comparable(git))
    }

    @Test func `a cover letter and a base are as git has them`() async throws {
        let ours = try await series.patchbench(["export", "--cover", "--base", "auto", "--v2"]).expectSuccess()
        let git = try series.shell(
            "cd git && git format-patch --always --stdout --cover-letter --base=HEAD~7 -v2 HEAD~7"
        ).text
        let dates = #/Date: .*\n/#
        let (one, other) = (
            comparable(ours.text).replacing(dates, with: ""), comparable(git).replacing(dates, with: "")
        )
        #expect(one == other)
        let base = try series.shell("cd git && git rev-parse HEAD~7").text
        #expect(one.contains("\nbase-commit: \(base)"))
    }

    @Test(arguments: [[], ["-v2"], ["-v12"]]) func `in a folder each mail is a file, called as git calls it`(
        _ words: [String]
    ) async throws {
        let told = try await series.patchbench(["export", "--cover", "-o", "mails/"] + words).expectSuccess()
        try series.shell("cd git && git format-patch -q --always --cover-letter \(words.joined()) -o ../gits HEAD~7")
        let names = try series.folder.names(in: "gits")
        #expect(try series.folder.names(in: "mails") == names)
        #expect(told.text == names.map { series.folder.file("mails/" + $0).path + "\n" }.joined())
        let mails = try await series.patchbench(["export", "--cover"] + words).expectSuccess()
        #expect(try names.map { try series.folder.text(of: "mails/" + $0) }.joined() == mails.text)
        let again = try await series.patchbench(["export", "--cover", "-o", "mails"] + words)
        #expect(again.status == 2 && again.errors.contains("\(names[0]) is there already"), "\(again.errors)")
        try await series.patchbench(["export", "--cover", "--force", "-o", "mails"] + words).expectSuccess()
    }

    @Test func `without a cover letter the first mail names the base`() async throws {
        let mails = try await series.patchbench(["export", "--base", "auto"]).expectSuccess()
        let git = try series.shell("cd git && git format-patch --always --stdout --base=HEAD~7 HEAD~7").text
        #expect(comparable(mails.text) == comparable(git))
    }

    /// As b4 sends it, and as it is imported from a mailbox.
    @Test func `a change-id stays, and what an earlier letter listed does not`() async throws {
        let mails = try await series.patchbench(["export", "--cover", "--base", "auto"]).expectSuccess().text
        let posted = mails.replacing("*** SUBJECT HERE ***", with: "Seven things")
            .replacing("*** BLURB HERE ***", with: "They are related.\n\nSigned-off-by: Ada <ada@example.org>\n\n---")
            .replacing(#/\n(base-commit: .*)\n/#) { "\n---\n\($0.1)\nchange-id: 20260302-seven-things-1a2b3c4d5e6f\n" }
        try series.folder.write(posted, to: "posted.mbox")
        try await series.patchbench(["import", "posted.mbox", "--name", "again", "--base", "base"]).expectSuccess()
        let again = try await series.patchbench(["export", "--series", "again", "--cover", "-v2"]).expectSuccess().text
        let cover = again.components(separatedBy: "\n-- \n")[0]
        #expect(cover.contains("Subject: [PATCH v2 0/7] Seven things\n"))
        let text = "\n\nThey are related.\n\nSigned-off-by: Ada <ada@example.org>\n\nAda (6):\n"
        #expect(cover.contains(text), "\(cover)")
        #expect(cover.hasSuffix("\n\n\nchange-id: 20260302-seven-things-1a2b3c4d5e6f"), "\(cover)")
        #expect(again.matches(of: #/change-id: /#).count == 1)
        let bare = try await series.patchbench(["export", "--series", "again"]).expectSuccess().text
        #expect(bare.components(separatedBy: "\n-- \n")[0].hasSuffix("\nchange-id: 20260302-seven-things-1a2b3c4d5e6f"))
    }

    @Test func `a base that is a folder names no commit`() async throws {
        try series.folder.write("series:\n  small:\n    base: base\n    patches: patches\n", to: "patchbench.yaml")
        let answer = try await series.patchbench(["export", "--base", "auto"])
        #expect(answer.status == 2)
        #expect(answer.errors.contains("stands on no commit"))
    }
}
