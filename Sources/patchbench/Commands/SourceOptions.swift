import ArgumentParser
import Foundation
import Input
import PatchModel

/// Where patches are read from, and how.
struct SourceOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "A quilt folder, mbox, maildir, mails, diffs, a folder of such files, or a range A..B of commits.",
            valueName: "source"))
    var sources: [String]

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
            not name; partial, mails [PATCH k/n] of which some are missing.
            """, valueName: "what"),
        transform: { word in
            guard let policy = PatchPolicy(word: word) else {
                throw ValidationError("Only \(PatchPolicy.words.joined(separator: ", ")) can be allowed, not \(word).")
            }
            return policy
        })
    var allowances: [PatchPolicy] = []

    var allowed: PatchPolicy { PatchPolicy(allowances) }

    func validate() throws {
        guard (0...99).contains(strip) else { throw ValidationError("-p must be from 0 to 99, not \(strip).") }
    }

    func source(in directory: URL) throws -> PatchesSource { try PatchesSource(named: sources, in: directory) }
}
