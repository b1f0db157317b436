import Workbench

extension Caveat {
    /// As it stands under a table.
    var line: String { "caution, \(kind.replacing("-", with: " ")): \(message)" }
}
