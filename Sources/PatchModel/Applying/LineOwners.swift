/// Whose each line of a text is, while patches go over it: the last one that wrote it.
public struct LineOwners<Owner: Sendable>: Sendable {
    /// By line; nil where none of them did.
    public private(set) var owners: [Owner?]

    /// - Parameter text: nobody's.
    public init(of text: [UInt8]) { owners = Array(repeating: nil, count: LineTable(text).count) }

    /// Whose lines a hunk without context is about to change: those that it removes, or where it only adds lines, those
    /// next to them.
    public func touched(by hunk: Hunk) -> ArraySlice<Owner?> {
        guard hunk.oldCount == 0 else { return owners[hunk.oldStart - 1..<hunk.oldStart - 1 + hunk.oldCount] }
        return owners[max(0, hunk.oldStart - 1)..<min(owners.count, hunk.oldStart + 1)]
    }

    /// Takes the hunks that lead to the text's next state; the lines that they add are the owner's.
    public mutating func apply(_ hunks: [Hunk], of owner: Owner) {
        for hunk in hunks.reversed() {
            let start = hunk.oldCount == 0 ? hunk.oldStart : hunk.oldStart - 1
            var line = start
            var made: [Owner?] = []
            for part in hunk.lines {
                switch part.kind {
                case .context: made.append(owners[line])
                case .added: made.append(owner)
                case .removed: break
                }
                if part.kind != .added { line += 1 }
            }
            owners.replaceSubrange(start..<line, with: made)
        }
    }
}
