/// A regular expression as instructions, which several threads step through side by side, one for each way to match.
///
/// Source: R. Cox, Regular Expression Matching: the Virtual Machine Approach (2009).
package struct PatternProgram {
    enum Instruction {
        case set(Int)
        /// To both, the first of which is preferred.
        case split(Int, Int)
        case jump(Int)
        case save(Int)
        case assertion(PatternSyntax.Assertion)
        case match
    }

    private(set) var instructions: [Instruction] = []
    private(set) var sets: [PatternSet] = []
    /// The names of the groups, by number.
    package let names: [String?]

    private static let limit = 20_000

    /// - Throws: `PatternParser.Failure`.
    package init(_ text: String) throws(PatternParser.Failure) {
        var parser = PatternParser(text)
        let syntax = try parser.parse()
        names = parser.names
        // The first two places are those of the whole match.
        instructions.append(.save(0))
        try add(syntax)
        instructions += [.save(1), .match]
    }

    /// The sets of which one takes a match's first character; nil where a match may be empty, or depends on what is
    /// around it.
    var firstSets: [Int]? {
        var seen: Set<Int> = []
        var open = [0]
        var sets: [Int] = []
        while let instruction = open.popLast() {
            guard seen.insert(instruction).inserted else { continue }
            switch instructions[instruction] {
            case .jump(let other): open.append(other)
            case .split(let first, let second): open += [first, second]
            case .save: open.append(instruction + 1)
            case .set(let set): sets.append(set)
            case .assertion, .match: return nil
            }
        }
        return sets
    }

    private mutating func add(_ syntax: PatternSyntax) throws(PatternParser.Failure) {
        guard instructions.count < Self.limit else {
            throw PatternParser.Failure(reason: "more than \(Self.limit) steps")
        }
        switch syntax {
        case .empty: break
        case .set(let set):
            let known = sets.lastIndex(of: set)
            if known == nil { sets.append(set) }
            instructions.append(.set(known ?? sets.count - 1))
        case .sequence(let parts): for part in parts { try add(part) }
        case .choice(let branches): try add(branches[...])
        case .group(let inner, let number):
            if let number { instructions.append(.save(2 * number + 2)) }
            try add(inner)
            if let number { instructions.append(.save(2 * number + 3)) }
        case .repeated(let part, let least, let most, let isLazy):
            for _ in 0..<least { try add(part) }
            if let most { try add(part, upTo: most - least, isLazy) } else { try addLoop(part, isLazy) }
        case .assertion(let assertion): instructions.append(.assertion(assertion))
        }
    }

    private mutating func add(_ branches: ArraySlice<PatternSyntax>) throws(PatternParser.Failure) {
        guard let first = branches.first, branches.count > 1 else {
            if let only = branches.first { try add(only) }
            return
        }
        let split = instructions.count
        instructions.append(.match)
        try add(first)
        let jump = instructions.count
        instructions.append(.match)
        instructions[split] = .split(split + 1, instructions.count)
        try add(branches.dropFirst())
        instructions[jump] = .jump(instructions.count)
    }

    private mutating func addLoop(_ part: PatternSyntax, _ isLazy: Bool) throws(PatternParser.Failure) {
        let split = instructions.count
        instructions.append(.match)
        try add(part)
        instructions.append(.jump(split))
        let end = instructions.count
        instructions[split] = isLazy ? .split(end, split + 1) : .split(split + 1, end)
    }

    private mutating func add(
        _ part: PatternSyntax, upTo count: Int, _ isLazy: Bool
    ) throws(PatternParser.Failure) {
        var splits: [Int] = []
        for _ in 0..<count {
            splits.append(instructions.count)
            instructions.append(.match)
            try add(part)
        }
        let end = instructions.count
        for split in splits { instructions[split] = isLazy ? .split(end, split + 1) : .split(split + 1, end) }
    }
}
