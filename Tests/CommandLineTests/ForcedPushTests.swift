import Foundation
import PatchbenchTestSupport
import Testing

/// `push --force`, `push --3way` and `fuzz`, with quilt, git and GNU patch as the reference.
@Suite struct ForcedPushTests {
    @Test func `a forced push leaves the files and the rejects of quilt`() async throws {
        let series = try EditedSeries()
        try series.shell(
            """
            cd git && sed -i 's/^line 2$/line two/; s/^line 30$/line thirty/' a.txt && echo 2 > d/b.txt
            git commit -q -a -m four && git format-patch -q -1 --start-number 4 -o ../patches && cd ..
            echo 0004-four.patch >> patches/series && sed -i 's/^line 31$/line 3-1/' base/a.txt
            cp -r base quilt && cp -r patches quilt/patches && cd quilt && quilt --quiltrc - push -q 3 && ! quilt \
            --quiltrc - push -q -f
            """)
        let answer = try await series.patchbench("push", "--all", "--force")
        #expect(answer.status == 1)
        #expect(answer.text.contains("a.txt: 1 of 2 hunks rejected, in a.txt.rej"))
        #expect(answer.text.contains("patchbench refresh"))
        try series.shell("for file in a.txt d/b.txt d/c.txt; do cmp quilt/$file \(EditedSeries.work)/$file; done")
        let hunks = { (text: String) in text.drop { $0 != "@" } }
        #expect(try hunks(series.work("a.txt.rej")) == hunks(series.folder.text(of: "quilt/a.txt.rej")))
    }

    @Test func `an unfinished patch is finished by refresh and taken back by pop`() async throws {
        let series = try EditedSeries()
        try series.shell("sed -i 's/^line 19$/line nineteen/' base/a.txt")
        #expect(try await series.patchbench("push", "2").errors.contains("patchbench push --force"))
        #expect(try await series.patchbench("push", "2", "--force").status == 1)
        #expect(
            try await series.patchbench("series").text.split(separator: "\n").map { $0.prefix(1) } == [">", "!", "-"])
        for command in ["push", "goto"] {
            let answer = try await Command.patchbench(
                [command] + (command == "goto" ? ["0"] : []), in: series.folder.url)
            #expect(answer.status == 2)
            #expect(answer.errors.contains("is applied in part"))
        }
        #expect(try await series.patchbench("pop").status == 0)
        #expect(!series.folder.exists(EditedSeries.work + "/a.txt.rej"))
        #expect(!series.folder.exists(EditedSeries.work + "/d/c.txt"))
        _ = try await series.patchbench("push", "--force")
        try series.shell("sed -i 's/^line 20$/line twenty/' \(EditedSeries.work)/a.txt")
        #expect(try await series.patchbench("refresh").status == 0)
        #expect(try await series.patchbench("push", "--all").status == 0)
        let head = "sed -n '1,/^$/p' patches/0002-two-twenty.patch | grep -c 'Subject: .PATCH 2/3. two: twenty'"
        #expect(try series.shell(head).text == "1\n")
        #expect(try await series.patchbench("undo", "2").status == 0)
        #expect(try await series.patchbench("series").text.hasPrefix("> 1"))
    }

    @Test(arguments: [(17, true), (19, false)]) func `a merge is git's`(_ line: Int, _ isClean: Bool) async throws {
        let series = try EditedSeries()
        try series.shell(
            """
            sed -i 's/^line \(line)$/line changed/' base/a.txt
            cd git && git checkout -q -b other main~3 && cp ../base/a.txt . && git commit -q -a -m changed
            git am -q -3 ../patches/0001* && git am -q -3 ../patches/0002* > ../am.log 2>&1 || true
            """)
        let asked = try await series.patchbench("push", "2")
        #expect(asked.status == 1)
        #expect(!asked.errors.contains("--3way"))
        #expect(try await series.patchbench("push", "2", "--3way").errors.contains("is not at hand"))
        try series.shell("cp -r git/.git .git")
        #expect(try await series.patchbench("push", "2").errors.contains("patchbench push --3way"))
        let answer = try await series.patchbench("push", "2", "--3way")
        #expect(answer.status == (isClean ? 0 : 1), "\(answer.errors)")
        let marks = "sed 's/^\\([<>]\\{7\\}\\) .*/\\1/'"
        try series.shell("\(marks) git/a.txt > one && \(marks) \(EditedSeries.work)/a.txt | cmp one -")
        let refreshed = try await series.patchbench("refresh")
        #expect(refreshed.status == (isClean ? 0 : 2), "\(refreshed.errors)")
        if !isClean { #expect(refreshed.errors.contains("conflicts are left")) }
    }

    @Test(arguments: [0, 1, 2]) func `fuzz is used when allowed, and reported for each hunk`(_ fuzz: Int) async throws {
        let series = try EditedSeries(fuzz: fuzz == 1 ? 1 : nil)
        // Of the context of patch 2, the line so far from the outside differs.
        try series.shell(
            """
            sed -i 's/^line \(16 + max(1, fuzz))$/line other/' base/a.txt
            cp -r base peer && cd peer && patch -s -p1 -F\(fuzz) < ../patches/0001-one-five.patch
            patch -s -p1 -F\(fuzz) < ../patches/0002-two-twenty.patch > /dev/null || true
            """)
        let answer = try await series.patchbench("push", "2", "--fuzz", "\(fuzz)")
        #expect(answer.status == (fuzz == 0 ? 1 : 0), "\(answer.errors)")
        guard fuzz > 0 else { return }
        #expect(answer.text.contains("a.txt: hunk 1 at line 17 (fuzz \(fuzz))"))
        try series.shell("cmp peer/a.txt \(EditedSeries.work)/a.txt")
        #expect(try await series.patchbench("diff", "1..2").status == (fuzz == 1 ? 0 : 1))
    }

    @Test func `more fuzz than 2 is refused`() async throws {
        let series = try EditedSeries(fuzz: 3)
        let answer = try await series.patchbench("series")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("patchbench.yaml:5: \u{201C}fuzz\u{201D} must be"))
        #expect(try await EditedSeries().patchbench("push", "--fuzz", "3").status == 2)
    }
}
