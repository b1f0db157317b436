import Foundation
import Machine

/// Where the tree comes from that a series begins with.
public enum BaseSource: Sendable, Equatable {
    /// A folder as it stands.
    case folder(URL)
    /// A revision of the git repository that holds a folder. The repository is only read.
    case revision(String, repository: URL)

    /// The folder, or the repository's.
    package var place: URL {
        switch self {
        case .folder(let folder), .revision(_, let folder): folder
        }
    }
}

/// Where the patches of a series come from.
public enum PatchesSource: Sendable, Equatable {
    /// Files and folders, in their order: a quilt folder or its `series` file, mailboxes, maildirs, mails, plain diffs,
    /// or a folder of such files, all of which may be compressed.
    case files([URL])
    /// The commits `A..B` of the git repository that holds a folder. The repository is only read.
    case range(String, repository: URL)
}

extension BaseSource {
    /// What a person names on a command line: a folder if there is one, else a revision of the repository around
    /// `directory`.
    public init(named word: String, in directory: URL) {
        let folder = URL(filePath: word, directoryHint: .isDirectory, relativeTo: directory).standardizedFileURL
        self = folder.isFolder ? .folder(folder) : .revision(word, repository: directory)
    }
}

extension PatchesSource {
    /// What a person names on a command line: files and folders, or one range `A..B` of the repository around
    /// `directory`.
    ///
    /// - Throws: `InputError.noSource`
    public init(named words: [String], in directory: URL) throws(InputError) {
        let files = words.map { URL(filePath: $0, relativeTo: directory).standardizedFileURL }
        if words.count == 1, words[0].contains(".."), !words[0].contains("../"), !files[0].exists {
            self = .range(words[0], repository: directory)
            return
        }
        if let missing = files.first(where: { !$0.exists }) { throw .noSource(missing) }
        self = .files(files)
    }

    /// The files and folders; of a quilt series its folder.
    package var places: [URL] {
        guard case .files(let files) = self else { return [] }
        return quiltFolder.map { [$0] } ?? files
    }

    /// The folder of the series where it is a quilt folder of its own, which commands may change.
    public var quiltFolder: URL? {
        guard case .files(let files) = self, files.count == 1 else { return nil }
        let file = files[0].lastPathComponent == "series" ? files[0] : files[0].appending(path: "series")
        return file.isRegularFile ? file.deletingLastPathComponent() : nil
    }
}
