import Files
import Foundation
import GitStore
import PatchModel

/// The file that says which stage the work tree holds.
struct AppliedRecord: Codable {
    var position: Position
    /// The trees, as their ids, between which the folder was moved last: while an operation goes on, or when it was
    /// cut off, the folder may show files of each.
    var moved: [String] = []
    /// What git's configuration said of contents when the folder was written; nil where files stand there as they are.
    var checkout: CheckoutSettings?
    /// What an older version had begun to move the folder to, and may not have ended.
    var target: String?

    private enum CodingKeys: String, CodingKey {
        case position, moved, target
        case checkout = "lineEnds"
    }

    static func read(_ file: URL) -> AppliedRecord? {
        guard let data = try? Data(contentsOf: file) else { return nil }
        return (try? JSONDecoder().decode(AppliedRecord.self, from: data))
            ?? older(String(decoding: data, as: UTF8.self))
    }

    /// As older versions wrote it: `<number> <tree>`, and `<target>` while a move went on; a tree that was not
    /// there yet is `-`. A second line names the patch that is not finished.
    private static func older(_ text: String) -> AppliedRecord? {
        let lines = text.split(separator: "\n")
        let words = lines.first?.split(separator: " ").map(String.init) ?? []
        guard words.count >= 2, let number = Int(words[0]), number >= 0 else { return nil }
        let unfinished = lines.count > 1 ? PatchName(String(lines[1])) : nil
        return AppliedRecord(
            position: Position(
                number: StageNumber(number), tree: ObjectID(hex: words[1]), unfinished: unfinished),
            target: words.count > 2 ? words[2] : nil)
    }

    func write(to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try FileWriter.put(encoder.encode(self) + [0x0a], at: file.path, isSafe: true)
    }
}
