import Foundation
import Statistics

/// Simulates searches and reports on series whose truth is known, and prints what share of the answers is right, as two
/// tables of CSV. Runs no process but itself; the same arguments print the same tables.
///
///     verdict-simulation [SERIES [SEED]]     series a cell (1000) and seed (20261123)
let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
guard arguments.count == CommandLine.arguments.count - 1, arguments.count <= 2, arguments.first != 0 else {
    FileHandle.standardError.write(Data("usage: verdict-simulation [SERIES [SEED]]\n".utf8))
    exit(2)
}
let seriesPerCell = Int(arguments.first ?? 1_000)
let seed = arguments.dropFirst().first ?? 20_261_123

/// Written at once, for a full table takes minutes.
func emit(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

emit(Cell.header)
for cell in Cell.all { emit(cell.line(cell.measure(series: seriesPerCell, seed: seed))) }
emit("")
emit(ReportCell.header)
for cell in ReportCell.all { emit(cell.line(reports: max(1, seriesPerCell / cell.share), seed: seed)) }
