extension Patch {
    /// Applies the patch to a tree: what becomes of each path that it touches, or why none of it is done.
    ///
    /// As in git, a section that follows another on the same file builds on it, while renames and copies read the tree
    /// as it was before the patch. Cost: that of the files touched.
    /// - Throws: what `base` throws.
    public func apply(to base: some PatchBase, options: ApplyOptions = ApplyOptions()) throws -> PatchOutcome {
        let options = options.limited(fuzz: source.fuzzLimit)
        var application = PatchApplication(base: base, options: options, changes: changes)
        var reports: [FileReport] = []
        do {
            for change in changes { reports.append(try application.apply(change)) }
            try application.checkFolders()
        } catch let stop as PatchApplication.Stop {
            return .failed(stop.failure)
        }
        return .applied(application.edits, reports)
    }
}

/// The state of the paths that a patch touches, while its sections are applied.
struct PatchApplication {
    /// Carries a failure out of the functions below.
    struct Stop: Error {
        let failure: PatchFailure
    }

    enum State {
        case removed
        /// `isMoved`: put here by a rename or copy.
        case file(FileMode, [UInt8], isMoved: Bool)
    }

    let base: any PatchBase
    let options: ApplyOptions
    /// Paths that the patch deletes or renames away, known from the start: a section may use a name before a later one
    /// frees it.
    let leaving: Set<TreePath>
    private(set) var states: [TreePath: State] = [:]
    /// The section that made each path, for errors.
    private var makers: [TreePath: FileChange] = [:]

    init(base: any PatchBase, options: ApplyOptions, changes: [FileChange]) {
        self.base = base
        self.options = options
        leaving = Set(changes.filter { $0.kind == .delete || $0.kind == .rename }.compactMap(\.oldPath))
    }

    var edits: [FileEdit] {
        states.sorted { $0.key < $1.key }.map { path, state in
            switch state {
            case .removed: FileEdit(path: path, content: .removed)
            case .file(let mode, let bytes, _): FileEdit(path: path, content: .file(mode, bytes))
            }
        }
    }

    mutating func apply(_ change: FileChange) throws -> FileReport {
        let change = try spelled(change)
        return switch change.kind {
        case .modify: try modify(change)
        case .create: try create(change)
        case .delete: try delete(change)
        case .rename, .copy: try move(change)
        }
    }

    private mutating func modify(_ change: FileChange) throws -> FileReport {
        let path = try existingName(of: change)
        guard let (mode, old) = try current(path, change) else {
            guard change.mayCreate else { throw stop(change, .fileMissing) }
            return try create(change)
        }
        try checkType(mode, change)
        let (new, placements) = try content(old, change)
        if new.isEmpty, options.removesEmptyFiles, !old.isEmpty {
            states[path] = .removed
        } else {
            set(path, change.newMode ?? mode, new, change, isMoved: states[path]?.isMoved ?? false)
        }
        return FileReport(path: path, placements: placements)
    }

    private mutating func create(_ change: FileChange) throws -> FileReport {
        let path = change.path
        try checkFree(path, change)
        let (new, placements) = try content([], change)
        set(path, change.newMode ?? .regular, new, change, isMoved: false)
        return FileReport(path: path, placements: placements)
    }

    private mutating func delete(_ change: FileChange) throws -> FileReport {
        let path = change.path
        if makers[path]?.kind == .create || states[path]?.isMoved == true { throw stop(change, .touchedTwice) }
        guard let (mode, old) = try current(path, change) else { throw stop(change, .fileMissing) }
        try checkType(mode, change)
        let (rest, placements) = try content(old, change)
        guard rest.isEmpty else { throw stop(change, .contentDiffers) }
        states[path] = .removed
        return FileReport(path: path, placements: placements)
    }

    private mutating func move(_ change: FileChange) throws -> FileReport {
        guard let source = change.oldPath else { preconditionFailure("a rename or copy has an old path") }
        if change.kind == .rename, let state = states[source], !state.isMoved { throw stop(change, .touchedTwice) }
        guard let (mode, old) = try inBase(source, change) else {
            throw stop(change, states[source] == nil ? .fileMissing : .touchedTwice)
        }
        try checkType(mode, change)
        let (new, placements) = try content(old, change)
        if change.kind == .rename, states[source] == nil { states[source] = .removed }
        if source != change.path { try checkFree(change.path, change) }
        set(change.path, change.newMode ?? mode, new, change, isMoved: true)
        return FileReport(path: change.path, placements: placements)
    }

    private mutating func set(_ path: TreePath, _ mode: FileMode, _ bytes: [UInt8], _ change: FileChange, isMoved: Bool)
    {
        states[path] = .file(mode, bytes, isMoved: isMoved)
        if makers[path]?.kind != .create { makers[path] = change }
    }

    /// Every file that the patch leaves stands in a folder, and none stands where a folder does. Checked at the end,
    /// because a later section may free a name.
    func checkFolders() throws {
        for (path, state) in states.sorted(by: { $0.key < $1.key }) {
            guard case .file = state, let change = makers[path] else { continue }
            for folder in path.ancestors {
                guard case .file(let mode, _, _) = states[folder] else { continue }
                throw stop(change, .blocked(by: folder, mode))
            }
            try checkNotAFolder(path, change)
        }
    }

    private func checkNotAFolder(_ path: TreePath, _ change: FileChange) throws {
        guard case .folder = try base.entry(at: path) else { return }
        for file in try base.files(inside: path) {
            guard case .removed = states[file] else { throw stop(change, .folderInTheWay) }
        }
    }

    func stop(_ change: FileChange, _ reason: PatchFailure.Reason) -> Stop {
        Stop(failure: PatchFailure(path: change.path, sourceLine: change.sourceLine, reason: reason))
    }
}

extension PatchApplication.State {
    var isMoved: Bool {
        if case .file(_, _, isMoved: true) = self { true } else { false }
    }
}
