import Files
import Foundation
import Machine

/// `patchbench.yaml` as text, to which a series can be added without touching a byte of what stands there.
package struct PlanText {
    package let file: URL
    private var text: String
    private var plan: Plan?

    package var directory: URL { file.deletingLastPathComponent() }
    package var seriesNames: [String] { plan?.series.map(\.name) ?? [] }
    package var firstBase: BaseSource? { plan?.series.first?.base }

    /// The plan that is found from `directory` upward, which may have no series yet, or the beginning of one in
    /// `directory`.
    package init(near directory: URL) throws(InputError) {
        var place = directory.standardizedFileURL.appending(path: Plan.fileName, directoryHint: .notDirectory)
        var found: Plan?
        var isThere = true
        do {
            found = try Plan.find(from: directory)
            place = found?.directory.appending(path: Plan.fileName, directoryHint: .notDirectory) ?? place
        } catch {
            switch error {
            case .noPlan: isThere = false
            case .plan(.emptySeries, let file, _): place = file
            default: throw error
            }
        }
        let known = try? String(contentsOf: place, encoding: .utf8)
        if isThere, known == nil { throw .unreadable(place) }
        (file, plan, text) = (place, found, known ?? "series:\n")
    }

    /// Puts the entry behind the others, and writes the file.
    /// - Throws: `InputError.cannotExtend` where the file is written in a way to which it cannot be added as lines.
    package mutating func add(_ entry: SeriesEntry) throws {
        let lock = try ProcessLock.wait(folder: directory)
        defer { withExtendedLifetime(lock) {} }
        // What others added meanwhile stays.
        self = try PlanText(near: directory)
        let lines = entry.text(indent: indent)
        var longer = text
        if longer.last != "\n" { longer += "\n" }
        if plan != nil { longer += "\n" }
        longer += lines
        guard let read = try? PlanReader(file: file).read(text: longer), isExtension(read, by: entry) else {
            throw InputError.cannotExtend(file, entry: lines)
        }
        try NamedFile(file.path).replace(with: longer.utf8)
        (text, plan) = (longer, read)
    }

    /// How the first series is built, tested and measured, in the lines of the text; none where its tree is that of
    /// another project, nil where there is no series.
    package func commandLines(onBase base: BaseSource) -> [String]? {
        guard let first = plan?.series.first else { return nil }
        guard first.base.place.standardizedFileURL == base.place.standardizedFileURL else { return [] }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).drop { !$0.hasPrefix("series:") }
        let entry = lines.dropFirst().drop { !$0.hasPrefix(indent + first.name) }.dropFirst()
            .prefix { $0.allSatisfy { $0 == " " } || $0.hasPrefix(indent + " ") }
        let deep = entry.first { $0.contains { $0 != " " } && $0.first { $0 != " " } != "#" }?.prefix { $0 == " " }
        guard let deep else { return [] }
        var taken: [String] = []
        var isCommand = false
        for line in entry where line.contains(where: { $0 != " " }) {
            let rest = line.dropFirst(deep.count)
            guard line.hasPrefix(deep), rest.first != "#" else { continue }
            if rest.first != " ", rest.first != "-" {
                isCommand = Self.commandKeys.contains(String(rest.prefix { $0 != ":" }))
            }
            if isCommand { taken.append(String(rest)) }
        }
        return taken
    }

    private static let commandKeys = [
        "build", "keep", "test", "trace", "bench", "explore", "virtual", "toolchain", "limits", "sandbox", "better",
        "metrics",
        "conditions",
    ]

    private func isExtension(_ read: Plan, by entry: SeriesEntry) -> Bool {
        read.series.dropLast() == (plan?.series ?? [])[...] && read.series.last?.name == entry.name
    }

    /// That of the series that are there.
    private var indent: String {
        let lines = text.split(separator: "\n").drop { !$0.hasPrefix("series:") }.dropFirst()
        let first = lines.first { $0.contains { $0 != " " } && $0.first { $0 != " " } != "#" }
        let spaces = first?.prefix { $0 == " " } ?? ""
        return spaces.isEmpty ? "  " : String(spaces)
    }
}
