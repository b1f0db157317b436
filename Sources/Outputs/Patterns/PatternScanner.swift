/// Tells fast that a pattern does not match a line, which is most lines of most logs: a table of states, made as it is
/// needed, takes one look a byte. It does not look at `$` and `\b`, and takes bytes beyond ASCII for whatever they may
/// be, so that a line which may match has to be matched.
package struct PatternScanner {
    private let program: PatternProgram
    /// The class of each byte; bytes of a class are in the same sets.
    private var classes: [Int] = Array(repeating: 0, count: 256)
    private var classCount = 0
    /// For each class, which sets take it.
    private var members: [[Bool]] = []
    /// By state and class; -1 for what is not known yet.
    private var table: [Int] = []
    private var states: [[Int]] = []
    private var numbers: [[Int]: Int] = [:]
    private var isMatch: [Bool] = []
    private let beginning: [Int]
    /// What begins at any later place.
    private let restart: [Int]
    package private(set) var steps = 0

    private static let stateLimit = 2_000

    package init(_ program: PatternProgram) {
        self.program = program
        beginning = Self.closure(of: [0], in: program, isStart: true)
        restart = Self.closure(of: [0], in: program, isStart: false)
        var known: [[Bool]: Int] = [:]
        for byte in 0..<256 {
            let sets =
                byte < 128
                ? program.sets.map { $0.contains(UInt32(byte)) } : program.sets.map(\.mayGoBeyondASCII)
            // Bytes beyond ASCII have a class of their own: a character has several of them.
            let key = sets + [byte < 128]
            if known[key] == nil {
                known[key] = members.count
                members.append(sets)
            }
            classes[byte] = known[key]!
        }
        classCount = members.count
        forget()
    }

    package mutating func mayMatch(_ line: ArraySlice<UInt8>) -> Bool {
        var state = 0
        if isMatch[state] { return true }
        for byte in line {
            let kind = classes[Int(byte)]
            var following = table[state * classCount + kind]
            if following < 0 { following = add(after: state, kind, isASCII: byte < 128) }
            state = following
            if isMatch[state] { return true }
        }
        return false
    }

    private mutating func forget() {
        (table, states, numbers, isMatch) = ([], [], [:], [])
        _ = number(of: beginning)
    }

    private mutating func add(after state: Int, _ kind: Int, isASCII: Bool) -> Int {
        var leads: [Int] = []
        for instruction in states[state] {
            guard case .set(let set) = program.instructions[instruction], members[kind][set] else { continue }
            leads.append(instruction + 1)
            if !isASCII { leads.append(instruction) }
        }
        let closure = Self.closure(of: leads, in: program, isStart: false)
        let following = Array(Set(closure).union(restart)).sorted()
        steps += following.count + states[state].count
        if states.count >= Self.stateLimit {
            forget()
            return number(of: following)
        }
        let number = number(of: following)
        table[state * classCount + kind] = number
        return number
    }

    private mutating func number(of state: [Int]) -> Int {
        if let known = numbers[state] { return known }
        numbers[state] = states.count
        states.append(state)
        isMatch.append(
            state.contains { if case .match = program.instructions[$0] { true } else { false } })
        table += Array(repeating: -1, count: classCount)
        return states.count - 1
    }

    /// The sets and matches that instructions lead to without taking a character.
    private static func closure(of start: [Int], in program: PatternProgram, isStart: Bool) -> [Int] {
        var seen: Set<Int> = []
        var open = start
        var found: [Int] = []
        while let instruction = open.popLast() {
            guard seen.insert(instruction).inserted else { continue }
            switch program.instructions[instruction] {
            case .jump(let other): open.append(other)
            case .split(let first, let second): open += [first, second]
            case .save: open.append(instruction + 1)
            case .assertion(let assertion):
                if assertion != .start || isStart { open.append(instruction + 1) }
            case .set, .match: found.append(instruction)
            }
        }
        return found.sorted()
    }
}

extension PatternSet {
    /// True where it is not sure that no character beyond ASCII is in it.
    fileprivate var mayGoBeyondASCII: Bool {
        isInverted || ignoresCase || ranges.contains { $0.upperBound > 0x7F }
            || classes.contains { $0 != .digit } || others.contains(where: \.mayGoBeyondASCII)
    }
}
