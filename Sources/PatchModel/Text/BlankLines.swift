extension [String] {
    /// As git-stripspace: of blank lines in a row one, and none at the ends.
    var withoutNeedlessBlanks: [String] {
        var lines: [String] = []
        for line in self where !(line.isEmpty && lines.last?.isEmpty != false) { lines.append(line) }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
