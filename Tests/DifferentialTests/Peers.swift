/// What one of the peers made of a series.
struct Outcome: Hashable, CustomStringConvertible {
    /// How many patches applied, counted from the first.
    let applied: Int
    /// Git's id of the tree that they left.
    let tree: String

    var description: String { "\(applied) applied, tree \(tree)" }
}

/// What all peers made of a batch, by the number of the series.
struct PeerOutcomes {
    private(set) var mail: [Int: Outcome] = [:]
    private(set) var quilt: [Int: Outcome] = [:]
    private(set) var patch: [Int: Outcome] = [:]

    /// Lets the peers apply every series of the batch.
    init(_ batch: Batch) throws {
        for line in try runScript("peers.sh", in: batch.folder).split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 4, let number = Int(words[1]), let applied = Int(words[2]) else {
                throw ProgramFailed(command: "peers.sh", output: String(line))
            }
            let outcome = Outcome(applied: applied, tree: words[3])
            switch words[0] {
            case "mail": mail[number] = outcome
            case "quilt": quilt[number] = outcome
            default: patch[number] = outcome
            }
        }
    }

    /// What another tool makes of the form in which we went further than its own peer: see second.sh.
    static func secondOpinion(_ batch: Batch, _ number: Int, on form: String) throws -> Outcome {
        let words = try runScript("second.sh", "\(number)", form, in: batch.folder).split(
            whereSeparator: \.isWhitespace)
        guard words.count == 2, let applied = Int(words[0]) else {
            throw ProgramFailed(command: "second.sh", output: words.joined(separator: " "))
        }
        return Outcome(applied: applied, tree: String(words[1]))
    }
}
