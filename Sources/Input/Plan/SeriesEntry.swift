import Foundation
import PatchModel

/// A series' entry in `patchbench.yaml`, as text.
package struct SeriesEntry: Sendable {
    package let name: String
    /// Nil where the patches are commits, which stand on something by themselves.
    package let base: BaseSource?
    private let patches: Patches
    /// Of the plan: paths below it are written as seen from there.
    package let directory: URL

    /// What the base is called beside its id, for a comment.
    package var baseName: String?

    /// What is allowed by name.
    package var allowances: [String] = []
    /// How much the patches may hold altogether.
    package var limits = SeriesLimits()

    /// What else the plan says of the series: lines, as they stand below its name.
    package var commands: [String] = []

    private enum Patches: Sendable {
        case files(URL)
        /// Of the repository in the plan's folder, in git's words.
        case range(String)
    }

    package init(name: String, base: BaseSource, patches: URL, directory: URL, allowances: [String] = []) {
        self.name = name
        self.base = base
        self.patches = .files(patches)
        self.directory = directory
        self.allowances = allowances
    }

    package init(name: String, range: String, directory: URL) {
        (self.name, base, patches, self.directory) = (name, nil, .range(range), directory)
    }

    /// The entry's lines, each with `indent` in front.
    package func text(indent: String) -> String {
        ([name + ":"] + (sourceLines + commands).map { "  " + $0 }).map { indent + $0 + "\n" }.joined()
    }

    /// What says where the tree and the patches come from.
    package var sourceLines: [String] {
        let base = baseText.map { ["base: \($0)\(baseName.map { "  # " + $0 } ?? "")"] } ?? []
        let sizes = limits.changed.map { "\($0.kind.rawValue): \($0.size)" }
        return base + ["patches: \(patchesText)"]
            + (sizes.isEmpty ? [] : ["limits: {\(sizes.joined(separator: ", "))}"])
            + (allowances.isEmpty ? [] : ["allow: [\(allowances.joined(separator: ", "))]"])
    }

    package var patchesText: String {
        switch patches {
        case .files(let place): Self.quoted(path(place))
        case .range(let range): "{git: ., range: \(Self.quoted(range))}"
        }
    }

    package var baseText: String? {
        switch base {
        case .folder(let folder): Self.quoted(path(folder))
        case .start(let folder): "{git: \(Self.quoted(path(folder))), rev: HEAD}"
        case .revision(let name, let folder): "{git: \(Self.quoted(path(folder))), rev: \(Self.quoted(name))}"
        case nil: nil
        }
    }

    private func path(_ place: URL) -> String {
        let (place, home) = (place.standardizedFileURL.path, directory.standardizedFileURL.path)
        if place == home { return "." }
        return place.hasPrefix(home + "/") ? String(place.dropFirst(home.count + 1)) : place
    }

    /// A YAML scalar: in quotes unless it is plain beyond doubt.
    package static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "._-/".utf8.contains(byte)
        }
        let startsWell = text.first.map { $0.isLetter || $0 == "." || $0 == "/" || $0 == "_" } ?? false
        if isPlain, startsWell { return text }
        return "'" + text.replacing("'", with: "''") + "'"
    }
}
