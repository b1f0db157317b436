/// Finds the matches of a pattern in a line, in time proportional to the line's length and the pattern's.
package struct PatternMatcher {
    private let program: PatternProgram
    /// For each set, which ASCII characters are in it.
    private let ascii: [[Bool]]
    /// The ASCII characters that a match may begin with; nil where that is not certain.
    private let beginnings: [Bool]?
    private let slotCount: Int
    private var now: Threads
    private var next: Threads
    /// Where the groups of the thread that is followed begin and end.
    private var slots: [Int]
    private var jobs: [Job] = []
    /// How many steps were made.
    package private(set) var steps = 0

    /// The ways to match that are open, the preferred first.
    private struct Threads {
        var places: [Int] = []
        var slots: [Int] = []
        /// The round in which an instruction was last added.
        var marks: [Int]
        var round = 0

        mutating func clear() {
            places.removeAll(keepingCapacity: true)
            slots.removeAll(keepingCapacity: true)
            round += 1
        }
    }

    private enum Job {
        case follow(Int)
        case restore(slot: Int, Int)
    }

    package init(_ program: PatternProgram) {
        self.program = program
        ascii = program.sets.map { set in (0..<128).map { set.contains($0) } }
        beginnings = program.firstSets.map { sets in
            (0..<128).map { scalar in sets.contains { program.sets[$0].contains(scalar) } }
        }
        slotCount = 2 * program.names.count + 2
        slots = Array(repeating: -1, count: slotCount)
        now = Threads(marks: Array(repeating: -1, count: program.instructions.count))
        next = now
    }

    /// What matched, and by name the groups that took part.
    package struct Match: Sendable {
        /// Of the line's scalars.
        package var whole: Range<Int>
        package var groups: [String: String] = [:]
        package var places: [String: Range<Int>] = [:]
    }

    /// The matches from left to right, none of which overlap; nil where that takes more than `limit` steps.
    package mutating func matches(in text: String, limit: Int) -> [Match]? {
        let scalars = Array(text.unicodeScalars)
        var found: [Match] = []
        var start = 0
        let end = steps + limit
        while start <= scalars.count {
            let match = first(in: scalars, from: start, upTo: end)
            guard steps < end, !Task.isCancelled else { return nil }
            guard let match else { break }
            var named = Match(whole: match[0]..<match[1])
            for (number, name) in program.names.enumerated() {
                let (low, high) = (match[2 * number + 2], match[2 * number + 3])
                guard let name, low >= 0, high >= low else { continue }
                named.groups[name] = String(String.UnicodeScalarView(scalars[low..<high]))
                named.places[name] = low..<high
            }
            found.append(named)
            start = match[1] > match[0] ? match[1] : match[1] + 1
        }
        return found
    }

    private mutating func first(in text: [Unicode.Scalar], from start: Int, upTo end: Int) -> [Int]? {
        var match: [Int]?
        now.clear()
        for place in start...text.count {
            if match == nil, mayBegin(at: place, in: text) {
                for slot in slots.indices { slots[slot] = -1 }
                follow(0, at: place, in: text, isNext: false)
            }
            guard !now.places.isEmpty || match == nil, steps < end else { break }
            next.clear()
            for thread in now.places.indices {
                let instruction = now.places[thread]
                if case .match = program.instructions[instruction] {
                    // The threads after it are less preferred.
                    match = Array(now.slots[thread * slotCount..<(thread + 1) * slotCount])
                    break
                }
                guard case .set(let set) = program.instructions[instruction], place < text.count,
                    contains(text[place].value, set)
                else { continue }
                for slot in slots.indices { slots[slot] = now.slots[thread * slotCount + slot] }
                follow(instruction + 1, at: place + 1, in: text, isNext: true)
            }
            swap(&now, &next)
        }
        return match
    }

    private func mayBegin(at place: Int, in text: [Unicode.Scalar]) -> Bool {
        guard let beginnings, place < text.count, text[place].isASCII else { return true }
        return beginnings[Int(text[place].value)]
    }

    private func contains(_ scalar: UInt32, _ set: Int) -> Bool {
        scalar < 128 ? ascii[set][Int(scalar)] : program.sets[set].contains(scalar)
    }

    /// Adds the threads that an instruction leads to without taking a character.
    private mutating func follow(_ instruction: Int, at place: Int, in text: [Unicode.Scalar], isNext: Bool) {
        jobs.append(.follow(instruction))
        while let job = jobs.popLast() {
            steps += 1
            switch job {
            case .restore(let slot, let old): slots[slot] = old
            case .follow(let instruction):
                guard mark(instruction, isNext) else { continue }
                switch program.instructions[instruction] {
                case .jump(let other): jobs.append(.follow(other))
                case .split(let first, let second): jobs += [.follow(second), .follow(first)]
                case .save(let slot):
                    jobs += [.restore(slot: slot, slots[slot]), .follow(instruction + 1)]
                    slots[slot] = place
                case .assertion(let assertion):
                    if holds(assertion, at: place, in: text) { jobs.append(.follow(instruction + 1)) }
                case .set, .match: add(instruction, isNext)
                }
            }
        }
    }

    /// Whether an instruction was not there yet in this round.
    private mutating func mark(_ instruction: Int, _ isNext: Bool) -> Bool {
        if isNext {
            guard next.marks[instruction] != next.round else { return false }
            next.marks[instruction] = next.round
        } else {
            guard now.marks[instruction] != now.round else { return false }
            now.marks[instruction] = now.round
        }
        return true
    }

    private mutating func add(_ instruction: Int, _ isNext: Bool) {
        if isNext {
            next.places.append(instruction)
            next.slots += slots
        } else {
            now.places.append(instruction)
            now.slots += slots
        }
    }

    private func holds(_ assertion: PatternSyntax.Assertion, at place: Int, in text: [Unicode.Scalar]) -> Bool {
        func isWord(_ place: Int) -> Bool {
            text.indices.contains(place) && PatternSet(classes: [.word]).contains(text[place].value)
        }
        return switch assertion {
        case .start: place == 0
        case .end: place == text.count
        case .wordBoundary: isWord(place - 1) != isWord(place)
        case .noWordBoundary: isWord(place - 1) == isWord(place)
        }
    }
}
