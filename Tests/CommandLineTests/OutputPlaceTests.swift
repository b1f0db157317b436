import Foundation
import PatchbenchTestSupport
import Testing

/// Output goes where it is told, as that of `git format-patch --output`.
@Suite struct OutputPlaceTests {
    private let series: EditedSeries
    private let mails: String

    init() async throws {
        series = try EditedSeries()
        mails = try await series.patchbench("export").expectSuccess().text
    }

    @Test func `a minus is standard output`() async throws {
        #expect(try await series.patchbench("export", "-o", "-").expectSuccess().text == mails)
        #expect(!series.folder.exists("-"))
    }

    @Test func `a file that is there stays, unless it is to go`() async throws {
        try series.folder.write("mine\n", to: "x")
        let refused = try await series.patchbench("export", "-o", "x")
        #expect(refused.status == 2 && refused.errors.contains("--force"), "\(refused.errors)")
        #expect(try series.folder.text(of: "x") == "mine\n")
        try await series.patchbench("export", "--force", "-o", "x").expectSuccess()
        #expect(try series.folder.text(of: "x") == mails)
    }

    @Test func `a device stays one`() async throws {
        try await series.patchbench("export", "-o", "/dev/null").expectSuccess()
        #expect(
            try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType != .typeRegular)
        let full = try await series.patchbench("export", "-o", "/dev/full")
        #expect(full.status == 1 && full.errors.contains("No space left on device"), "\(full.errors)")
    }

    @Test(arguments: [true, false]) func `a link stays, and the file behind it is written`(_ isThere: Bool) async throws
    {
        try series.shell("mkdir -p far && ln -s far/x link" + (isThere ? " && echo mine > far/x" : ""))
        try await series.patchbench("export", "--force", "-o", "link").expectSuccess()
        #expect(try series.folder.text(of: "far/x") == mails)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: series.folder.file("link").path) == "far/x")
    }

    @Test func `who reads from a pipe gets it`() throws {
        let script = "mkfifo pipe && cat pipe > got & sleep 0.05; \(Product.patchbench.path) export -o pipe; wait"
        try series.shell(script)
        #expect(try series.folder.text(of: "got") == mails)
    }

    @Test func `a page of ours may be made anew, and nothing else goes for one`() async throws {
        let small = try SmallSeries()
        try await small.patchbench("bench", "--rounds", "1").expectSuccess()
        for _ in 1...2 { try await small.patchbench("report").expectSuccess() }
        try small.folder.write("<!DOCTYPE html>mine\n", to: "small-report.html")
        #expect(try await small.patchbench("report").status == 2)
        #expect(try small.folder.text(of: "small-report.html") == "<!DOCTYPE html>mine\n")
        #expect(
            try await small.patchbench("report", "-o", "-").expectSuccess().text.hasPrefix("<!DOCTYPE html>\n<html"))
    }
}
