/// A file as git sees it.
struct Entry: Hashable, Sendable {
    enum Mode: String, Sendable {
        case regular = "100644"
        case executable = "100755"
        case symbolicLink = "120000"
    }

    var mode: Mode = .regular
    /// A link's bytes are its target.
    var bytes: [UInt8]

    var isText: Bool { mode != .symbolicLink && !bytes.contains(0) }
}

/// The files of one stage by path.
typealias FileTree = [String: Entry]

/// One generated series: what its author started from, what it is applied to, and what each patch made of it.
struct GeneratedSeries: Sendable {
    /// How much of git's repertoire a series uses, from what every format can say to what only git's can.
    enum Repertoire: Int, CaseIterable, Sendable {
        /// Text changes in plain files with ordinary names: also sayable without git's headers.
        case plain
        /// And renames, copies, modes, links, empty files, names to quote: what GNU patch reads of git's format.
        case extended
        /// And binary files and changes of type.
        case full
    }

    /// What a patch's commit says.
    struct Message: Sendable {
        /// Name and address.
        let author: String
        /// Seconds and zone.
        let date: String
        let text: String

        static let plain = Message(author: "A U Thor <author@example.org>", date: "1700000000 +0000", text: "base\n")
    }

    let number: Int
    let repertoire: Repertoire
    /// The tree that the author wrote the patches on.
    let origin: FileTree
    /// The tree that the patches are applied to: the origin, or a sibling of it that has moved on.
    let base: FileTree
    /// The author's tree after each patch.
    let stages: [FileTree]
    /// A message a stage.
    let messages: [Message]
}
