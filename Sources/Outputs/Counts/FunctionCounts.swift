/// What functions executed themselves, by the source file that the code comes from: what is kept of a profile.
package struct FunctionCounts: Sendable, Equatable {
    /// Parts of a function by their file; another than the function's is that of code which was compiled into it.
    package private(set) var functions: [InstructionProfile.Function: [String: Part]] = [:]

    package struct Part: Sendable, Equatable {
        package var count: UInt64
        /// That with most of it; 0 where there are no debug symbols.
        package var line: Int
    }

    package init(_ profile: InstructionProfile) {
        functions = profile.functions.mapValues { places in
            Dictionary(grouping: places, by: \.key.file).mapValues { lines in
                let top = lines.max { ($0.value, $1.key.line) < ($1.value, $0.key.line) }!
                return Part(count: lines.reduce(0) { $0 + $1.value }, line: top.key.line)
            }
        }
    }

    package func count(of function: InstructionProfile.Function) -> UInt64 {
        functions[function]?.values.reduce(0) { $0 + $1.count } ?? 0
    }

    /// A line a part: count, line, its file, the function's file, the function's name, with tabs between.
    package var text: String {
        functions.flatMap { function, parts in
            parts.map { file, part in
                [String(part.count), String(part.line), file, function.file, function.name]
                    .map { $0.replacing("\t", with: " ") }.joined(separator: "\t") + "\n"
            }
        }.sorted().joined()
    }

    /// What `text` gave; a line of another form is passed over.
    package init(text: some StringProtocol) {
        for line in text.split(separator: "\n") {
            let words = Substring(line).split(
                separator: "\t" as Character, maxSplits: 4, omittingEmptySubsequences: false
            ).map(String.init)
            guard words.count == 5, let count = UInt64(words[0]), let number = Int(words[1]) else { continue }
            let function = InstructionProfile.Function(name: words[4], file: words[3])
            functions[function, default: [:]][words[2]] = Part(count: count, line: number)
        }
    }
}
