import Foundation
import GitStore
import Input
import PatchModel
import PatchbenchTestSupport

@testable import Workbench

/// A person who works on a series of six patches at random, and what of all that was typed.
struct TypingPerson {
    let folder: TemporaryFolder
    private let plan: Plan
    private var random: SplitMix64
    /// Words that stand nowhere else.
    private var typed: [String] = []
    /// What was done, for a report.
    private(set) var history: [String] = []

    private static let files = ["a", "b", "d/c"]
    private static let work = ".patchbench/s/work"

    init(seed: UInt64) throws {
        folder = try TemporaryFolder()
        random = SplitMix64(seed: seed)
        let lines = (1...40).map { "line \($0)\n" }
        for file in Self.files { try folder.write(lines.joined(), to: "base/" + file) }
        for number in 1...6 {
            let (file, line) = (Self.files[number % 3], number * 6)
            try folder.write(
                """
                patch \(number)

                --- a/\(file)
                +++ b/\(file)
                @@ -\(line),3 +\(line),3 @@
                 line \(line)
                -line \(line + 1)
                +LINE \(line + 1)
                 line \(line + 2)

                """, to: "patches/p\(number).patch")
        }
        try folder.write((1...6).map { "p\($0).patch\n" }.joined(), to: "patches/series")
        try folder.write("series:\n  s:\n    base: base\n    patches: patches\n", to: "patchbench.yaml")
        plan = try Plan.find(from: folder.url)
    }

    mutating func act() throws {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: try typeIntoWorkTree()
        case 3: try typeIntoSeries()
        default: try runCommand()
        }
    }

    // MARK: Typing

    private mutating func word() -> String {
        typed.append("typed-\(typed.count)-")
        return typed[typed.count - 1]
    }

    private mutating func typeIntoWorkTree() throws {
        guard folder.exists(Self.work) else { return }
        let file = Self.work + "/" + ["a", "b", "d/c", "new", "d/new"].randomElement(using: &random)!
        var lines = (try? folder.text(of: file))?.split(separator: "\n").map(String.init) ?? []
        lines.insert(word(), at: Int.random(in: 0...lines.count, using: &random))
        history.append("type \(typed[typed.count - 1]) into \(file)")
        try folder.write(lines.map { $0 + "\n" }.joined(), to: file)
    }

    /// Above a patch's message, or as a comment of the series file.
    private mutating func typeIntoSeries() throws {
        let names = try folder.names(in: "patches").filter { !$0.hasPrefix(".") }
        let name = names.randomElement(using: &random)!
        let text = try folder.text(of: "patches/" + name)
        try folder.write((name == "series" ? "# " : "about ") + word() + "\n" + text, to: "patches/" + name)
        history.append("type \(typed[typed.count - 1]) into \(name)")
    }

    // MARK: Commands

    private mutating func runCommand() throws {
        let points = Operations.Point.allCases
        let point = Int.random(in: 0..<8, using: &random) == 0 ? points.randomElement(using: &random) : nil
        let choice = Int.random(in: 0..<12, using: &random)
        history.append("command \(choice)" + (point.map { ", cut off at \($0)" } ?? ""))
        do {
            let workspace = try open()
            if let point { workspace.operations.reached = { if $0 == point { throw Operations.CutOff() } } }
            try run(choice, workspace)
        } catch let error where error is StepError || error is EditError || error is Operations.CutOff {
            history.append("  \(error)")
        }
    }

    private mutating func run(_ choice: Int, _ workspace: Workspace) throws {
        let number = StageNumber(Int.random(in: 0...workspace.series.top.value, using: &random))
        let isLong = workspace.series.top.value > 3
        switch choice {
        case 0: _ = try workspace.refresh()
        case 1, 2: _ = try workspace.push(Int.random(in: 1...2, using: &random))
        case 3: _ = try workspace.pop(1)
        case 4: _ = try workspace.goto(number)
        case 5 where isLong: _ = try workspace.drop(number)
        case 6 where isLong: _ = try workspace.fold(number)
        case 7: _ = try workspace.reorder([number], after: Bool.random(using: &random) ? .base : nil)
        case 8: _ = try workspace.undo(Int.random(in: 1...2, using: &random))
        case 9: _ = try workspace.redo()
        case 10: _ = try workspace.restore(["."])
        default:
            let last = try workspace.operations(latest: 1).first?.number ?? 0
            _ = try workspace.restore(operation: Int.random(in: 0...last, using: &random))
        }
    }

    private func open() throws -> Workspace {
        try Workbench(plan: plan, series: plan.series[0], access: .change, tools: BenchTools()).workspace
    }

    // MARK: Looking

    private func onDisk() -> String {
        ["patches", Self.work].filter(folder.exists).flatMap { root in
            let paths = FileManager.default.enumerator(atPath: folder.file(root).path)?.compactMap { $0 as? String }
            return (paths ?? []).map { (try? folder.text(of: root + "/" + $0)) ?? "" }
        }.joined()
    }

    /// What stands neither in a file nor in the log.
    func lost() throws -> [String] {
        let workspace = try open()
        var text = onDisk()
        var seen: Set<ObjectID> = []
        for operation in try workspace.operations.log.latest(nil) {
            for tree in operation.trees where seen.insert(tree).inserted {
                for file in try workspace.repository.files(in: tree) where seen.insert(file.id).inserted {
                    text += String(decoding: try workspace.repository.content(of: file), as: UTF8.self)
                }
            }
        }
        return typed.filter { !text.contains($0) }
    }

    /// Whether `op restore` puts so many words that are only in the log into a file again.
    func bringsBack(_ count: Int) throws -> Bool {
        let now = onDisk()
        for word in typed.filter({ !now.contains($0) }).prefix(count) {
            let workspace = try open()
            let holder = try workspace.operations.log.latest(nil).first { operation in
                try operation.trees.contains { tree in
                    try workspace.repository.files(in: tree).contains {
                        String(decoding: try workspace.repository.content(of: $0), as: UTF8.self).contains(word)
                    }
                }
            }
            guard let holder else { return false }
            _ = try workspace.restore(operation: holder.number)
            guard onDisk().contains(word) else { return false }
        }
        return true
    }
}

extension StoredOperation {
    fileprivate var trees: [ObjectID] { [state.files, state.work].compactMap(\.self) }
}
