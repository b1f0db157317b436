import Foundation
import PatchbenchTestSupport
import Testing

/// refresh, fold, drop, reorder and undo.
@Suite struct EditTests {
    private let series: EditedSeries

    init() throws { series = try EditedSeries() }

    @Test(arguments: [
        "sed -i 's/^line 21$/line twenty-one/' a.txt", "sed -i '1d;$d' a.txt", "printf 'no newline' >> a.txt",
        "rm d/c.txt", "rm d/b.txt", "rm -r d", "chmod +x d/b.txt", "printf 'new \\000\\001' > data.bin",
        "ln -s a.txt link",
        "mkdir 'with blank' && echo x > 'with blank/ü' && echo y > other", ": > empty", "sed -i 's/$/\\r/' d/b.txt",
        "sed -i 's/^line twenty$/line 20/' a.txt", "printf 'two\\nlines\\n' > d/c.txt && mv d/b.txt moved",
    ]) func `a refreshed patch makes what the work tree has, by git's reckoning`(_ edit: String) async throws {
        #expect(try await series.patchbench("push", "2").status == 0)
        try series.shell("cd \(EditedSeries.work) && \(edit)")
        let refreshed = try await series.patchbench("refresh")
        #expect(refreshed.status == 0, "\(refreshed.errors)")
        try series.shell(
            """
            cp -r base tree && cd tree && git init -q
            for patch in 0001 0002; do git apply --whitespace=nowarn ../patches/$patch-*; done
            rm -r .git && diff -r --exclude .git --no-dereference . ../\(EditedSeries.work)
            find . -printf '%P %M\\n' | sort > ../one && cd ../\(EditedSeries.work)
            find . ! -name .git -printf '%P %M\\n' | sort | diff ../../../one -
            """)
        #expect(try await series.patchbench("refresh").text.contains("nothing changed"))
    }

    @Test func `what a refresh need not change stays byte for byte`() async throws {
        _ = try await series.patchbench("push", "2")
        let before = try series.folder.text(of: "patches/0002-two-twenty.patch")
        try series.shell("echo more >> \(EditedSeries.work)/d/c.txt")
        #expect(try await series.patchbench("refresh").status == 0)
        let after = try series.folder.text(of: "patches/0002-two-twenty.patch")
        let changed = try series.shell("printf %s \"$1\" > /dev/null; printf 'new\\nmore\\n' | git hash-object --stdin")
            .text
        #expect(
            after
                == before.replacing("..3e75765", with: ".." + changed.prefix(7))
                .replacing("+0,0 @@", with: "").replacing(
                    "@@ -0,0 +1 @@\n+new\n", with: "@@ -0,0 +1,2 @@\n+new\n+more\n"))
        #expect(try series.files.keys.sorted().count == 4)
    }

    @Test func `only the named files are taken`() async throws {
        _ = try await series.patchbench("push", "1")
        try series.shell("cd \(EditedSeries.work) && echo x >> a.txt && echo x > d/new")
        #expect(try await series.patchbench("refresh", "d").text.contains("  d/new\n"))
        #expect(try !series.folder.text(of: "patches/0001-one-five.patch").contains("+x\n+"))
        #expect(try await series.patchbench("push").errors.contains("modified: a.txt"))
    }

    @Test func `a patch that a refresh breaks is named`() async throws {
        _ = try await series.patchbench("push", "1")
        try series.shell("sed -i 's/^line 35$/line 0/' \(EditedSeries.work)/a.txt")
        let answer = try await series.patchbench("refresh")
        #expect(answer.status == 1)
        #expect(answer.errors.contains("patch 3 does not apply"))
    }

    @Test func `several changes are taken back, one by one and byte for byte`() async throws {
        let first = try series.files
        _ = try await series.patchbench("push", "1")
        try series.shell("echo more >> \(EditedSeries.work)/d/b.txt")
        var states = [first]
        for command in [["refresh"], ["reorder", "3", "--after", "base"], ["fold", "two"], ["drop", "one"]] {
            let answer = try await Command.patchbench(command, in: series.folder.url)
            #expect(answer.status == 0, "\(command) \(answer.errors)")
            #expect(try series.files != states[states.count - 1])
            states.append(try series.files)
        }
        for state in states.reversed().dropFirst() {
            #expect(try await series.patchbench("undo").status == 0)
            #expect(try series.files == state)
        }
        #expect(try series.work("d/b.txt") == "keep\nmore\n")
        try await series.patchbench("undo").expectSuccess()
        #expect(try await series.patchbench("applied").text.isEmpty)
        #expect(try series.work("d/b.txt") == "keep\nmore\n")
        let last = try await series.patchbench("undo")
        #expect(last.status == 2)
        #expect(last.errors.contains("nothing"))
    }

    @Test func `a folded patch leaves the last tree as it was`() async throws {
        _ = try await series.patchbench("push", "1")
        let tree = "git --git-dir .patchbench/repository.git rev-parse refs/patchbench/small/"
        let before = try series.shell(tree + "3^{tree}").text
        #expect(try await series.patchbench("fold", "three").status == 0)
        #expect(try series.order == ["0001", "0002"])
        #expect(try series.shell(tree + "2^{tree}").text == before)
        #expect(try series.work("a.txt").contains("thirty-five"))
        #expect(try series.folder.text(of: "patches/0001-one-five.patch").contains("Subject: [PATCH 1/3] one: five"))
    }

    @Test func `an applied patch is dropped from the work tree, too`() async throws {
        _ = try await series.patchbench("push", "2")
        #expect(try await series.patchbench("drop", "1").status == 0)
        #expect(try series.order == ["0002", "0003"])
        #expect(try series.folder.text(of: "patches/series").hasPrefix("# mine\n0002"))
        #expect(try series.work("a.txt").contains("line 5\n"))
        #expect(try await series.patchbench("series").text.hasPrefix("> 1 0002-two-twenty"))
        #expect(try await series.patchbench("undo").status == 0)
        #expect(try series.work("a.txt").contains("line five\n"))
    }

    @Test(
        arguments: [
            (["3", "1"], nil, ["0002", "0003", "0001"]), (["3"], "base", ["0003", "0001", "0002"]),
            (["2", "3", "1"], "base", ["0002", "0003", "0001"]), (["1"], "2", ["0002", "0001", "0003"]),
        ] as [([String], String?, [String])]) func `patches move to behind a stage, or to the end`(
            _ patches: [String], _ stage: String?, _ order: [String]
        ) async throws
    {
        let after = stage.map { ["--after", $0] } ?? []
        let answer = try await Command.patchbench(["reorder"] + patches + after, in: series.folder.url)
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try series.order == order)
        #expect(try await series.patchbench("push", "--all").status == 0)
        let tree = try series.shell("diff -r --exclude .git git \(EditedSeries.work) || true").text
        #expect(tree.isEmpty)
    }

    @Test(
        arguments: [
            (["reorder", "4", "--after", "base"], 1), (["drop", "2"], 1), (["fold", "4"], 1), (["fold", "1"], 2),
            (["reorder", "0"], 2), (["reorder", "1", "1"], 2), (["drop", "nothing"], 2),
        ] as [([String], Int32)]) func `what cannot be is refused and changes nothing`(
            _ command: [String], _ status: Int32
        ) async throws
    {
        try series.shell(
            """
            cd git && echo changed >> d/c.txt && git commit -q -a -m 'four: needs two' && git format-patch -q -1 \
            --start-number 4 -o ../patches && cd .. && echo 0004-four-needs-two.patch >> patches/series
            """)
        #expect(try await series.patchbench("push", "1").status == 0)
        let before = try series.files
        let answer = try await Command.patchbench(command, in: series.folder.url)
        #expect(answer.status == status)
        #expect(!answer.errors.isEmpty)
        #expect(try series.files == before)
        #expect(try await series.patchbench("op", "log").text.split(separator: "\n").count == 2)
        #expect(try await series.patchbench("push", "--all").status == 0)
    }

    /// - Parameter isKept: what was read of the series is known from a time before, and read again when it is needed.
    @Test(arguments: [false, true]) func `edits in the work tree are never lost`(_ isKept: Bool) async throws {
        if isKept { try series.shell("touch -d '1 hour ago' patches/* patchbench.yaml") }
        _ = try await series.patchbench("push", "2")
        try series.shell("echo mine >> \(EditedSeries.work)/a.txt")
        let before = try series.files
        for command in [["drop", "1"], ["reorder", "3", "--after", "base"], ["fold", "3"]] {
            let answer = try await Command.patchbench(command, in: series.folder.url)
            #expect(answer.status == 2)
            #expect(answer.errors.contains("modified: a.txt"))
            #expect(try series.work("a.txt").hasSuffix("mine\n"))
            #expect(try series.files == before)
        }
    }

    @Test func `a change that was cut off is taken back by the next command, and what was found is kept`()
        async throws
    {
        _ = try await series.patchbench("push", "1")
        let before = try series.files
        // As `drop 3` leaves it when it is killed, and edited since.
        let last = try series.shell("git --git-dir .patchbench/repository.git rev-parse refs/operations/small").text
        try series.folder.write(
            """
            {"before":"\(last.dropLast())","title":"drop 3","runs":false,
            "names":["series","0003-three-thirty-five.patch"]}
            """,
            to: ".patchbench/small/pending")
        try series.shell(
            """
            cd patches && sed -i /0003/d series && rm 0003* && echo '# typed' >> series
            echo x > ../\(EditedSeries.work)/n
            """)
        #expect(try await series.patchbench("push", "--all").status == 0)
        #expect(try series.files == before)
        #expect(try series.work("a.txt").contains("thirty-five"))
        #expect(try series.work("n") == "x\n")
        #expect(try await series.patchbench("op", "show", "2").text.contains("+# typed"))
        #expect(try await series.patchbench("op").text.contains("cut off: drop 3"))
    }

    @Test func `a change of an older version that was cut off is taken back`() async throws {
        let before = try series.files
        let bytes = try Data(contentsOf: series.folder.file("patches/series")).base64EncodedString()
        let folder = series.folder.file("patches/").absoluteString
        try series.folder.write(
            """
            {"title":"drop 3","series":"\(folder)","stage":0,"keepsWorkTree":false,
            "files":[{"name":"series","before":"\(bytes)"}]}
            """, to: ".patchbench/small/undo/1/change.json")
        try series.folder.write("", to: ".patchbench/small/undo/1/pending")
        try series.shell("sed -i /0003/d patches/series")
        #expect(try await series.patchbench("push", "--all").status == 0)
        #expect(try series.files == before)
        #expect(!series.folder.exists(".patchbench/small/undo/1"))
    }

    @Test func `what an older version did can be undone`() async throws {
        let before = try series.files
        let entry = { (title: String, files: [(String, [UInt8]?, [UInt8]?)]) in
            let files = files.map { name, before, after in
                let bytes = [("before", before), ("after", after)].compactMap { key, bytes in
                    bytes.map { "\"\(key)\":\"\(Data($0).base64EncodedString())\"" }
                }
                return "{" + (["\"name\":\"\(name)\""] + bytes).joined(separator: ",") + "}"
            }
            let folder = series.folder.file("patches/").absoluteString
            return #"{"title":"\#(title)","series":"\#(folder)","stage":0,"keepsWorkTree":false,"files":["#
                + files.joined(separator: ",") + "]}"
        }
        let name = "0003-three-thirty-five.patch"
        let list = try #require(before["series"])
        try series.shell("sed -i /0003/d patches/series && rm patches/0003*")
        let dropped = try #require(try series.files["series"])
        try series.folder.write(
            entry("drop 3", [("series", list, dropped), (name, before[name], nil)]),
            to: ".patchbench/small/undo/1/change.json")
        #expect(try await series.patchbench("undo").text.contains("took back: drop 3"))
        #expect(try series.files == before)
        try await series.patchbench("redo").expectSuccess()
        #expect(try series.files["series"] == dropped)
    }

    @Test func `undo after a push takes the push back, and then the refresh; the edit is an edit again`() async throws {
        let text = "keep\nmore\n"
        _ = try await series.patchbench("push", "1")
        try series.folder.write(text, to: EditedSeries.work + "/d/b.txt")
        try await series.patchbench("refresh").expectSuccess()
        try await series.patchbench("push").expectSuccess()
        try await series.patchbench("undo", "2").expectSuccess()
        #expect(try series.work("d/b.txt") == text)
        #expect(try !series.folder.text(of: "patches/0001-one-five.patch").contains("+more"))
        try await series.patchbench("redo", "2").expectSuccess()
        #expect(try series.folder.text(of: "patches/0001-one-five.patch").contains("+more"))
        #expect(try await series.patchbench("applied").text == "0001-one-five\n0002-two-twenty\n")
        #expect(try await series.patchbench("redo").status == 2)
        // Edits that were carried along, and a patch that was edited by hand, come back with `op restore`.
        try await series.patchbench("op", "restore", "2").expectSuccess()
        #expect(try await series.patchbench("applied").text == "0001-one-five\n")
        #expect(try await series.patchbench("diff", "0..1").text.contains("line five"))
        #expect(try series.work("d/b.txt") == text)
    }

    @Test func `the patch on top stays on top`() async throws {
        _ = try await series.patchbench("push", "2")
        for command in [["drop", "1"], ["undo"], ["reorder", "3", "--after", "base"], ["undo"], ["reorder", "2"]] {
            try await series.patchbench(command).expectSuccess()
            #expect(try await series.patchbench("applied").text.hasSuffix("0002-two-twenty\n"), "\(command)")
        }
        try series.shell("sed -i '/0001/d; 1i 0001-one-five.patch' patches/series")
        #expect(try await series.patchbench("applied").text.hasSuffix("0002-two-twenty\n"))
        try series.shell(
            "mv patches/0002-two-twenty.patch patches/new.patch && sed -i s/0002.*/new.patch/ patches/series")
        #expect(try await series.patchbench("applied").text.hasSuffix("new\n"))
    }

    @Test func `a file that was edited since is not overwritten by undo`() async throws {
        _ = try await series.patchbench("drop", "3")
        try series.shell("echo '# more' >> patches/series")
        let answer = try await series.patchbench("undo")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("patches/series was changed since `drop 0003-three-thirty-five`"))
        #expect(try series.order == ["0001", "0002"])
    }
}
