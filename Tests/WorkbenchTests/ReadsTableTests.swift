import Foundation
import PatchbenchTestSupport
import Testing

/// Pages that name the tests that hold what they say.
@Suite struct ReadsTableTests {
    @Test(arguments: ["reads.md", "faults.md"]) func `every test that a table names is there`(_ page: String) throws {
        let table = try String(contentsOf: Product.packageRoot.appending(path: "docs/" + page), encoding: .utf8)
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
