import Foundation
import Glibc
import PatchModel

/// Asks for hunk after hunk, as `git add -p` does.
struct HunkChooser {
    /// The descriptor of the answers.
    let input: Int32

    private static let help = """
        y - keep this hunk in the patch
        n - leave it to the new one
        a - keep it and all that follow in the file
        d - leave it and all that follow in the file
        q - leave it and all that follow

        """

    /// - Returns: the numbers of those that are chosen; the end of the answers is `q`.
    func choose(among parts: [PatchPart], of count: Int) throws -> Set<Int> {
        var chosen: Set<Int> = []
        /// What was said for the rest of a file.
        var rest: (path: TreePath, isKept: Bool)?
        for part in parts {
            if let rest, rest.path == part.change.path {
                if rest.isKept { chosen.insert(part.number) }
                continue
            }
            Output.patch(part.text)
            switch ask("(\(part.number)/\(count)) keep this hunk in the patch [y,n,a,d,q,?]? ") {
            case "y": chosen.insert(part.number)
            case "n": break
            case "a":
                chosen.insert(part.number)
                rest = (part.change.path, true)
            case "d": rest = (part.change.path, false)
            default: return chosen
            }
        }
        return chosen
    }

    private func ask(_ question: String) -> Character {
        while true {
            Output.error(question)
            guard let line = readLine() else { return "q" }
            if let answer = line.first.map({ Character($0.lowercased()) }), "ynadq".contains(answer) { return answer }
            Output.error(Self.help)
        }
    }

    /// Without its end; nil where there are no more. Byte by byte, so that no answer is taken from who reads next.
    private func readLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(input, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
            if byte == 0x0a { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
    }
}

extension PatchPart {
    /// Which it is, and where.
    var listing: String {
        let place = "\(number) \(change.path)" + (line.map { (line: Int) in ":\(line)" } ?? "")
        guard !change.hunks.isEmpty else { return "\(place) (the whole file)" }
        return "\(place) +\(change.insertions) -\(change.deletions)"
    }

    /// The file's name, and the hunks.
    fileprivate var text: [UInt8] {
        Array("\(change.path)\(change.hunks.isEmpty ? " (the whole file)" : "")\n".utf8)
            + change.hunks.flatMap(\.text)
    }
}
