import Foundation
import GitStore
import PatchModel

/// One batch, applied by the peers and by us.
final class Trial {
    enum Difference: CustomStringConvertible {
        /// The format's own peer, and the second opinion if there was one.
        case outcome(Int, peer: String, ours: OurOutcome, theirs: [Outcome])
        case message(Int, ours: String, theirs: String)

        /// Of the series.
        var number: Int {
            switch self {
            case .outcome(let number, _, _, _), .message(let number, _, _): number
            }
        }

        var description: String {
            switch self {
            case .outcome(let number, let peer, let ours, let theirs):
                "series \(number): \(peer) has \(theirs), we have \(ours)"
            case .message(let number, let ours, let theirs):
                "series \(number): git am commits\n\(theirs)\nand we\n\(ours)"
            }
        }
    }

    let batch: Batch
    private let seed: UInt64
    private let peers: PeerOutcomes
    private let repository: Repository
    private(set) var comparisons = 0
    /// How many of them ended with all patches applied and one tree.
    private(set) var sameAndComplete = 0

    init(_ numbers: Range<Int>, seed: UInt64) throws {
        let folder = "\(NSTemporaryDirectory())/patchbench-differential-\(getpid())-\(seed)-\(numbers.lowerBound)"
        self.seed = seed
        batch = try Batch(numbers, seed: seed, folder: folder)
        peers = try PeerOutcomes(batch)
        repository = try Repository.openOrCreate(at: batch.repository)
    }

    func differences() throws -> [Difference] {
        var found: [Difference] = []
        for (series, forms) in zip(batch.series, batch.forms) {
            let number = series.number
            let place = "\(batch.folder)/\(number)"
            let mails = try apply(number, fuzz: 0) { try Reading.mails(of: place) }
            found += try compare(mails, with: peers.mail[number], "git am", forms, series)
            found += try compareMessages(mails, number)
            guard forms.style != "none" else { continue }
            let patches = try apply(number, fuzz: forms.fuzz) { try Reading.quilt(of: place) }
            if let outcome = peers.quilt[number] {
                found += try compare(patches, with: outcome, "quilt push -a", forms, series)
            }
            found += try compare(patches, with: peers.patch[number], "patch", forms, series)
        }
        return found
    }

    private func apply(_ number: Int, fuzz: Int, reading: () throws -> [Patch]) throws -> OurOutcome {
        guard let base = batch.trees["\(number)/base"].flatMap({ ObjectID(hex: $0) }) else {
            throw ProgramFailed(command: "git fast-import", output: "no base of series \(number)")
        }
        do {
            return try OurOutcome(try reading(), to: base, in: repository, fuzz: fuzz)
        } catch let error as PatchError {
            return OurOutcome(error, base: base)
        }
    }

    /// As far as both went, our commits have the author, the date and the message of git's.
    private func compareMessages(_ ours: OurOutcome, _ number: Int) throws -> [Difference] {
        let text = try String(contentsOfFile: "\(batch.folder)/\(number)/am.messages", encoding: .utf8)
        let theirs = text.split(separator: "\0\n").map(String.init)
        guard let (our, their) = zip(ours.messages, theirs).first(where: { $0 != $1 }) else { return [] }
        return [.message(number, ours: our, theirs: their)]
    }

    private func compare(
        _ ours: OurOutcome, with outcome: Outcome?, _ peer: String, _ forms: Forms, _ series: GeneratedSeries
    ) throws -> [Difference] {
        guard let outcome else { throw ProgramFailed(command: peer, output: "nothing of series \(series.number)") }
        comparisons += 1
        let fuzz = peer == "git am" ? 0 : forms.fuzz
        switch Comparison(ours, outcome, of: series.stages.count, fuzz: fuzz, leavesParts: peer != "git am") {
        case .same:
            if outcome.applied == series.stages.count { sameAndComplete += 1 }
            return []
        case .refused: return []
        case .further:
            let form = peer == "git am" ? "mails" : "patches"
            let second = try PeerOutcomes.secondOpinion(batch, series.number, on: form)
            if ours.agrees(with: second, of: series.stages.count) { return [] }
            return [.outcome(series.number, peer: peer, ours: ours, theirs: [outcome, second])]
        case .different: return [.outcome(series.number, peer: peer, ours: ours, theirs: [outcome])]
        }
    }

    /// Copies a series and what the peers made of it to a folder under .build, and gives its path.
    func keep(_ difference: Difference) throws -> String {
        let folder = ".build/differences/seed-\(seed)-series-\(difference.number)"
        let files = FileManager.default
        try files.createDirectory(atPath: ".build/differences", withIntermediateDirectories: true)
        if files.fileExists(atPath: folder) { try files.removeItem(atPath: folder) }
        try files.copyItem(atPath: "\(batch.folder)/\(difference.number)", toPath: folder)
        if let series = batch.series.first(where: { $0.number == difference.number }) {
            try series.base.write(to: "\(folder)/base")
        }
        try Data("\(difference)\n".utf8).write(to: URL(filePath: "\(folder)/difference"))
        return folder
    }

    func remove() throws { try FileManager.default.removeItem(atPath: batch.folder) }
}
