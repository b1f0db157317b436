import Foundation
import PatchbenchTestSupport
import Testing

/// refresh of patches in other forms than git's.
@Suite struct RefreshFormTests {
    @Test(arguments: ["-p1", "-p1 --no-index", "-p0", "-pab --no-timestamps", "-p1 -U5"])
    func `a refreshed quilt patch keeps its form, and quilt makes the same tree`(_ form: String) async throws {
        let series = try EditedSeries()
        let strip = form.prefix { $0 != " " }
        try series.shell(
            """
            rm -r patches && cp -r base peer && cd peer && export QUILT_PATCHES=patches
            quilt() { command quilt --quiltrc - "$@" > /dev/null; }
            quilt new one.patch \(strip) && quilt add a.txt d/c.txt
            sed -i 's/^line 5$/line five/' a.txt && echo new > d/c.txt
            echo 'Subject: one' | quilt header -r && quilt refresh \(form)
            quilt new two.patch \(strip) && quilt add a.txt && sed -i 's/^line 30$/line 3-0/' a.txt && quilt \
            refresh \(form)
            mv patches .. && cd .. && cp -r patches before
            """)
        #expect(try await series.patchbench("push").status == 0)
        try series.shell("cd \(EditedSeries.work) && sed -i 's/^line 7$/line seven/' a.txt && echo brand > new")
        let refreshed = try await series.patchbench("refresh")
        #expect(refreshed.status == 0, "\(refreshed.errors)")
        #expect(try await series.patchbench("push", "--all").status == 0)
        // Of the old patch only hunks of a.txt are gone: no line of a header, nothing of another file.
        let changes = try series.shell("diff before/one.patch patches/one.patch | grep '^<' || true").text
        #expect(
            changes.split(separator: "\n").allSatisfy { $0.hasPrefix("< @@ ") || $0.hasPrefix("<  line ") },
            "\(changes)")
        #expect(try !series.folder.text(of: "patches/one.patch").contains("diff --git"))
        try series.shell(
            """
            cmp before/two.patch patches/two.patch
            rm -rf peer && cp -r base peer && cp -r patches peer/patches && cd peer
            QUILT_PATCHES=patches quilt --quiltrc - push -q -a && rm -r .pc patches && cd ..
            diff -r --exclude .git peer \(EditedSeries.work)
            """)
    }

    @Test func `a rename stays one`() async throws {
        let series = try EditedSeries()
        try series.shell(
            """
            cd git && git mv a.txt moved.txt && git commit -q -m 'four: move' && git format-patch -q -1 \
            --start-number 4 -o ../patches && cd .. && echo 0004-four-move.patch >> patches/series
            """)
        #expect(try await series.patchbench("push", "--all").status == 0)
        try series.shell("sed -i 's/^line 7$/line seven/' \(EditedSeries.work)/moved.txt")
        #expect(try await series.patchbench("refresh").status == 0)
        let patch = try series.folder.text(of: "patches/0004-four-move.patch")
        #expect(patch.contains("rename from a.txt\nrename to moved.txt\n"))
        try series.shell(
            "cd git && git checkout -q HEAD~1 && git apply --index ../patches/0004* && cmp moved.txt "
                + "../\(EditedSeries.work)/moved.txt"
        )
    }

    @Test(arguments: ["encoded", "compressed", "reversed"])
    func `what cannot be changed in parts is refused`(_ kind: String) async throws {
        let series = try EditedSeries()
        switch kind {
        case "encoded":
            try series.shell(
                """
                cd patches && mail=$(ls 0001*) && { printf 'MIME-Version: 1.0\\nContent-Transfer-Encoding: base64\\n'
                sed '1d;/^$/,$d;/^MIME/d;/^Content-Tr/d' $mail; echo; sed '1,/^$/d' $mail | base64; } > mail && mv \
                mail $mail
                """)
        case "compressed":
            try series.shell("cd patches && gzip 0001* && sed -i 's/^\\(0001.*\\)/\\1.gz/' series")
        default:
            try series.shell("cd patches && sed -i 's/^0001.*/& -R/; /^000[23]/d' series && cp ../git/a.txt ../base/")
        }
        let pushed = try await series.patchbench("push")
        #expect(pushed.status == 0, "\(pushed.errors)")
        let before = try series.files
        try series.shell("echo more >> \(EditedSeries.work)/d/b.txt")
        let answer = try await series.patchbench("refresh")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("cannot be changed in parts"), "\(answer.errors)")
        #expect(try series.files == before)
        #expect(try series.work("d/b.txt") == "keep\nmore\n")
    }

    @Test func `JSON says what was done`() async throws {
        let series = try EditedSeries()
        _ = try await series.patchbench("push")
        try series.shell("echo more >> \(EditedSeries.work)/d/b.txt")
        let document =
            try await JSONSerialization.jsonObject(
                with: Data(series.patchbench("refresh", "--json").output)) as? [String: Any]
        #expect(document?["action"] as? String == "refreshed")
        #expect(document?["patch"] as? String == "0001-one-five")
        #expect(document?["files"] as? [String] == ["d/b.txt"])
        let undone =
            try await JSONSerialization.jsonObject(
                with: Data(series.patchbench("undo", "--json").output)) as? [String: Any]
        #expect(undone?["command"] as? String == "refresh 0001-one-five")
    }
}
