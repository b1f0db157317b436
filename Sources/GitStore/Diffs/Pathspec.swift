import PatchModel

/// Which files are meant, as git's pathspecs name them (gitglossary(7)).
public struct Pathspec: Hashable, Sendable {
    private var included: [PathPattern] = []
    private var excluded: [PathPattern] = []

    /// Everything.
    public init() {}

    /// Files, all in folders, or what patterns match; nothing that begins with a colon is magic.
    /// - Parameter paths: none means everything.
    public init(_ paths: [TreePath]) { included = paths.map { PathPattern($0.bytes) } }

    /// These files and no others; a name is no pattern.
    /// - Parameter files: none means everything.
    init(files: [TreePath]) { included = files.map { PathPattern($0.bytes, kind: .literal) } }

    /// - Parameters:
    ///   - words: none means everything.
    ///   - folder: where paths begin, as git has them begin in the current folder; empty for the top itself.
    /// - Throws: `GitStoreError.unsafePath`, `.badPathspec`
    init(_ words: [String], in folder: String) throws(GitStoreError) {
        for word in words {
            let (pattern, isExcluded) = try PathPattern.read(word, in: folder)
            if isExcluded { excluded.append(pattern) } else { included.append(pattern) }
        }
        // All that is limited by nothing.
        if included.contains(where: \.matchesAll) { included = [] }
    }

    /// Whether everything is meant.
    public var isEmpty: Bool { included.isEmpty && excluded.isEmpty }

    /// Equal for equal ones alone.
    var text: String {
        included.map { "+ \($0.text)" }.joined(separator: "\n") + excluded.map { "\n- \($0.text)" }.joined()
    }

    func has(_ path: TreePath) -> Bool {
        (included.isEmpty || included.contains { $0.matches(path.bytes) })
            && !excluded.contains { $0.matches(path.bytes) }
    }
}
