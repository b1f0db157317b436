import Glibc
import PatchModel

/// A look at a folder beside what is known of its files: every folder is opened once, on all CPUs.
struct FolderScan {
    /// A file that may not be as it is known, or nothing where one is known.
    struct Doubt {
        /// Of what is known.
        let index: Int
        let status: FileStatus?
    }

    /// Something of which nothing is known.
    struct Other {
        let path: [UInt8]
        let status: FileStatus
    }

    /// In the order of what is known.
    fileprivate(set) var doubts: [Doubt] = []
    fileprivate(set) var submodules: [Int] = []
    /// In the order of their paths; of a folder the folder alone. `.git` is none of them, wherever it is.
    fileprivate(set) var others: [Other] = []
    /// Folders, but the topmost, in which only such things stand, or nothing.
    fileprivate(set) var bareFolders: [[UInt8]] = []

    /// - Parameters:
    ///   - root: which need not be there.
    ///   - listsOthers: whether it is looked for what is not known.
    init(_ root: DiskPath, _ states: FileStates, listsOthers: Bool) throws {
        guard let folder = try OpenFolder.open(root) else {
            doubts = states.entries.indices.map { Doubt(index: $0, status: nil) }
            return
        }
        // Parts small enough that no CPU waits long for another, and so many that handing them out costs little.
        var first = Walk(root, states, listsOthers, handsOut: max(64, states.entries.count / 64))
        try first.walk(folder, states.entries.indices, from: 0)
        let done = first.jobs.concurrentMap(atOnce: 1) { [listsOthers] job in
            Result {
                var walk = Walk(root, states, listsOthers, handsOut: 0)
                try walk.walk(job)
                return walk.found
            }
        }
        let found = try [first.found] + done.map { try $0.get() }
        doubts = found.flatMap(\.doubts).sorted { $0.index < $1.index }
        submodules = found.flatMap(\.submodules).sorted()
        others = found.flatMap(\.others).sorted { $0.path.lexicographicallyPrecedes($1.path) }
        bareFolders = found.flatMap(\.bareFolders)
    }

    fileprivate init() {}

    /// The files that are as they are known.
    func known(_ states: FileStates) -> [Int] {
        let doubtful = Set(doubts.map(\.index))
        return states.entries.indices.filter { !doubtful.contains($0) }
    }

    /// Whether a file that says what is ignored is new, gone, or another, in a folder of which something is known.
    func hasIgnoreFile(_ states: FileStates) -> Bool {
        let name = Array(".gitignore".utf8)
        return doubts.contains { states.entries[$0.index].path.name.elementsEqual(name) }
            || others.contains { $0.path.suffix(name.count + 1).elementsEqual([0x2f] + name) || $0.path == name }
    }
}

/// A folder with all below it that is known.
private struct Job {
    let parent: OpenFolder
    let range: Range<Int>
    /// Where, in their paths, the folder's name begins, and ends.
    let name: Range<Int>
}

/// What a folder holds of what is known: by the places of its names in the paths.
private struct Child {
    let index: Int
    /// With the slash at its end for a folder.
    let name: Range<Int>
    let isSubmodule: Bool
}

private struct Walk {
    var found = FolderScan()
    var jobs: [Job] = []
    private let root: DiskPath
    private let states: FileStates
    private let listsOthers: Bool
    /// Folders with so many files or fewer are left to others.
    private let handsOut: Int

    init(_ root: DiskPath, _ states: FileStates, _ listsOthers: Bool, handsOut: Int) {
        (self.root, self.states, self.listsOthers, self.handsOut) = (root, states, listsOthers, handsOut)
    }

    private func path(_ index: Int) -> [UInt8] { states.entries[index].path.bytes }

    mutating func walk(_ job: Job) throws(GitStoreError) {
        let path = path(job.range.lowerBound)
        let place = { root / TreePath(known: Array(path[..<job.name.upperBound])) }
        guard let folder = try job.parent.step(Array(path[job.name]), at: place) else {
            found.doubts += job.range.map { FolderScan.Doubt(index: $0, status: nil) }
            return
        }
        try walk(folder, job.range, from: job.name.upperBound + 1)
    }

    /// - Parameter start: where, in the paths of the files, the names in this folder begin.
    mutating func walk(_ folder: OpenFolder, _ range: Range<Int>, from start: Int) throws(GitStoreError) {
        var children: [Child] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let path = path(index)
            guard let slash = path[start...].firstIndex(of: 0x2f) else {
                let isSubmodule = states.entries[index].file?.mode == .submodule
                children.append(Child(index: index, name: start..<path.count, isSubmodule: isSubmodule))
                if isSubmodule { found.submodules.append(index) } else { look(at: index, folder, path[start...]) }
                index += 1
                continue
            }
            children.append(Child(index: index, name: start..<(slash + 1), isSubmodule: false))
            let inside = index..<end(of: path[...slash], from: index, to: range.upperBound)
            let job = Job(parent: folder, range: inside, name: start..<slash)
            if inside.count <= handsOut { jobs.append(job) } else { try walk(job) }
            index = inside.upperBound
        }
        if listsOthers { try list(folder, children, range, from: start) }
    }

    private mutating func look(at index: Int, _ folder: OpenFolder, _ name: ArraySlice<UInt8>) {
        let status = withName(name) { folder.status($0) }
        if let status, states.isKnown(index, status) { return }
        found.doubts.append(FolderScan.Doubt(index: index, status: status))
    }

    /// Where the files of a folder end.
    private func end(of folder: ArraySlice<UInt8>, from start: Int, to end: Int) -> Int {
        var (low, high) = (start + 1, end)
        while low < high {
            let middle = (low + high) / 2
            if path(middle).starts(with: folder) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func withName<Value>(_ name: ArraySlice<UInt8>, _ body: (UnsafePointer<CChar>) -> Value) -> Value {
        // A name of a path is no longer than this.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            let count = min(name.count, 255)
            name.withUnsafeBytes { _ = memcpy(buffer.baseAddress!, $0.baseAddress!, count) }
            buffer[count] = 0
            return body(UnsafePointer(buffer.baseAddress!))
        }
    }
}

// MARK: What is not known

extension Walk {
    private mutating func list(
        _ folder: OpenFolder, _ children: [Child], _ range: Range<Int>, from start: Int
    ) throws(GitStoreError) {
        let prefix = start == 0 ? [] : Array(path(range.lowerBound)[..<start])
        var isBare = true
        var others: [FolderScan.Other] = []
        try folder.forEachName {
            start == 0 ? root : root / TreePath(known: Array(prefix.dropLast()))
        } _: { name, kind in
            let bytes = UnsafeRawBufferPointer(start: name, count: strlen(name))
            let isFolder = kind == .unknown ? folder.status(name)?.kind == .folder : kind == .folder
            if knows(bytes, isFolder, among: children) {
                isBare = false
            } else if let status = folder.status(name) {
                // What went meanwhile is not there.
                others.append(FolderScan.Other(path: prefix + bytes, status: status))
            }
        }
        found.others += others
        if isBare, start > 0 { found.bareFolders.append(prefix.dropLast()) }
    }

    private func knows(_ name: UnsafeRawBufferPointer, _ isFolder: Bool, among children: [Child]) -> Bool {
        if find(name, isFolder, among: children) != nil { return true }
        return isFolder && find(name, false, among: children)?.isSubmodule == true
    }

    private func find(_ name: UnsafeRawBufferPointer, _ isFolder: Bool, among children: [Child]) -> Child? {
        var (low, high) = (0, children.count)
        while low < high {
            let middle = (low + high) / 2
            let order = compare(children[middle], name, isFolder)
            if order == 0 { return children[middle] }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// Below 0 where the child's name comes first.
    private func compare(_ child: Child, _ name: UnsafeRawBufferPointer, _ isFolder: Bool) -> Int {
        path(child.index).withUnsafeBytes { path in
            let known = UnsafeRawBufferPointer(rebasing: path[child.name])
            let order = memcmp(known.baseAddress!, name.baseAddress!, min(known.count, name.count))
            if order != 0 { return Int(order) }
            let count = name.count + (isFolder ? 1 : 0)
            // One is the other's beginning: the slash of a folder is the last byte.
            if known.count > name.count, isFolder, known[name.count] != 0x2f {
                return Int(known[name.count]) - 0x2f
            }
            return known.count - count
        }
    }
}
