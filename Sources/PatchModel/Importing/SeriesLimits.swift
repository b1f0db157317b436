/// How much the files of a series may hold altogether, in bytes, so that few bytes of a stranger's do not become many.
public struct SeriesLimits: Hashable, Sendable {
    private var values: [SizeKind: Int]

    public init() {
        values = [.compressed: 512 << 20, .literal: 1 << 30, .delta: 1 << 30, .message: 64 << 20]
    }

    public subscript(kind: SizeKind) -> Int {
        get { values[kind, default: 0] }
        set { values[kind] = newValue }
    }

    /// What differs from the usual, in one order.
    public var changed: [(kind: SizeKind, size: Int)] {
        let usual = SeriesLimits()
        return SizeKind.allCases.filter { self[$0] != usual[$0] }.map { ($0, self[$0]) }
    }

    /// A size in bytes, or with `K`, `M` or `G` for so many times 1,024; nil for anything else.
    public static func size(_ text: String) -> Int? {
        let units: [Character: Int] = ["K": 10, "M": 20, "G": 30]
        let shift = text.last.flatMap { units[Character($0.uppercased())] }
        guard let number = Int(shift == nil ? text : String(text.dropLast())), number >= 0 else { return nil }
        let (size, isOver) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0))
        return isOver ? nil : size
    }
}

/// What of a series was read so far.
struct SeriesTally {
    private let limits: SeriesLimits
    private var counts: [SizeKind: Int] = [:]

    init(_ limits: SeriesLimits) { self.limits = limits }

    /// How much more there may be.
    func left(_ kind: SizeKind) -> Int { limits[kind] - counts[kind, default: 0] }

    /// - Throws: `PatchError.malformed`, `seriesTooLarge`.
    mutating func add(
        _ bytes: Int, _ kind: SizeKind, at place: @autoclosure () -> SourceLocation
    ) throws(PatchError) {
        let (sum, isOver) = counts[kind, default: 0].addingReportingOverflow(bytes)
        counts[kind] = sum
        guard isOver || sum > limits[kind] else { return }
        throw .malformed(place(), .source(.seriesTooLarge(kind, limit: limits[kind])))
    }

    mutating func add(_ patch: Patch) throws(PatchError) {
        let file = patch.source.file
        try add(patch.header.message.utf8.count, .message, at: SourceLocation(file: file, line: 1))
        for change in patch.changes {
            guard case .binary(let binary) = change.content else { continue }
            let kind: SizeKind = binary.forward.encoding == .literal ? .literal : .delta
            try add(binary.forward.resultSize, kind, at: SourceLocation(file: file, line: change.sourceLine))
        }
    }
}

extension BinaryChange.Data {
    /// Of the file that comes of it, as far as that is stated.
    fileprivate var resultSize: Int {
        switch encoding {
        case .literal: size
        // Both sizes stand in the first bytes.
        case .delta: Inflate.prefix(deflated, count: 16).flatMap(Delta.resultSize) ?? size
        }
    }
}
