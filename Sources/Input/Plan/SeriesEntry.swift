import Foundation

/// A series' entry in `patchbench.yaml`, as text.
package struct SeriesEntry: Sendable {
    package let name: String
    package let base: BaseSource
    package let patches: URL
    /// Of the plan: paths below it are written as seen from there.
    package let directory: URL

    /// What the base is called beside its id, for a comment.
    package var baseName: String?

    /// What is allowed by name.
    package var allowances: [String] = []

    package init(name: String, base: BaseSource, patches: URL, directory: URL, allowances: [String] = []) {
        self.name = name
        self.base = base
        self.patches = patches
        self.directory = directory
        self.allowances = allowances
    }

    /// The entry's lines, each with `indent` in front.
    package func text(indent: String) -> String {
        var lines = [
            "\(name):", "  base: \(baseText)\(baseName.map { "  # " + $0 } ?? "")", "  patches: \(patchesText)",
        ]
        if !allowances.isEmpty { lines.append("  allow: [\(allowances.joined(separator: ", "))]") }
        return lines.map { indent + $0 + "\n" }.joined()
    }

    package var patchesText: String { Self.scalar(path(patches)) }

    package var baseText: String {
        switch base {
        case .folder(let folder): Self.scalar(path(folder))
        case .start(let folder): "{git: \(Self.scalar(path(folder))), rev: HEAD}"
        case .revision(let name, let folder): "{git: \(Self.scalar(path(folder))), rev: \(Self.scalar(name))}"
        }
    }

    private func path(_ place: URL) -> String {
        let (place, home) = (place.standardizedFileURL.path, directory.standardizedFileURL.path)
        if place == home { return "." }
        return place.hasPrefix(home + "/") ? String(place.dropFirst(home.count + 1)) : place
    }

    /// A YAML scalar: in quotes unless it is plain beyond doubt.
    static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "._-/".utf8.contains(byte)
        }
        let startsWell = text.first.map { $0.isLetter || $0 == "." || $0 == "/" || $0 == "_" } ?? false
        if isPlain, startsWell { return text }
        return "'" + text.replacing("'", with: "''") + "'"
    }
}
