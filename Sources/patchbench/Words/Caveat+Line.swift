import Judging

extension Caveat {
    /// As it stands under a table.
    var line: String { "caution, \(kind.word.replacing("-", with: " ")): \(message)" }
}
