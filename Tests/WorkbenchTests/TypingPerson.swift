import Foundation
import GitStore
import Input
import PatchModel
import PatchbenchTestSupport

@testable import Workbench

/// A person who works on a series of six patches at random, and what of all that was typed.
struct TypingPerson {
    let folder: TemporaryFolder
    private var random: SplitMix64
    /// Words that stand nowhere else.
    private var typed: [String] = []
    /// What was done, for a report.
    private(set) var history: [String] = []
    private(set) var tally = Tally()

    /// How much was done.
    struct Tally {
        var typed = 0
        /// Commands, and those of them that refused or were cut off, by verb.
        var commands: [String: Int] = [:]
        var refused: [String: Int] = [:]
        var cutOff = 0

        static func += (sum: inout Tally, one: Tally) {
            sum.typed += one.typed
            sum.cutOff += one.cutOff
            sum.commands.merge(one.commands, uniquingKeysWith: +)
            sum.refused.merge(one.refused, uniquingKeysWith: +)
        }

        var lines: [String] {
            ["\(typed) texts typed, \(commands.values.reduce(0, +)) commands, \(cutOff) of them cut off"]
                + commands.sorted { $0.key < $1.key }.map { "  \($0.key) \($0.value), \(refused[$0.key] ?? 0) refused" }
        }
    }

    private static let files = ["a", "b", "d/c"]
    private static let work = ".patchbench/s/work"

    init(seed: UInt64) throws {
        folder = try TemporaryFolder()
        random = SplitMix64(seed: seed)
        let lines = (1...40).map { "line \($0)\n" }
        for file in Self.files {
            try folder.write(lines.joined(), to: "base/" + file)
            // Further down, without a line that patches change, and with what one of them does.
            let other = "new\n" + lines.joined().replacing("line 13\n", with: "LINE 13\n")
            try folder.write(
                file == "a" ? other.replacing("line 37\n", with: "upstream\n") : other, to: "other/" + file)
        }
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
        tally.typed += 1
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
        let verb = Self.verbs.randomElement(using: &random)!
        tally.commands["\(verb)", default: 0] += 1
        history.append("\(verb)" + (point.map { ", cut off at \($0)" } ?? ""))
        do {
            let workspace = try open()
            if let point { workspace.operations.reached = { if $0 == point { throw Operations.CutOff() } } }
            try run(verb, workspace)
        } catch let error where error is StepError || error is EditError || error is Operations.CutOff {
            history.append("  \(error)")
            if error is Operations.CutOff { tally.cutOff += 1 } else { tally.refused["\(verb)", default: 0] += 1 }
        }
    }

    private enum Verb: CaseIterable {
        case push, pop, goto, force
        case refresh, refreshBelow, absorb, spill, split, fold, drop, reorder, float, sink
        case new, rename, edit, rebase, finishRebase, skipMerge, abortRebase
        case restore, undo, redo, restoreOperation
    }

    /// Those that one does often more than once.
    private static let verbs = Verb.allCases + [.push, .push, .push, .refresh, .refresh, .undo, .goto]

    private mutating func run(_ verb: Verb, _ workspace: Workspace) throws {
        let number = StageNumber(Int.random(in: 0...workspace.series.top.value, using: &random))
        let (isLong, isShort) = (workspace.series.top.value > 3, workspace.series.top.value < 12)
        switch verb {
        case .push: _ = try workspace.push(Int.random(in: 1...2, using: &random))
        case .force: _ = try workspace.push(1, PushOptions(isForced: true))
        case .pop: _ = try workspace.pop(1)
        case .goto: _ = try workspace.goto(number)
        case .drop where isLong: _ = try workspace.drop(number)
        case .fold where isLong: _ = try workspace.fold(number)
        case .reorder: _ = try workspace.reorder([number], after: Bool.random(using: &random) ? .base : nil)
        case .float where number != .base: _ = try workspace.float([number])
        case .sink where number != .base: _ = try workspace.sink([number], before: nil)
        case .undo: _ = try workspace.undo(Int.random(in: 1...2, using: &random))
        case .redo: _ = try workspace.redo()
        case .restore: _ = try workspace.restore(["."])
        case .restoreOperation:
            let last = try workspace.operations(latest: 1).first?.number ?? 0
            _ = try workspace.restore(operation: Int.random(in: 0...last, using: &random))
        case .refresh: _ = try workspace.refresh()
        case .refreshBelow: _ = try workspace.refresh([], into: number)
        case .absorb: _ = try workspace.absorb([])
        case .spill: _ = try workspace.spill([])
        case .split where isShort:
            var isFirst = false
            _ = try workspace.split(
                number,
                keeping: { _ in
                    isFirst.toggle(); return isFirst
                })
        case .new where isShort: try describe(nil, workspace)
        case .edit where number != .base: try describe(number, workspace)
        case .rename: _ = try workspace.rename(number, to: "name-\(history.count)")
        default: try rebase(verb, workspace)
        }
    }

    private func rebase(_ verb: Verb, _ workspace: Workspace) throws {
        switch verb {
        case .rebase:
            let base = try folder.text(of: "patchbench.yaml").contains("base: base") ? "other" : "base"
            _ = try workspace.rebase(onto: base, from: folder.url)
        case .finishRebase: _ = try workspace.finishRebase()
        case .skipMerge: try workspace.skipMerge()
        case .abortRebase: _ = try workspace.abortRebase()
        default: break
        }
    }

    /// A new patch, or another message for one.
    private mutating func describe(_ number: StageNumber?, _ workspace: Workspace) throws {
        let (header, count) = (PatchHeader(subject: word(), body: word()), typed.count)
        do {
            if let number {
                let text = Array("\(header.subject)\n\n\(header.body)\n".utf8)
                _ = try workspace.edit(number, as: text, withDiff: false, file: "draft")
            } else {
                _ = try workspace.new("new-\(history.count)", header)
            }
        } catch {
            // What a command refuses, or is killed over, is still in the hands of who typed it.
            typed.removeSubrange((count - 2)...)
            tally.typed -= 2
            throw error
        }
    }

    private func open() throws -> Workspace {
        let plan = try Plan.find(from: folder.url)
        return try Workbench(plan: plan, series: plan.series[0], access: .change, tools: BenchTools()).workspace
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
