import Foundation
import GitStore
import Machine

/// Where the tree comes from that a series begins with.
public enum BaseSource: Sendable, Equatable {
    /// A folder as it stands.
    case folder(URL)
    /// A revision of the git repository that holds a folder. The repository is only read.
    case revision(String, repository: URL)
    /// What the commits of the series stand on, in the git repository that holds a folder.
    case start(repository: URL)

    /// Whether it can be said without the series that it is of.
    package var isNamed: Bool { if case .start = self { false } else { true } }

    /// The folder, or the repository's.
    package var place: URL {
        switch self {
        case .folder(let folder), .revision(_, let folder), .start(let folder): folder
        }
    }
}

/// Commits that are patches: the first-parent lines of ranges, one after the other, in the git repository that holds a
/// folder. The repository is only read.
public struct CommitsSource: Sendable, Equatable {
    /// Each in the words of `CommitRange`.
    public var ranges: [String]
    /// Only what the commits change in these files and folders; empty means everything.
    public var paths: [String] = []
    public var repository: URL
    /// Whether a merge among them is an error.
    public var refusesMerges = false

    public init(_ ranges: [String], paths: [String] = [], repository: URL) {
        self.ranges = ranges
        self.paths = paths
        self.repository = repository
    }
}

/// Where the patches of a series come from.
public enum PatchesSource: Sendable, Equatable {
    /// Files and folders, in their order: a quilt folder or its `series` file, mailboxes, maildirs, mails, plain diffs,
    /// or a folder of such files, all of which may be compressed.
    case files([URL])
    case commits(CommitsSource)
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
    /// What a person names on a command line: files and folders, or ranges of the repository around `directory`.
    ///
    /// - Parameter paths: to which ranges are limited.
    /// - Throws: `InputError.noSource`, `.pathsWithoutRange`
    public init(named words: some Collection<String>, paths: [String] = [], in directory: URL) throws(InputError) {
        let files = words.map { URL(filePath: $0, relativeTo: directory).standardizedFileURL }
        // Words of one range (`topic ^main`, `-3 topic`) need not look like one by themselves.
        if zip(words, files).contains(where: { CommitRange.isRange($0) && !$1.exists }) {
            let words = Array(words)
            let areAll = words.allSatisfy { CommitRange.isRange($0) && Int($0) == nil }
            let ranges = areAll ? words : [words.joined(separator: " ")]
            self = .commits(CommitsSource(ranges, paths: paths, repository: directory))
            return
        }
        guard !files.isEmpty else { throw .noSource(directory) }
        if let missing = files.first(where: { !$0.exists }) { throw .noSource(missing) }
        guard paths.isEmpty else { throw .pathsWithoutRange(paths[0]) }
        self = .files(files)
    }

    /// What a base is that is not named.
    public var start: BaseSource? {
        guard case .commits(let commits) = self else { return nil }
        return .start(repository: commits.repository)
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
