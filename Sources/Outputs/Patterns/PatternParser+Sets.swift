/// Escapes, and sets in brackets.
extension PatternParser {
    /// After a backslash, outside of brackets.
    mutating func escaped() throws(Failure) -> PatternSyntax {
        guard let letter = current else { throw failure("a backslash at the end") }
        switch letter {
        case "b", "B":
            place += 1
            return .assertion(letter == "b" ? .wordBoundary : .noWordBoundary)
        case "A", "z", "Z":
            place += 1
            return .assertion(letter == "A" ? .start : .end)
        case "1"..."9", "k", "g":
            throw failure("references to groups: not supported, since patterns are matched in linear time")
        default: return .set(cased(try escapedSet()))
        }
    }

    /// One scalar or a class, after a backslash.
    private mutating func escapedSet() throws(Failure) -> PatternSet {
        guard let letter = current else { throw failure("a backslash at the end") }
        place += 1
        switch letter {
        case "d": return PatternSet(classes: [.digit])
        case "D": return PatternSet(classes: [.not(digit: true, word: false, space: false)])
        case "w": return PatternSet(classes: [.word])
        case "W": return PatternSet(classes: [.not(digit: false, word: true, space: false)])
        case "s": return PatternSet(classes: [.space])
        case "S": return PatternSet(classes: [.not(digit: false, word: false, space: true)])
        case "h": return PatternSet(classes: [.horizontalSpace])
        case "p", "P": return try property(isInverted: letter == "P")
        case "x", "u": return PatternSet([try hexadecimal(digits: letter == "x" ? 2 : 4)])
        default: return try control(letter)
        }
    }

    private func control(_ letter: Unicode.Scalar) throws(Failure) -> PatternSet {
        let controls: [Unicode.Scalar: UInt32] = [
            "t": 0x09, "n": 0x0A, "v": 0x0B, "f": 0x0C, "r": 0x0D, "a": 0x07, "e": 0x1B, "0": 0,
        ]
        if let value = controls[letter] { return PatternSet([value...value]) }
        guard !letter.isASCII || !letter.properties.isAlphabetic && !("0"..."9").contains(letter) else {
            throw failure("\\\(letter): not supported")
        }
        return PatternSet([letter.value...letter.value])
    }

    private mutating func hexadecimal(digits count: Int) throws(Failure) -> ClosedRange<UInt32> {
        var digits = text[place...].prefix(count)
        if take("{") {
            digits = text[place...].prefix { $0 != "}" }
            place += 1
        }
        place += digits.count
        guard let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16), place <= text.count,
            Unicode.Scalar(value) != nil
        else { throw failure("a character's number must be hexadecimal") }
        return value...value
    }

    private mutating func property(isInverted: Bool) throws(Failure) -> PatternSet {
        var name = text[place...].prefix(1)
        if take("{") {
            name = text[place...].prefix { $0 != "}" }
            place += 1
        }
        place += name.count
        let word = String(String.UnicodeScalarView(name))
        let known: [String: PatternSet.Class] = [
            "L": .letter, "Letter": .letter, "Alphabetic": .letter, "Lu": .upper, "Ll": .lower, "N": .number,
            "Nd": .digit, "P": .punctuation, "S": .symbol, "Z": .space,
        ]
        guard let found = known[word], place <= text.count else { throw failure("\\p{\(word)}: not supported") }
        var set = PatternSet(classes: [found])
        set.isInverted = isInverted
        return set
    }

    /// `[a-z0-9_]`
    mutating func bracket() throws(Failure) -> PatternSet {
        place += 1
        depth += 1
        defer { depth -= 1 }
        guard depth < 100 else { throw failure("too many brackets in brackets") }
        var set = PatternSet()
        set.isInverted = take("^")
        var isFirst = true
        while let scalar = current {
            if scalar == "]", !isFirst {
                place += 1
                return set
            }
            isFirst = false
            if has("&&") || has("--") || has("~~") { throw failure("operations on sets: not supported") }
            if let named = try posixClass() {
                set.others.append(named)
            } else if scalar == "[" {
                var inner = try bracket()
                inner.ignoresCase = ignoresCase
                set.others.append(inner)
            } else {
                try addMember(to: &set)
            }
        }
        throw failure("a bracket that is not closed")
    }

    private mutating func addMember(to set: inout PatternSet) throws(Failure) {
        let first = try member()
        // A dash before the end is itself.
        guard has("-"), place + 1 < text.count, text[place + 1] != "]", first.classes.isEmpty, !first.isInverted else {
            return set.others.append(first)
        }
        place += 1
        let last = try member()
        guard let low = first.ranges.first?.lowerBound, let high = last.ranges.first?.lowerBound, low <= high else {
            throw failure("a range that is none")
        }
        set.ranges.append(low...high)
    }

    private mutating func member() throws(Failure) -> PatternSet {
        let scalar = text[place]
        place += 1
        if scalar == "\\" {
            if take("b") { return PatternSet([8...8]) }
            return try escapedSet()
        }
        return PatternSet([scalar.value...scalar.value])
    }

    private mutating func posixClass() throws(Failure) -> PatternSet? {
        guard has("[:") else { return nil }
        let known: [(name: String, classes: [PatternSet.Class])] = [
            ("digit", [.digit]), ("alpha", [.letter]), ("alnum", [.letter, .number]), ("word", [.word]),
            ("space", [.space]), ("blank", [.horizontalSpace]), ("upper", [.upper]), ("lower", [.lower]),
            ("punct", [.punctuation, .symbol]),
        ]
        for (name, classes) in known where take("[:\(name):]") { return PatternSet(classes: classes) }
        throw failure("a class that is not known")
    }
}
