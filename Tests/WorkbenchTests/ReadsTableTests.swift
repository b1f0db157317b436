import Foundation
import PatchbenchTestSupport
import Testing

/// docs/reads.md names the tests that hold what it says.
@Suite struct ReadsTableTests {
    @Test func `every test that the table of what is read names is there`() throws {
        let table = try String(contentsOf: Product.packageRoot.appending(path: "docs/reads.md"), encoding: .utf8)
        let names = table.split(separator: "\n").compactMap { $0.firstMatch(of: /\| `([^`]+)` \|$/)?.output.1 }
        #expect(names.count > 25)
        let tests = Product.packageRoot.appending(path: "Tests")
        let files = FileManager.default.enumerator(atPath: tests.path)?.compactMap { $0 as? String } ?? []
        let sources = try files.filter { $0.hasSuffix(".swift") }.map {
            try String(contentsOf: tests.appending(path: $0), encoding: .utf8)
        }
        for name in names {
            #expect(sources.contains { $0.contains("\"\(name)\"") || $0.contains("`\(name)`") }, "\(name)")
        }
    }
}
