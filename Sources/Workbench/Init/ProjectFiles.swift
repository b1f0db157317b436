import Files
import Foundation
import GitStore

/// The files that a stage of a project has: their paths, and their texts where they are asked for.
package struct ProjectFiles {
    /// Relative to the project's top.
    let paths: Set<String>
    private let read: (String) -> String?

    /// - Parameter read: The text of a file of `paths`.
    package init(paths: Set<String>, read: @escaping (String) -> String?) {
        (self.paths, self.read) = (paths, read)
    }

    func has(_ path: String) -> Bool { paths.contains(path) }

    func hasFolder(_ path: String) -> Bool { paths.contains { $0.hasPrefix(path + "/") } }

    /// Empty where there is no such file.
    func text(_ path: String) -> String { paths.contains(path) ? read(path) ?? "" : "" }

    /// Paths that meet the condition, in alphabetical order, those nearer to the top first.
    func all(where isMeant: (String) -> Bool) -> [String] {
        paths.filter(isMeant).sorted { ($0.depth, $0) < ($1.depth, $1) }
    }

    /// Files of that name, in whatever folder.
    func named(_ name: String) -> [String] { all { $0 == name || $0.hasSuffix("/" + name) } }
}

extension ProjectFiles {
    /// So many files of a folder are looked at.
    private static let most = 100_000

    /// Those that a commit has: what git ignores is part of no stage.
    init(of revision: UserRepository.Revision, in user: UserRepository) throws(GitStoreError) {
        let files = try user.files(in: revision.tree)
        self.init(paths: Set(files.keys)) { path in
            files[path].flatMap { try? user.content(of: $0) }.map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Those that lie in a folder; what is hidden, or goes deeper than five folders, is not looked at.
    init(in folder: URL) {
        var paths: Set<String> = []
        let walk = FileManager.default.enumerator(atPath: folder.path)
        while let path = walk?.nextObject() as? String, paths.count < Self.most {
            if path.hasPrefix(".") || path.contains("/.") || path.depth > 5 {
                walk?.skipDescendants()
            } else if folder.appending(path: path).isRegularFile {
                paths.insert(path)
            }
        }
        self.init(paths: paths) { path in
            (try? Data(contentsOf: folder.appending(path: path))).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}

extension String {
    fileprivate var depth: Int { utf8.count { $0 == UInt8(ascii: "/") } }

    /// The folder that a path lies in, with a slash at its end; empty at the top.
    var folder: String { lastIndex(of: "/").map { String(self[...$0]) } ?? "" }
}
