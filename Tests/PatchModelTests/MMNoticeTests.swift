import Foundation
import PatchbenchTestSupport
import Testing

@testable import PatchModel

@Suite struct MMNoticeTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "fixtures/mail/mm")
    private static let kept = "mm-slab-keep-the-count-of-free-objects"
    private static let named = "mm-slab-name-the-lists"

    private static func file(_ name: String) throws -> SourceFile {
        let url = folder.appending(path: name + ".mail")
        return SourceFile(name: name + ".mail", bytes: Array(try Data(contentsOf: url)))
    }

    @Test("A mail of the -mm tree gives the patch of its author, not of the tree's") func patch() throws {
        let patch = try #require(try ImportedSeries(reading: [Self.file(Self.kept)]).patches.first)
        #expect(patch.name.text == Self.kept)
        #expect(patch.header.author == Person(name: "Joon Kim", email: "jk@example.org"))
        #expect(patch.header.date == PatchDate(seconds: 1_459_202_523, zoneMinutes: -420))
        #expect(patch.header.subject == "mm/slab: keep the count of free objects")
        let trailers = ["Signed-off-by: Joon Kim <jk@example.org>", "Acked-by: Chris L <cl@example.org>"]
        let text = [
            "The count is worked out anew for every report, with the node lock held.",
            "Keep it beside the lists instead.", "",
        ]
        #expect(patch.header.body == (text + trailers).joined(separator: "\n"))
        #expect(patch.changes.map(\.path.description) == ["mm/slab.c"])
    }

    @Test("What such a mail's diff does is what GNU patch does") func diff() throws {
        let folder = try TemporaryFolder()
        try folder.write("one\ntwo\nthree\nfour\nfive\n", to: "mm/slab.c")
        try folder.write("list\n", to: "mm/slab.h")
        try folder.write("same\n", to: "mm/untouched.c")
        let series = try ImportedSeries(reading: [Self.file(Self.kept), Self.file(Self.named)])
        for patch in series.patches {
            let gnu = try Command.run("patch", ["-p1", "-s"], in: folder.url, input: Array(patch.source.diff))
            #expect(gnu.status == 0, "\(gnu.text)")
        }
        #expect(try folder.text(of: "mm/slab.c") == "one\ntwo, kept\nmore\nthree\nfour\nfive, kept\n")
        #expect(series.patches.flatMap(\.changes).map(\.path.description) == ["mm/slab.h", "mm/names.h", "mm/slab.c"])
        #expect(series.patches.flatMap(\.changes).map(\.kind) == [.modify, .create, .modify])
        #expect(try folder.text(of: "mm/names.h") == "names\n")
    }

    @Test("The patches follow the newest mail's list, and those that are missing are named") func pending() throws {
        let series = try ImportedSeries(reading: [Self.file(Self.kept), Self.file(Self.named), Self.file("removed")])
        #expect(series.patches.map(\.name.text) == [Self.named, Self.kept])
        #expect(series.pending.map(\.text) == [Self.named, Self.kept, "mm-slab-count-what-was-freed"])
        #expect(series.missing.map(\.text) == ["mm-slab-count-what-was-freed"])
        #expect(series.notes.map(\.kind) == [.removalIgnored(PatchName("mm-slab-old-idea"))])
        #expect(series.patches.first?.header.author?.name == "Jörg Doe")
    }

    @Test(
        "Text that only speaks of the -mm tree is no notice",
        arguments: [
            [], ["The patch titled"], ["The patch titled", "x", "has been added to the -mm tree.  Its filename is"],
            ["Hello", "The patch titled", "x", "has been added to the -mm tree.  Its filename is", "x.patch"],
            ["The patch titled", "x", "has been added to the other tree.  Its filename is", "x.patch"],
        ])
    func noNotice(_ lines: [String]) {
        #expect(MMNotice(lines) == nil)
    }
}
