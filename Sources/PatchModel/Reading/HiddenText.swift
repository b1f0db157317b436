import Foundation

/// What of a patch looks otherwise than it is, and is let in all the same: each kind is noted once, with its first
/// place.
extension Patch {
    /// - Parameter allowed: what need not be noted.
    package func hiddenText(allowing allowed: PatchPolicy) -> [SourceNote] {
        var notes: [SourceNote] = []
        if !allowed.contains(.bidirectionalText), BidirectionalText.isPresent(in: Array(header.subject.utf8)[...]) {
            notes.append(SourceNote(location: SourceLocation(file: source.file, line: 1), kind: .bidirectionalSubject))
        }
        if !allowed.contains(.invisibleText), let found = invisibleText {
            notes.append(
                SourceNote(
                    location: SourceLocation(file: source.file, line: found.change.sourceLine),
                    kind: .invisibleText(
                        in: found.change.path, line: found.line, scalar: found.scalar, more: found.count - 1)))
        }
        return notes
    }

    /// The first character of added lines that shows nothing, and how many lines have one.
    private var invisibleText: (change: FileChange, line: Int, scalar: UInt32, count: Int)? {
        var first: (FileChange, Int, UInt32)?
        var count = 0
        for change in changes {
            for hunk in change.hunks {
                var line = hunk.newStart
                for part in hunk.lines where part.kind != .removed {
                    defer { line += 1 }
                    guard part.kind == .added, let scalar = InvisibleText.first(in: part.text) else { continue }
                    count += 1
                    first = first ?? (change, line, scalar)
                }
            }
        }
        return first.map { ($0, $1, $2, count) }
    }
}

/// Characters that show nothing: they tell two names, or what a reader and a compiler see, apart.
enum InvisibleText {
    /// Zero-width spaces and joiners, invisible operators, a byte order mark, variation selectors, tags (Unicode 15,
    /// default ignorable code points).
    private static func isInvisible(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x00ad, 0x034f, 0x061c, 0x180b...0x180f, 0x200b...0x200d, 0x2060...0x2064, 0xfe00...0xfe0f, 0xfeff,
            0xe0000...0xe0fff:
            true
        default: false
        }
    }

    static func first(in text: Bytes) -> UInt32? {
        guard text.contains(where: { $0 > 0x7f }) else { return nil }
        return String(decoding: text, as: UTF8.self).unicodeScalars.lazy.map(\.value).first(where: isInvisible)
    }
}

extension Series {
    /// Names of different bytes that look alike, being equal when composed (NFC): a pair is noted once.
    package func alikeNames(allowing allowed: PatchPolicy) -> [SourceNote] {
        guard !allowed.contains(.invisibleText) else { return [] }
        var known: [String: TreePath] = [:]
        var notes: [SourceNote] = []
        let isPlain = { (path: TreePath) in path.bytes.allSatisfy { $0 <= 0x7f } }
        for patch in patches where !patch.touchedPaths.allSatisfy(isPlain) {
            for change in patch.changes where !isPlain(change.path) {
                let form = String(decoding: change.path.bytes, as: UTF8.self).precomposedStringWithCanonicalMapping
                let other = known[form, default: change.path]
                known[form] = other
                guard other != change.path else { continue }
                let place = SourceLocation(file: patch.source.file, line: change.sourceLine)
                let kind = SourceNote.Kind.alikeNames(other, change.path)
                if !notes.contains(where: { $0.kind == kind }) { notes.append(SourceNote(location: place, kind: kind)) }
            }
        }
        return notes
    }
}
