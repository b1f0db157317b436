import Foundation
import Statistics

/// Simulates searches and reports on series whose truth is known, and prints what share of the answers is right, as
/// tables of CSV. Runs no process but itself; the same arguments print the same tables.
///
///     verdict-simulation [SERIES [SEED [NOISE…]]]     series a cell (1000), seed (20261123) and kinds of noise (all)
///     verdict-simulation SERIES SEED TABLE            one table: searches, reports, looks or layouts
let arguments = CommandLine.arguments.dropFirst()
let numbers = arguments.prefix(2).compactMap { UInt64($0) }

enum Table: String, CaseIterable {
    case searches, reports, looks, layouts
}

let only = arguments.count == 3 ? arguments.last.flatMap(Table.init) : nil
let kinds = only == nil ? arguments.dropFirst(2).compactMap(Noise.init) : []
guard only != nil || numbers.count + kinds.count == arguments.count, numbers.first != 0 else {
    let forms = "[SERIES [SEED [NOISE…]]] | SERIES SEED \(Table.allCases.map(\.rawValue).joined(separator: "|"))"
    FileHandle.standardError.write(Data("usage: verdict-simulation \(forms)\n".utf8))
    exit(2)
}
let seriesPerCell = Int(numbers.first ?? 1_000)
let seed = numbers.dropFirst().first ?? 20_261_123

/// Written at once, for a full table takes minutes.
func emit(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

func isWanted(_ noise: Noise) -> Bool { kinds.isEmpty || kinds.contains(noise) }

/// - Parameter lines: each measured when it is printed.
func emit(_ table: Table, _ header: String, _ lines: some Sequence<String>) {
    guard only == nil || only == table else { return }
    if only == nil, table != .searches { emit("") }
    emit(header)
    lines.forEach(emit)
}

emit(
    .searches, Cell.header,
    Cell.all.lazy.filter { isWanted($0.design.noise) }.map {
        $0.line($0.measure(series: seriesPerCell, seed: seed))
    })
emit(
    .reports, ReportCell.header,
    ReportCell.all.lazy.filter { isWanted($0.noise) }.map {
        $0.line(reports: max(1, seriesPerCell / $0.share), seed: seed)
    })
emit(
    .looks, LooksCell.header,
    LooksCell.all.lazy.filter { isWanted($0.noise) }.map {
        $0.line(paths: ($0.noise == .gauss ? 10 : 1) * seriesPerCell, seed: seed)
    })
emit(
    .layouts, LayoutCell.header,
    LayoutCell.all.lazy.filter { _ in isWanted(.gauss) }.map { $0.line(series: seriesPerCell, seed: seed) })
