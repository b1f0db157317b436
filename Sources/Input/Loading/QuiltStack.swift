import Foundation
import PatchModel

/// What quilt has applied in a folder.
package struct QuiltStack {
    /// From the first to the top.
    private let applied: [PatchName]

    /// As `.pc/applied-patches` tells it; nothing where quilt was not at work.
    package init(in folder: URL) {
        let file = folder.appending(path: ".pc/applied-patches", directoryHint: .notDirectory)
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        applied = text.split(separator: "\n").map { PatchName(path: String($0)) }
    }

    /// The note on a base folder in which quilt has applied some of these patches: they would be applied twice.
    package func note(of folder: URL, applying patches: [PatchName]) -> BaseNote? {
        let count = Set(applied).intersection(patches).count
        return count > 0 ? .appliedByQuilt(folder, count) : nil
    }
}

extension BaseSource {
    /// What quilt has applied of the patches in the base folder.
    package func quiltNote(applying patches: [PatchName]) -> BaseNote? {
        guard case .folder(let folder) = self else { return nil }
        return QuiltStack(in: folder).note(of: folder, applying: patches)
    }
}
