import Foundation
import PatchbenchTestSupport
import Testing

/// Swift lets the value of a C function be dropped without a word.
@Suite struct CheckedCallsTests {
    /// What returns nothing, or a value that is no code of success and failure.
    private static let cannotFail: [String] = [
        #"_free$"#, #"_dispose$"#, #"^git_(tree|index)_entry"#, #"_(type|size|data|rawsize|rawcontent)$"#,
        #"^git_commit_(author|id|message_raw|message_encoding|parentcount|parent_id|time|tree_id)$"#,
        #"^git_diff_(num_deltas|get_delta)$"#, #"^git_patch_(num_hunks|get_delta)$"#, #"^git_oid_(ncmp|equal)$"#,
        #"^git_repository_(path|workdir|commondir)$"#, #"^git_index_get_"#, #"^git_object_id$"#, #"^git_error_last$"#,
        #"^git_odb_backend_data_alloc$"#, #"^git_attr_value$"#, #"^git_object_type2string$"#,
    ]

    /// Structures, made by their initialisers.
    private static let types: [String] = [
        #"^git_(oid|buf|time|strarray|signature|odb_backend|index_time|indexer_progress|filemode_t|tree_update)$"#,
        #"^git_(attr|diff|diff_find|filter|merge_file)_options$"#,
        #"^git_merge_file_(input|result)$"#, #"^git_index_entry$"#,
    ]

    /// Where a value goes that is looked at.
    private static let checked: [String] = [
        #"\bcheck\($"#, #"\bexpect\($"#, #"\b(code|lines) = $"#, #"\breturn $"#, #"\bguard $"#, #"\bwhile $"#,
        // The body of a closure of one expression, which is its value.
        #"\{ (\$0 in )?$"#, #"^$"#, #"\? $"#, #"^0 == $"#,
    ]

    @Test func `every value that libgit2 returns is looked at`() throws {
        let sources = Product.packageRoot.appending(path: "Sources/GitStore")
        let files = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        var calls = 0
        for file in files where file.hasSuffix(".swift") {
            let lines = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where !line.drop(while: \.isWhitespace).hasPrefix("//") {
                for call in line.matches(of: #/\b(?<name>(git|clibgit2)_[a-z0-9_]+)\(/#) {
                    let name = String(call.output.name)
                    if try Self.matches(name, Self.cannotFail + Self.types) { continue }
                    calls += 1
                    let before = String(line[..<call.range.lowerBound].drop(while: \.isWhitespace))
                    let previous = index > 0 ? lines[index - 1] : ""
                    #expect(
                        try Self.isChecked(before, String(line[call.range.lowerBound...]), after: String(previous)),
                        "\(file):\(index + 1): \(line)")
                }
            }
        }
        #expect(calls > 40)
    }

    /// - Parameters:
    ///   - before: what stands in the line before the call.
    ///   - previous: the line above.
    private static func isChecked(_ before: String, _ call: String, after previous: String) throws -> Bool {
        if [") == 0", ") == 1", ") != 0", ").map {"].contains(where: call.contains) { return true }
        guard before.isEmpty else { return try matches(before, checked) }
        // Alone in a line, it is the value of the closure or the argument of the call that the line above opened.
        let opened = [#"\{ *$"#, #"\{ (\$0|[a-z]+) in *$"#, #"check\($"#, #"path = path$"#]
        return try matches(previous, opened)
    }

    private static func matches(_ text: String, _ patterns: [String]) throws -> Bool {
        try patterns.contains { try text.firstMatch(of: Regex($0)) != nil }
    }
}
