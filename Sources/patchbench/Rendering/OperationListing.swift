import Foundation
import Screen
import Workbench

/// The operation log, a line an operation.
struct OperationListing {
    let operations: [LoggedOperation]
    let paint: Paint
    /// Columns of the terminal, where there is one.
    var width: Int?

    var lines: [String] {
        guard !operations.isEmpty else { return ["nothing was done yet"] }
        let width = operations.map { $0.number.description.count }.max() ?? 0
        return operations.flatMap { operation -> [String] in
            let number =
                String(repeating: " ", count: width - operation.number.description.count)
                + operation.number.description
            let isByHand = [.edits, .beginning].contains(operation.kind)
            let head = "\(number)  \(operation.date.text)  \(operation.user)  "
            let shown = { (text: String) in isByHand ? paint(.dim, text) : text }
            let limit = self.width ?? EffectsListing.mailWidth
            guard head.columns + operation.phrase.columns > limit else { return [head + shown(operation.phrase)] }
            return [head.withoutTrailingBlanks] + wrapped("    " + operation.phrase, to: limit).map(shown)
        }
    }
}

/// An operation and what it changed.
struct OperationPage {
    let report: OperationReport
    let paint: Paint

    func print() {
        let operation = report.operation
        Output.line(paint(.bold, "operation \(operation.number): \(operation.phrase)"))
        if !operation.command.isEmpty { Output.line("command: patchbench \(operation.command.joined(separator: " "))") }
        Output.line("by \(operation.user), \(operation.date.text)")
        let position = { (operation: LoggedOperation) in operation.patch?.text ?? "base" }
        if let before = report.before, before.patch != operation.patch {
            Output.line("on top: \(position(before)) -> \(position(operation))")
        } else {
            Output.line("on top: \(position(operation))")
        }
        print("the series' files", report.files)
        if report.editsBefore != report.edits { print("edits in the work tree before", report.editsBefore) }
        print("edits in the work tree", report.edits)
    }

    private func print(_ title: String, _ diff: [UInt8]) {
        guard !diff.isEmpty else { return }
        Output.line("\n\(title):")
        Output.patch(DiffColours(paint: paint).apply(to: diff))
    }
}

extension LoggedOperation {
    var phrase: String {
        switch kind {
        case .beginning, .command, .edits: title
        case .undo: "undo: \(title)"
        case .redo: "redo: \(title)"
        case .restore(let number): "restore \(number): \(title)"
        case .cutOff: "cut off: \(title)"
        }
    }
}

extension Date {
    /// In this place's time.
    fileprivate var text: String {
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .current)
        return formatted(style.year().month().day().time(includingFractionalSeconds: false))
    }
}
