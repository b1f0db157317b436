import Files
import Foundation
import Judging
import Outputs
import Results

/// Which functions make the difference between counts; kept of each build.
extension Bench {
    /// Keeps what a build's functions executed; nothing where the counter cannot tell.
    func keepFunctions(of count: CommandCount, _ built: BuiltStage) throws {
        guard let profile = count.profile, let command = seriesPlan.bench?.text else { return }
        let record = layout.record(built.key, Self.functions)
        try FileManager.default.createDirectory(
            at: record.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileWriter.put((Self.header(command) + FunctionCounts(profile).text).utf8, at: record.path)
    }

    /// Of the pairs whose instructions a run told from no change.
    func functionTables(of effects: [MetricEffect], in run: Int64?) throws -> [FunctionTable] {
        let changed = effects.filter { $0.metric.isInstructionCount && $0.isChange && $0.against == nil }
        guard let run, !changed.isEmpty else { return [] }
        let keys = Dictionary(try results().stages(of: run).map { ($0.stage, BuildKey(digest: $0.key)) }) { $1 }
        return changed.compactMap { effect in
            guard let before = keys[effect.pair.before].flatMap(functions),
                let after = keys[effect.pair.after].flatMap(functions)
            else { return nil }
            return FunctionTable(pair: effect.pair, changes: FunctionChange.between(before, after))
        }
    }

    static let functions = "functions"

    /// Another command executes something else.
    private static func header(_ command: String) -> String { command.replacing("\n", with: " ") + "\n" }

    private func functions(of key: BuildKey) -> FunctionCounts? {
        let header = Self.header(seriesPlan.bench?.text ?? "")
        let text = try? String(contentsOf: layout.record(key, Self.functions), encoding: .utf8)
        guard let text, text.hasPrefix(header) else { return nil }
        return FunctionCounts(text: text.dropFirst(header.count))
    }
}
