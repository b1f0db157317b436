/// Reads what callgrind leaves of a process, in its format of version 1, line by line.
///
/// Costs are those of a function itself: what it called stands behind a line `calls=`, and is passed over. Source: the
/// manual of Valgrind 3.19, "Callgrind Format Specification".
package struct CallgrindReader {
    package private(set) var profile = InstructionProfile()
    /// The command line of the process.
    package private(set) var command: String?
    /// Which of a cost line's numbers is that of instructions, behind those that say where.
    private var column = 1
    private var positions = 1
    private var names: [Kind: [Substring: String]] = [:]
    private var (object, file, inlined, function) = ("", "", "", "")
    /// Whether the next cost line is that of a call.
    private var isCall = false
    private var last: [Int] = [0]

    /// What an abbreviation `(12)` is one of.
    private enum Kind { case object, file, function }

    package init() {}

    /// - Throws: `BadCount.noProfile` for a file that is none, or that is cut off before its first cost.
    package static func read(_ source: OutputSource) throws(BadCount) -> CallgrindReader {
        var reader = CallgrindReader()
        do {
            try source.forEachLine { (line) throws(BenchProblem) in
                guard reader.read(line.text) else {
                    throw .badLine(number: line.number, text: line.line.text, reason: .notANumber("cost"))
                }
                return true
            }
        } catch {
            throw .noProfile
        }
        guard reader.profile.total > 0 else { throw .noProfile }
        return reader
    }

    /// - Returns: False for a line that belongs to no such file.
    private mutating func read(_ line: String) -> Bool {
        guard let first = line.utf8.first else { return true }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"):
            return readCost(line)
        case UInt8(ascii: "#"): return true
        default: break
        }
        guard let mark = line.utf8.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }) else {
            return false
        }
        let (key, value) = (line[..<mark], line[line.index(after: mark)...].drop { $0 == " " })
        if line.utf8[mark] == UInt8(ascii: ":") { readHeader(key, value) } else { readPosition(key, value) }
        return true
    }

    private mutating func readHeader(_ key: Substring, _ value: Substring) {
        switch key {
        case "cmd": command = command ?? String(value)
        case "positions":
            positions = value.split(separator: " ").count
            last = [Int](repeating: 0, count: positions)
        case "events": column = value.split(separator: " ").firstIndex(of: "Ir") ?? 0
        default: break
        }
    }

    private mutating func readPosition(_ key: Substring, _ value: Substring) {
        switch key {
        case "ob": object = name(value, .object)
        case "fl": (file, inlined) = (name(value, .file), name(value, .file))
        case "fi", "fe": inlined = name(value, .file)
        case "fn": function = name(value, .function)
        case "cob": _ = name(value, .object)
        case "cfi", "cfl": _ = name(value, .file)
        case "cfn": _ = name(value, .function)
        case "calls": isCall = true
        default: break
        }
    }

    /// `(12) name` says what `(12)` stands for from then on.
    private mutating func name(_ text: Substring, _ kind: Kind) -> String {
        guard text.first == "(", let end = text.firstIndex(of: ")") else { return String(text) }
        let number = text[...end]
        let rest = text[text.index(after: end)...].drop { $0 == " " }
        if rest.isEmpty { return names[kind]?[number] ?? "" }
        names[kind, default: [:]][Substring(String(number))] = String(rest)
        return String(rest)
    }

    /// Where, as a number or relative to the line before, and then the counts.
    private mutating func readCost(_ line: String) -> Bool {
        let words = line.split(separator: " ")
        guard words.count > positions else { return words.count == positions }
        for index in 0..<positions {
            guard let place = place(words[index], after: last[index]) else { return false }
            last[index] = place
        }
        guard !isCall else {
            isCall = false
            return true
        }
        guard words.count > positions + column else { return true }
        guard let count = UInt64(words[positions + column]) else { return false }
        // Of an instruction's address and a line the line comes last.
        add(count, line: last[positions - 1])
        return true
    }

    private mutating func add(_ count: UInt64, line: Int) {
        let isNamed = !function.hasPrefix("0x") && !function.isEmpty
        let hasFile = !file.isEmpty && file != "???"
        // Without symbols the addresses are those of one build: the file that holds the code is what stays.
        let name = isNamed ? function : "code of \(object.split(separator: "/").last ?? "?")"
        profile.add(
            count, to: InstructionProfile.Function(name: name, file: hasFile && isNamed ? file : ""),
            at: InstructionProfile.Place(file: hasFile && isNamed ? inlined : "", line: hasFile && isNamed ? line : 0))
    }

    private func place(_ word: Substring, after last: Int) -> Int? {
        switch word.first {
        case "*": last
        case "+", "-": Int(word).map { last + $0 }
        default: word.hasPrefix("0x") ? Int(word.dropFirst(2), radix: 16) : Int(word)
        }
    }
}

/// Why there is no count of a command that ran.
public enum BadCount: Error, Sendable, Equatable {
    /// The file is none of the counter's.
    case noProfile
    /// The machine's counter did not run, or not all the time.
    case notCounted
}
