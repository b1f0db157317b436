/// Reads a regular expression.
package struct PatternParser {
    /// The names of the groups, by number; nil for those without.
    package private(set) var names: [String?] = []
    let text: [Unicode.Scalar]
    var place = 0
    var depth = 0
    private(set) var ignoresCase = false

    package struct Failure: Error, Equatable {
        package var reason: String
    }

    package init(_ text: String) { self.text = Array(text.unicodeScalars) }

    package mutating func parse() throws(Failure) -> PatternSyntax {
        let syntax = try choice()
        guard place == text.count else { throw failure("a closing parenthesis without an opening one") }
        return syntax
    }

    var current: Unicode.Scalar? { place < text.count ? text[place] : nil }

    func failure(_ reason: String) -> Failure { Failure(reason: "\(reason), at character \(place + 1)") }

    func has(_ word: String) -> Bool { text[place...].starts(with: word.unicodeScalars) }

    mutating func take(_ word: String) -> Bool {
        guard has(word) else { return false }
        place += word.unicodeScalars.count
        return true
    }

    private mutating func choice() throws(Failure) -> PatternSyntax {
        depth += 1
        defer { depth -= 1 }
        guard depth < 100 else { throw failure("too many groups in groups") }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(Failure) -> PatternSyntax {
        var parts: [PatternSyntax] = []
        while let scalar = current, scalar != "|", scalar != ")" {
            let part = try atom()
            parts.append(try quantified(part))
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func quantified(_ part: PatternSyntax) throws(Failure) -> PatternSyntax {
        guard let (least, most) = try quantifier() else { return part }
        let isLazy = take("?")
        if !isLazy, has("+") { throw failure("possessive quantifiers are not supported") }
        if has("*") || has("+") || has("?") { throw failure("two quantifiers in a row") }
        return .repeated(part, least: least, most: most, isLazy: isLazy)
    }

    private mutating func quantifier() throws(Failure) -> (least: Int, most: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard has("{") else { return nil }
        // A brace that begins no quantifier is itself.
        let start = place
        place += 1
        let least = number()
        var most = least
        if take(",") { most = number() }
        guard take("}"), least != nil || most != nil else {
            place = start
            return nil
        }
        guard (least ?? 0) <= 1000, (most ?? 0) <= 1000, (least ?? 0) <= (most ?? 1000) else {
            throw failure("a repetition of more than 1000, or of less than nothing")
        }
        return (least ?? 0, most)
    }

    private mutating func number() -> Int? {
        let digits = text[place...].prefix { ("0"..."9").contains($0) }
        place += digits.count
        return Int(String(String.UnicodeScalarView(digits)))
    }

    private mutating func atom() throws(Failure) -> PatternSyntax {
        let scalar = text[place]
        switch scalar {
        case "(": return try group()
        case "[": return .set(cased(try bracket()))
        case ".":
            place += 1
            return .set(PatternSet(classes: [.any]))
        case "^", "$":
            place += 1
            return .assertion(scalar == "^" ? .start : .end)
        case "*", "+", "?": throw failure("a quantifier without anything before it")
        case "\\":
            place += 1
            return try escaped()
        default:
            place += 1
            return literal(scalar)
        }
    }

    private func literal(_ scalar: Unicode.Scalar) -> PatternSyntax {
        .set(cased(PatternSet([scalar.value...scalar.value])))
    }

    func cased(_ set: PatternSet) -> PatternSet {
        var set = set
        set.ignoresCase = ignoresCase
        return set
    }
}

extension PatternParser {
    private mutating func group() throws(Failure) -> PatternSyntax {
        place += 1
        let flag = ignoresCase
        var number: Int?
        if take("?") {
            if take("#") {
                while let scalar = current, scalar != ")" { place += 1 }
            } else if let name = try groupName() {
                number = names.count
                names.append(name)
            } else if try !readFlags() {
                return .empty
            }
        } else {
            number = names.count
            names.append(nil)
        }
        let inner = try choice()
        guard take(")") else { throw failure("a parenthesis that is not closed") }
        ignoresCase = flag
        return .group(inner, number)
    }

    /// After `(?`: the name of a group; nil for a group without.
    private mutating func groupName() throws(Failure) -> String? {
        for (word, what) in [
            ("=", "looking ahead"), ("!", "looking ahead"), ("<=", "looking behind"), ("<!", "looking behind"),
            (">", "atomic groups"), ("(", "conditions"), ("|", "branch resets"), ("R", "recursion"),
            ("P=", "references to groups"), ("P>", "recursion"),
        ] where has(word) {
            throw failure("\(what): not supported, since patterns are matched in linear time")
        }
        let end: Unicode.Scalar
        if take("P<") || take("<") { end = ">" } else if take("'") { end = "'" } else { return nil }
        let name = text[place...].prefix { $0 != end }
        guard let first = name.first, !("0"..."9").contains(first), place + name.count < text.count,
            name.allSatisfy({ $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0) })
        else { throw failure("a group's name must be letters, digits and _") }
        place += name.count + 1
        return String(String.UnicodeScalarView(name))
    }

    /// Flags for the group, `(?i:…)`, true; or for what follows, `(?i)`, false.
    private mutating func readFlags() throws(Failure) -> Bool {
        var isOn = true
        while let scalar = current {
            place += 1
            switch scalar {
            case ":": return true
            case ")": return false
            case "-": isOn = false
            case "i": ignoresCase = isOn
            // A pattern is tried on single lines, where these change nothing.
            case "s", "m": break
            default: throw failure("(?\(scalar): not supported")
            }
        }
        throw failure("a parenthesis that is not closed")
    }
}
