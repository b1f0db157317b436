import Foundation

/// What was made for nodes does not stay for ever.
extension Bench {
    /// Takes away the folders of jobs that are over, as far as they were left, and of the stages' objects those that no
    /// job names and nobody has used for a week. The base's are among those in use.
    func pruneNodes() throws {
        var needed: Set<String> = []
        for job in folders(in: "jobs") {
            guard isUnused(job) else {
                let objects = (try? NodeJobFile.read(job))?.objects ?? []
                needed.formUnion(objects.map { String($0.dropFirst("../../".count)) })
                continue
            }
            if job.lastPathComponent.hasPrefix("run-"), let run = Int64(job.lastPathComponent.dropFirst(4)) {
                try? takeSamples(of: NodeJobFolder(url: job), run)
            }
            try FileManager.default.removeItem(at: job)
        }
        for objects in folders(in: "objects")
        where !needed.contains("objects/" + objects.lastPathComponent) && isUnused(objects) {
            try FileManager.default.removeItem(at: objects)
        }
    }

    private func folders(in name: String) -> [URL] {
        let folder = layout.nodes.appending(path: name, directoryHint: .isDirectory)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.map { folder.appending(path: $0, directoryHint: .isDirectory) }
    }

    /// Whether nothing in a folder, nor itself, was written for so long.
    private func isUnused(_ folder: URL) -> Bool {
        let files = FileManager.default
        let inside = ((try? files.contentsOfDirectory(atPath: folder.path)) ?? []).map { folder.appending(path: $0) }
        let times = ([folder] + inside).compactMap {
            (try? files.attributesOfItem(atPath: $0.path))?[.modificationDate] as? Date
        }
        let limit = clock.date.addingTimeInterval(-Double(Nodes.unusedDays) * 86_400)
        return times.allSatisfy { $0 < limit }
    }

    /// Says that a folder was used now.
    func noteUse(of folder: URL) {
        try? FileManager.default.setAttributes([.modificationDate: clock.date], ofItemAtPath: folder.path)
    }
}
