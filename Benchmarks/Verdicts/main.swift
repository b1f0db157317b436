import Foundation
import Statistics

/// Simulates searches and reports on series whose truth is known, and prints what share of the answers is right, as
/// tables of CSV. Runs no process but itself; the same arguments print the same tables.
///
///     verdict-simulation [SERIES [SEED [NOISE…]]]     series a cell (1000), seed (20261123) and kinds of noise (all)
///     verdict-simulation SERIES SEED layouts          the last table alone
let arguments = CommandLine.arguments.dropFirst()
let numbers = arguments.prefix(2).compactMap { UInt64($0) }
let isOfLayouts = arguments.dropFirst(2) == ["layouts"]
let kinds = isOfLayouts ? [] : arguments.dropFirst(2).compactMap(Noise.init)
guard isOfLayouts || numbers.count + kinds.count == arguments.count, numbers.first != 0 else {
    FileHandle.standardError.write(Data("usage: verdict-simulation [SERIES [SEED [NOISE…]]]\n".utf8))
    exit(2)
}
let seriesPerCell = Int(numbers.first ?? 1_000)
let seed = numbers.dropFirst().first ?? 20_261_123

/// Written at once, for a full table takes minutes.
func emit(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

func isWanted(_ noise: Noise) -> Bool { !isOfLayouts && (kinds.isEmpty || kinds.contains(noise)) }

emit(Cell.header)
for cell in Cell.all where isWanted(cell.design.noise) {
    emit(cell.line(cell.measure(series: seriesPerCell, seed: seed)))
}
emit("")
emit(ReportCell.header)
for cell in ReportCell.all where isWanted(cell.noise) {
    emit(cell.line(reports: max(1, seriesPerCell / cell.share), seed: seed))
}
emit("")
emit(LooksCell.header)
for cell in LooksCell.all where isWanted(cell.noise) {
    emit(cell.line(paths: (cell.noise == .gauss ? 10 : 1) * seriesPerCell, seed: seed))
}
emit("")
emit(LayoutCell.header)
for cell in LayoutCell.all where isOfLayouts || isWanted(.gauss) { emit(cell.line(series: seriesPerCell, seed: seed)) }
