import CLibgit2
import Files
import Foundation
import PatchModel

/// Lets git look at a work tree: a file `.git` in it, and a folder in the repository with `HEAD` and an index, as
/// `git worktree add` makes them. Then git's status, diff, blame and grep work there, with the stage as HEAD.
public struct GitView {
    private let repository: Repository
    private let name: String
    private let folder: String
    /// git's own folder for this work tree.
    private let own: String
    private let checkout: CheckoutSettings

    /// - Parameters:
    ///   - name: of the work tree; a component of a path.
    ///   - folder: the work tree's.
    ///   - checkout: by which files are shown there.
    public init(_ repository: Repository, name: String, folder: String, checkout: CheckoutSettings) {
        self.repository = repository
        self.checkout = checkout
        self.name = name
        self.folder = folder
        own = repository.path + "worktrees/\(name)"
    }

    /// What was shown last: which tree the index has, and which commit HEAD.
    private struct Shown: Equatable {
        var tree: ObjectID
        var commit: ObjectID

        var text: String { "\(tree) \(commit)\n" }
    }

    /// Lets HEAD be a commit, and the index its tree. What was staged of files that do not change stays so, and a
    /// commit that was made on top of HEAD is kept by a ref.
    ///
    /// - Parameter tree: the commit's.
    public func show(_ commit: ObjectID, _ tree: ObjectID) throws {
        let last = shown()
        let head = Self.text(own + "/HEAD")
        try write("gitdir: \(relativeFolder)\n", to: folder + "/.git")
        try write("../..\n", to: own + "/commondir")
        try write(folder + "/.git\n", to: own + "/gitdir")
        try configure()
        guard last != Shown(tree: tree, commit: commit) || head != "\(commit)\n" else { return }
        if let last, let head, let made = ObjectID(hex: String(head.dropLast())), made != last.commit {
            try repository.setReference("refs/commits/\(name)/\(made)", to: made)
        }
        try? FileWriter.put([], at: own + "/\(Self.note)")
        try write("\(commit)\n", to: own + "/HEAD")
        // Where git itself has the index locked it is made anew the next time.
        guard (try? showInIndex(tree, from: last?.tree)) != nil else { return }
        try write(Shown(tree: tree, commit: commit).text, to: own + "/\(Self.note)")
    }

    /// Lets git convert contents as they were, whatever the user's own configuration says.
    private func configure() throws {
        let (file, above) = (own + "/config.worktree", repository.path + OuterAttributes.place)
        // Only one for all work trees counts before what a tree says: that of the series that was stepped last.
        if checkout.attributes?.above.isEmpty == false || FileStatus(above) != nil {
            try write(checkout.attributes?.above ?? Data(), to: above)
        }
        guard checkout != CheckoutSettings() || FileStatus(file) != nil else { return }
        let below = own + "/attributes"
        try write(checkout.attributes?.below ?? Data(), to: below)
        // With settings of its own git would take the work tree for as bare as the repository.
        try write(checkout.configuration(attributes: below) + "\tbare = false\n", to: file)
        try repository.enableConfigurationOfWorkTrees()
    }

    private static let note = "patchbench-shown"

    private func shown() -> Shown? {
        let words = Self.text(own + "/\(Self.note)")?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
        guard words.count == 2, let tree = ObjectID(hex: words[0]), let commit = ObjectID(hex: words[1]) else {
            return nil
        }
        return Shown(tree: tree, commit: commit)
    }

    /// Cost: copying the index; the trees' folders that differ, or all where the index has another tree.
    private func showInIndex(_ tree: ObjectID, from last: ObjectID?) throws {
        if let last, try replaceInIndex(repository.steps(from: last, to: tree)) { return }
        try sumUpIndex()
        let index = try Owned("open git's index", free: git_index_free) { git_index_open(&$0, own + "/index") }
        if let last, git_index_entrycount(index.pointer) > 0 {
            for step in try repository.steps(from: last, to: tree) { try show(step, in: index.pointer) }
        } else {
            let opened = try repository.tree(tree)
            try Libgit2.check(git_index_read_tree(index.pointer, opened.pointer), "read a stage into git's index")
        }
        try Libgit2.check(git_index_write(index.pointer), "write git's index")
    }

    /// - Returns: whether the index has a form in which that can be done; a small one is left to libgit2, with all that
    ///   belongs to it.
    private func replaceInIndex(_ steps: [TreeStep]) throws -> Bool {
        let file = DiskPath(own + "/index")
        guard let status = FileStatus(file), status.size > Self.smallIndex else { return false }
        return try FileWriter.replaceUnderLock(file.description) {
            let index = try FileStatus(file).flatMap { GitIndexFile(try Disk.read(file, $0)) }
            return index?.replacing(
                steps.map { step in
                    let status = FileStatus(DiskPath(folder) / step.path)
                    let entry = step.new.map { GitIndexFile.entry($0, status?.mode == $0.mode ? status : nil) }
                    return (path: step.path, entry: entry)
                })
        }
    }

    private func sumUpIndex() throws {
        let file = DiskPath(own + "/index")
        guard let status = FileStatus(file) else { return }
        let bytes = try Disk.read(file, status)
        let summed = GitIndexFile.summed(bytes)
        if summed != bytes { try FileWriter.put(summed, at: file.description) }
    }

    /// In bytes: of some ten thousand files.
    private static let smallIndex = 1 << 20

    private func show(_ step: TreeStep, in index: OpaquePointer) throws(GitStoreError) {
        guard let file = step.new else {
            _ = DiskPath(bytes: step.path.bytes).withCString { git_index_remove(index, $0, 0) }
            return
        }
        let status = FileStatus(DiskPath(folder) / file.path).flatMap { $0.mode == file.mode ? $0 : nil }
        var entry = status.map { git_index_entry($0, mode: file.mode, id: file.id) } ?? git_index_entry()
        (entry.mode, entry.id) = (file.mode.rawValue, file.id.raw)
        let code = DiskPath(bytes: file.path.bytes).withCString { path in
            entry.path = path
            return git_index_add(index, &entry)
        }
        try Libgit2.check(code, "add \(file.path) to git's index")
    }

    /// git's folder as seen from the work tree, so that both may be moved together.
    private var relativeFolder: String {
        let (from, to) = (folder.split(separator: "/"), own.split(separator: "/"))
        let common = zip(from, to).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: from.count - common) + to.dropFirst(common).map(String.init))
            .joined(separator: "/")
    }

    private func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

    private func write(_ bytes: Data, to path: String) throws {
        if try Disk.contents(DiskPath(path)) != Array(bytes) { try FileWriter.put(bytes, at: path) }
    }

    private static func text(_ path: String) -> String? {
        FileStatus(path).flatMap { try? Disk.read(DiskPath(path), $0) }.map { String(decoding: $0, as: UTF8.self) }
    }
}

extension Repository {
    fileprivate func enableConfigurationOfWorkTrees() throws(GitStoreError) {
        let configuration = try Owned("open the configuration", free: git_config_free) {
            git_repository_config(&$0, pointer)
        }
        let (name, doing) = ("extensions.worktreeConfig", "write the configuration")
        var isOn: Int32 = 0
        guard git_config_get_bool(&isOn, configuration.pointer, name) != 0 || isOn != 1 else { return }
        try Libgit2.check(git_config_set_bool(configuration.pointer, name, 1), doing)
    }

    /// A commit that no ref names, for what a stage has become that is none of the series: its parent is the stage.
    public func writeCommit(_ title: String, tree: ObjectID, parent: ObjectID) throws -> ObjectID {
        try CommitText(PatchHeader(subject: title)).write(to: pointer, tree: tree, parent: parent)
    }
}

extension git_index_entry {
    fileprivate init(_ status: FileStatus, mode: FileMode, id: ObjectID) {
        self.init()
        mtime = git_index_time(status.modified)
        ctime = git_index_time(status.changed)
        ino = UInt32(truncatingIfNeeded: status.inode)
        file_size = UInt32(truncatingIfNeeded: status.size)
        (uid, gid) = (status.owner, status.group)
        self.mode = mode.rawValue
        self.id = id.raw
    }
}

extension git_index_time {
    fileprivate init(_ time: timespec) {
        self.init(seconds: Int32(truncatingIfNeeded: time.tv_sec), nanoseconds: UInt32(time.tv_nsec))
    }
}
