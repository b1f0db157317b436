import Foundation
import Input
import Machine

/// The series that lie in a project, at the places where people put them.
struct SeriesScan {
    struct Found: Equatable {
        var name: String
        /// Relative to the project.
        let path: String
    }

    private(set) var found: [Found] = []

    /// - Parameter folder: quilt folders, mailboxes and folders of patches in it, in `patches`, in `debian/patches` and
    ///   in `outgoing`.
    init(in folder: URL) {
        let project = folder.lastPathComponent
        if isSeries("patches", of: folder) { add(project, "patches") }
        if isSeries("debian/patches", of: folder) { add("debian", "debian/patches") }
        if isSeries("outgoing", of: folder) { add("outgoing", "outgoing") }
        for name in Self.names(in: folder.appending(path: "patches")) {
            let path = "patches/" + name
            if isSeries(path, of: folder) { add(name, path) }
            if name.hasSuffix(".mbox") { add(String(name.dropLast(5)), path) }
        }
        for name in Self.names(in: folder) where name.hasSuffix(".mbox") { add(String(name.dropLast(5)), name) }
    }

    private mutating func add(_ name: String, _ path: String) {
        let name = Self.name(for: name)
        let taken = Set(found.map(\.name))
        let free = taken.contains(name) ? (2...).lazy.map { "\(name)-\($0)" }.first { !taken.contains($0) } : name
        found.append(Found(name: free ?? name, path: path))
    }

    /// The name, with `-` for what a series' name cannot have.
    static func name(for text: String) -> String {
        let name = String(text.map { SeriesPlan.isName("x\($0)x") ? $0 : "-" }.drop { "-.".contains($0) })
        return SeriesPlan.isName(name) ? name : "series"
    }

    /// A folder with a `series` file, or with patches and nothing else than files.
    private func isSeries(_ path: String, of folder: URL) -> Bool {
        let place = folder.appending(path: path, directoryHint: .isDirectory)
        guard place.isFolder else { return false }
        if place.appending(path: "series").isRegularFile { return true }
        return Self.names(in: place).contains { $0.hasSuffix(".patch") || $0.hasSuffix(".diff") }
    }

    private static func names(in folder: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { !$0.hasPrefix(".") }
            .sorted()
    }
}
