import Foundation
import GitStore
import Yams

extension PlanText {
    /// The text of a plan with another base for a series; every other byte stays, but for what the old base was called
    /// behind its id.
    ///
    /// - Parameter word: what the base is called.
    /// - Throws: `InputError.cannotRebase` where the base stands there in a form that cannot be replaced.
    package static func text(
        _ text: String, of file: URL, series name: String, base: BaseSource, called word: String? = nil
    ) throws(InputError) -> String {
        let plan = try PlanReader(file: file).read(text: text)
        let series = try plan.series(named: name)
        let entry = SeriesEntry(name: name, base: base, patches: file, directory: plan.directory)
        let wanted = entry.baseText ?? ""
        let failed = InputError.cannotRebase(file, series: name, base: wanted)
        guard let node = (try? Yams.compose(yaml: text))?["series"]?[name]?["base"] else { throw failed }
        var changed: String?
        if case (.revision(_, let old), .revision(let revision, let new)) = (series.base, base), old == new,
            let rev = node["rev"]
        {
            changed = replace(rev, in: text, with: SeriesEntry.quoted(revision))
        } else {
            changed = replace(node, in: text, with: wanted)
        }
        if let line = changed.flatMap({ _ in node.mark?.line }), case .revision(let old, _) = series.base {
            changed = changed.map { renamed($0, line: line, from: old, to: base, called: word) }
        }
        guard let changed, let read = try? PlanReader(file: file).read(text: changed),
            zip(read.series, plan.series).allSatisfy({ new, old in
                var expected = old
                if old.name == name { expected.base = new.base }
                return new == expected && (old.name != name || new.base.isSame(as: base))
            })
        else { throw failed }
        return changed
    }

    /// An id's comment says what the id is called, as `import` writes it; one of a person's own sentences stays.
    private static func renamed(
        _ text: String, line: Int, from old: String, to base: BaseSource, called word: String?
    ) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let name = #/\s+# ?(\S+|what \S+ stands on)\s*$/#
        guard ObjectID(hex: old) != nil, let comment = lines[line - 1].firstMatch(of: name) else { return text }
        lines[line - 1].removeSubrange(comment.range)
        if let word, case .revision(let name, _) = base, name != word { lines[line - 1] += "  # \(word)" }
        return lines.joined(separator: "\n")
    }

    /// Nil where the node does not stand on one line.
    private static func replace(_ node: Node, in text: String, with value: String) -> String? {
        guard let mark = node.mark else { return nil }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.indices.contains(mark.line - 1) else { return nil }
        let line = Array(lines[mark.line - 1].unicodeScalars)
        let start = mark.column - 1
        guard line.indices.contains(start), let end = end(of: line, from: start) else { return nil }
        var made = String.UnicodeScalarView()
        made.append(contentsOf: line[..<start])
        made.append(contentsOf: value.unicodeScalars)
        made.append(contentsOf: line[end...])
        lines[mark.line - 1] = String(made)
        return lines.joined(separator: "\n")
    }

    /// Where a value ends: a mapping in braces, a text in quotes, or a plain one.
    private static func end(of line: [Unicode.Scalar], from start: Int) -> Int? {
        let rest = line[start...]
        switch line[start] {
        case "{": return rest.firstIndex(of: "}").map { $0 + 1 }
        case "'", "\"": return rest.dropFirst().firstIndex(of: line[start]).map { $0 + 1 }
        default:
            var end = start
            while end < line.count, ![",", "}"].contains(line[end]) {
                if line[end] == "#", end > start, line[end - 1] == " " { break }
                end += 1
            }
            while end > start, [" ", "\t", "\r"].contains(line[end - 1]) { end -= 1 }
            return end
        }
    }
}

extension BaseSource {
    /// Whether both name one base, however their paths are written.
    fileprivate func isSame(as other: BaseSource) -> Bool {
        guard place.standardizedFileURL.path == other.place.standardizedFileURL.path else { return false }
        return switch (self, other) {
        case (.revision(let one, _), .revision(let other, _)): one == other
        case (.folder, .folder), (.start, .start): true
        default: false
        }
    }
}
