import ArgumentParser
import Foundation
import Input
import PatchModel

/// Where patches are read from, and how.
struct SourceOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A quilt folder, mbox, maildir, mails, diffs, a folder of such files, or ranges of commits: A..B, X^!, "
                + "-3; behind --, files and folders to which ranges are limited.",
            valueName: "source"))
    var sources: [String] = []

    @Option(
        help: ArgumentHelp(
            "The last N commits, of HEAD or of what is named; -N for short.", valueName: "n"))
    var maxCount: Int?

    @Flag(name: .customLong("no-merges"), help: "Refuse a range with a merge in it, which is a stage otherwise.")
    var refusesMerges = false

    @Option(
        name: [.customShort("p"), .customLong("strip")],
        help: ArgumentHelp("Leading components of the patches' paths that go (default: 1).", valueName: "n"))
    var strip: Int = 1

    @Option(
        name: .customLong("allow"),
        help: ArgumentHelp(
            """
            Allow what is otherwise refused: bidi, text that shows in another order; crlf, a patch whose lines end \
            otherwise than the file's: it applies with the file's line ends; submodule, one that .gitmodules does \
            not name; partial, mails [PATCH k/n] of which some are missing; empty, patches \
            without a diff; or silence what is noted: invisible, \
            added characters that show nothing, and names that look alike.
            """, valueName: "what"),
        transform: { word in
            guard let policy = PatchPolicy(word: word) else {
                throw ValidationError("Only \(PatchPolicy.words.joined(separator: ", ")) can be allowed, not \(word).")
            }
            return policy
        })
    var allowances: [PatchPolicy] = []

    @Option(
        name: .customLong("limit"),
        help: ArgumentHelp(
            """
            How much the files of the series may hold altogether: compressed=SIZE, what compressed files grow to \
            (default: 512M); literal=SIZE and delta=SIZE, what binary changes make (1G each); message=SIZE, the \
            messages (64M).
            """, valueName: "what=size"),
        transform: { word in
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let kind = SizeKind(rawValue: parts[0]),
                let size = SeriesLimits.size(parts[1])
            else {
                let known = SizeKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--limit takes WHAT=SIZE, WHAT one of \(known), SIZE such as 512M; not \(word).")
            }
            return (kind, size)
        })
    var sizes: [(SizeKind, Int)] = []

    var limits: SeriesLimits { sizes.reduce(into: SeriesLimits()) { $0[$1.0] = $1.1 } }

    var allowed: PatchPolicy { PatchPolicy(allowances) }

    func validate() throws {
        guard !sources.isEmpty || maxCount != nil else {
            throw ValidationError("Name a source: files, a folder, or a range of commits.")
        }
        if let maxCount, maxCount < 1 { throw ValidationError("--max-count must be at least 1, not \(maxCount).") }
        guard (0...99).contains(strip) else { throw ValidationError("-p must be from 0 to 99, not \(strip).") }
    }

    func source(in directory: URL) throws -> PatchesSource {
        let paths = Invocation.current.argumentsBehindTerminator
        let words = sources.dropLast(paths.count) + (maxCount.map { ["-\($0)"] } ?? [])
        let source = try PatchesSource(named: words, paths: paths, in: directory)
        guard case .commits(var commits) = source else { return source }
        commits.refusesMerges = refusesMerges
        return .commits(commits)
    }
}
