extension Hunk {
    /// The hunk as a unified diff has it, with its header.
    public var text: [UInt8] {
        var text = Array("@@ -\(Self.range(oldStart, oldCount)) +\(Self.range(newStart, newCount)) @@".utf8)
        if !section.isEmpty { text += [ASCII.space] + section }
        text.append(ASCII.newline)
        return text + body
    }

    /// The lines with their signs.
    public var body: [UInt8] {
        var text: [UInt8] = []
        for line in lines {
            text.append(line.kind.sign)
            text += line.text
            if line.text.last != ASCII.newline { text += "\n\\ No newline at end of file\n".utf8 }
        }
        return text
    }

    private static func range(_ start: Int, _ count: Int) -> String { count == 1 ? "\(start)" : "\(start),\(count)" }

    public var withoutSection: Hunk {
        Hunk(
            oldStart: oldStart, oldCount: oldCount, newStart: newStart, newCount: newCount, lines: lines,
            sourceLine: sourceLine)
    }

    /// The hunk so many lines further down.
    public func moved(old: Int, new: Int) -> Hunk {
        Hunk(
            oldStart: oldStart + old, oldCount: oldCount, newStart: newStart + new, newCount: newCount, lines: lines,
            section: section, sourceLine: sourceLine)
    }
}
