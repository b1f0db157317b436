/// A patch as it was read: who, when, why, and what it does to each file.
///
/// One that was read at an earlier time and kept is read again when more of it is asked for than lists show.
public struct Patch: Sendable {
    public var name: PatchName
    private var storage: Storage

    private enum Storage: Sendable {
        indirect case read(PatchContent)
        case kept(any PatchKeeper, index: Int)
    }

    public init(name: PatchName, header: PatchHeader, changes: [FileChange], source: PatchSource) {
        self.name = name
        storage = .read(PatchContent(header: header, changes: changes, source: source))
    }

    /// One that a keeper has.
    public init(name: PatchName, keeper: any PatchKeeper, index: Int) {
        self.name = name
        storage = .kept(keeper, index: index)
    }

    private var content: PatchContent {
        get {
            switch storage {
            case .read(let content): content
            case .kept(let keeper, let index): keeper.content(of: index)
            }
        }
        set { storage = .read(newValue) }
    }

    public var header: PatchHeader {
        get {
            switch storage {
            case .read(let content): content.header
            case .kept(let keeper, let index): keeper.header(of: index)
            }
        }
        set { content.header = newValue }
    }

    public var changes: [FileChange] {
        get { content.changes }
        set { content.changes = newValue }
    }

    public var source: PatchSource {
        get { content.source }
        set { content.source = newValue }
    }

    /// What a list shows of it. Of a patch that is kept nothing else is read.
    public var summary: PatchSummary {
        switch storage {
        case .read(let content): PatchSummary(of: content)
        case .kept(let keeper, let index): keeper.summary(of: index)
        }
    }

    private var files: PatchFiles {
        switch storage {
        case .read(let content):
            PatchFiles(
                diffstat: Diffstat(of: content.changes),
                touched: Set(content.changes.flatMap { [$0.oldPath, $0.newPath].compactMap(\.self) }).sorted())
        case .kept(let keeper, let index): keeper.files(of: index)
        }
    }

    /// The commit that it is, where it is one.
    public var commit: PatchCommit? {
        get {
            switch storage {
            case .read(let content): content.commit
            case .kept(let keeper, let index): keeper.summary(of: index).commit
            }
        }
        set { content.commit = newValue }
    }

    /// One line, without `[PATCH n/m]`.
    public var subject: String {
        if case .read(let content) = storage { content.header.subject } else { summary.subject }
    }

    /// The flag of the `Feature:` trailer.
    public var feature: FeatureFlag? {
        if case .read(let content) = storage { content.header.feature } else { summary.feature }
    }

    /// One row a path, as `git apply --numstat` counts: sections on one file add up.
    public var diffstat: Diffstat { files.diffstat }

    /// The files that it touches, under their old and their new names, in order.
    public var touchedPaths: [TreePath] { files.touched }

    /// What the `Claim:` trailers say, in their order.
    public var claims: [String] { header.values(of: "Claim") }
}

extension Patch: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        guard left.name == right.name else { return false }
        if case .kept(let one, let index) = left.storage, case .kept(let other, index: index) = right.storage,
            one === other
        {
            return true
        }
        return left.content == right.content
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The text that a patch was read from, as it stood.
public struct PatchSource: Hashable, Sendable {
    /// The file's name as the caller gave it.
    public let file: String
    public let text: Bytes
    /// The diff alone, out of its mail's encodings: what a patch file has below its message.
    public let diff: Bytes
    public let strip: Int
    public let isReversed: Bool
    /// How many lines of context may differ at most, where the series says that of the patch.
    public let fuzzLimit: Int?

    public init(
        file: String, text: Bytes, diff: Bytes, strip: Int = 1, isReversed: Bool = false, fuzzLimit: Int? = nil
    ) {
        self.file = file
        self.text = text
        self.diff = diff
        self.strip = strip
        self.isReversed = isReversed
        self.fuzzLimit = fuzzLimit
    }
}

/// A person as a commit names one. Neither part holds a line break, `<` or `>`.
public struct Person: Hashable, Codable, Sendable {
    public let name: String
    public let email: String

    public init(name: String, email: String) {
        self.name = Self.clean(name)
        self.email = Self.clean(email)
    }

    /// What could inject a line or a second address into a commit object goes, and so do the blanks and the punctuation
    /// around a name, as in git.
    private static func clean(_ text: String) -> String {
        let kept = text.utf8.filter { ![0, ASCII.newline, UInt8(ascii: "<"), UInt8(ascii: ">")].contains($0) }[...]
        let isCrud: (UInt8) -> Bool = { $0 <= 32 || ".,:;\"\\'".utf8.contains($0) }
        var rest = kept.drop(while: isCrud)
        while let last = rest.last, isCrud(last) { rest.removeLast() }
        return rest.text
    }
}

/// A moment and the zone that it was written in.
public struct PatchDate: Hashable, Codable, Sendable {
    /// Since 1970-01-01 00:00:00 UTC.
    public let seconds: Int64
    /// East of UTC, in minutes.
    public let zoneMinutes: Int

    public init(seconds: Int64, zoneMinutes: Int) {
        self.seconds = seconds
        self.zoneMinutes = zoneMinutes
    }
}

/// What stands above the diff.
public struct PatchHeader: Hashable, Codable, Sendable {
    public var author: Person?
    public var date: PatchDate?
    /// One line, without `[PATCH n/m]`.
    public var subject: String
    /// What follows the subject in the commit message, trailers included, without blank lines around it.
    public var body: String
    /// Which of how many, where the subject said so.
    public var position: SeriesPosition?
    /// Of a patch that is a commit, what that says.
    public var original: CommitWords?

    public init(
        author: Person? = nil, date: PatchDate? = nil, subject: String, body: String = "",
        position: SeriesPosition? = nil
    ) {
        self.author = author
        self.date = date
        self.subject = subject
        self.body = body
        self.position = position
    }

    /// The commit message: that of a commit as it is; else the subject, a blank line, the body, and a newline at the
    /// end.
    public var message: String { original?.text ?? mailMessage }

    private var mailMessage: String { body.isEmpty ? subject + "\n" : subject + "\n\n" + body + "\n" }
}

/// `[PATCH v2 07/11]`: version 2, number 7, of 11.
public struct SeriesPosition: Hashable, Codable, Sendable {
    public let version: Int
    public let number: Int
    public let total: Int

    public init(version: Int, number: Int, total: Int) {
        self.version = version
        self.number = number
        self.total = total
    }
}
