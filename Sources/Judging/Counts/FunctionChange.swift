import Outputs

/// What a function executes itself, on one stage and on another.
public struct FunctionChange: Sendable, Equatable {
    public var name: String
    /// Where the function stands; empty where there are no debug symbols.
    public var file: String
    public var before: UInt64
    public var after: UInt64
    /// Where the code with the larger part of the difference stands, where that was compiled in from another file.
    public var inlined: Place?

    public struct Place: Sendable, Equatable {
        public var file: String
        public var line: Int
    }

    public var difference: Int64 { Int64(after) - Int64(before) }
}

extension FunctionChange {
    /// This part of what changes, up or down, is told; no more functions than that.
    static let (share, most) = (0.95, 20)

    /// The functions that make the difference, the largest first.
    package static func between(_ before: FunctionCounts, _ after: FunctionCounts) -> [FunctionChange] {
        let names = Set(before.functions.keys).union(after.functions.keys)
        let changes = names.map { FunctionChange($0, before, after) }.filter { $0.difference != 0 }
            .sorted { ($1.difference.magnitude, $0.name, $0.file) < ($0.difference.magnitude, $1.name, $1.file) }
        let whole = Double(changes.reduce(0) { $0 + $1.difference.magnitude })
        var told = 0.0
        return Array(
            changes.prefix(most).prefix { change in
                defer { told += Double(change.difference.magnitude) }
                return told < share * whole
            })
    }

    private init(_ function: InstructionProfile.Function, _ before: FunctionCounts, _ after: FunctionCounts) {
        self.init(
            name: function.name, file: function.file, before: before.count(of: function),
            after: after.count(of: function))
        let (old, new) = (before.functions[function] ?? [:], after.functions[function] ?? [:])
        func difference(_ file: String) -> UInt64 {
            let (left, right) = (old[file]?.count ?? 0, new[file]?.count ?? 0)
            return max(left, right) - min(left, right)
        }
        let files = Set(old.keys).union(new.keys).sorted()
        guard let top = files.max(by: { difference($0) < difference($1) }), top != function.file, difference(top) > 0,
            let part = new[top] ?? old[top]
        else { return }
        inlined = Place(file: top, line: part.line)
    }
}

/// The functions behind what a patch changes in the instructions of a program.
public struct FunctionTable: Sendable {
    public var pair: StagePair
    public var changes: [FunctionChange]

    package init(pair: StagePair, changes: [FunctionChange]) {
        self.pair = pair
        self.changes = changes
    }
}
