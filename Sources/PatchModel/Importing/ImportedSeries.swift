/// A series as strangers send it: what all the files together hold, in the order in which it applies.
public struct ImportedSeries: Sendable {
    public private(set) var patches: [Patch] = []
    /// Subject and text of `[PATCH 0/n]`.
    public private(set) var coverLetter: PatchHeader?
    /// The patches that the newest mail of the -mm tree lists as pending there, in that order.
    public private(set) var pending: [PatchName] = []
    /// What was left out, and why.
    public private(set) var notes: [SourceNote] = []
    private let strip: Int
    private var tally: SeriesTally
    private let cancellation = Cancellation()
    private let allowed: PatchPolicy

    /// The pending patches that none of the files holds.
    public var missing: [PatchName] {
        let names = Set(patches.map(\.name))
        return pending.filter { !names.contains($0) }
    }

    /// Reads patches of any kind: quilt series with their files, mailboxes, mails, mails of the -mm tree, plain diffs.
    ///
    /// Mails next to one another are taken together: `[PATCH k/n]` orders them; answers, duplicates and older versions
    /// go. Everything else stays in the order given, but for patches of the -mm tree, which follow its list. Linear in
    /// the input.
    /// - Parameters:
    ///   - files: those of a folder in their order.
    ///   - strip: leading components of the paths that go, `-pN`, where no quilt series says it.
    ///   - allowed: what is refused unless it is allowed by name.
    ///   - limits: how much the files may hold altogether.
    /// - Throws: `PatchError.malformed` with file and line; `.interrupted` where the task is cancelled.
    public init(
        reading files: [SourceFile], strip: Int = 1, allowing allowed: PatchPolicy = [],
        limits: SeriesLimits = SeriesLimits()
    ) throws(PatchError) {
        self.strip = strip
        self.allowed = allowed
        tally = SeriesTally(limits)
        var texts: [SourceFile] = []
        for file in files { texts.append(SourceFile(name: file.name, bytes: try undone(file))) }
        try read(texts)
        let place = SourceLocation(file: files.first?.name ?? "", line: 1)
        try tally.add(coverLetter?.message.utf8.count ?? 0, .message, at: place)
        for patch in patches { try tally.add(patch) }
    }

    private mutating func undone(_ file: SourceFile) throws(PatchError) -> [UInt8] {
        try cancellation.check()
        guard Compression(file.bytes) != nil else { return file.bytes }
        let place = SourceLocation(file: file.name, line: 1)
        let left = tally.left(.compressed)
        let bytes: [UInt8]
        do throws(PatchError) { bytes = try Compression.undone(file.bytes, file: file.name, most: left) } catch {
            // Beyond what is left, though not by itself.
            if case .malformed(_, .badCompression(_, limit: left)) = error {
                try tally.add(.max, .compressed, at: place)
            }
            throw error
        }
        try tally.add(bytes.count, .compressed, at: place)
        return bytes
    }

    private mutating func read(_ files: [SourceFile]) throws(PatchError) {
        let byName = Dictionary(files.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let quiltFolders = files.filter { $0.kind == .quiltSeries }.map(\.folder)
        var mails: [Mail] = []
        for file in files {
            // Beside a quilt series only what it names counts.
            let isBesideSeries = quiltFolders.contains { file.name.hasPrefix($0) }
            try cancellation.check()
            if isBesideSeries, file.kind != .quiltSeries { continue }
            if file.kind == .quiltSeries {
                try takeAll(&mails)
                try take(quilt: file, files: byName)
            } else {
                mails += try file.mails(cancellation)
            }
        }
        try takeAll(&mails)
        orderAsPending()
        guard patches.isEmpty, let first = files.first else { return }
        throw .malformed(SourceLocation(file: first.name, line: 1), .source(.noPatch))
    }

    private mutating func take(quilt series: SourceFile, files: [String: SourceFile]) throws(PatchError) {
        let list = try SeriesFile(reading: series.bytes, file: series.name, allowing: allowed)
        let (allowed, cancellation) = (allowed, cancellation)
        let read = Array(zip(list.entries, list.names)).concurrentMap { entry, name in
            Result { () throws(PatchError) in
                try cancellation.check()
                guard let file = files[series.folder + entry.file] else {
                    let location = SourceLocation(file: series.name, line: entry.sourceLine)
                    throw .malformed(location, .source(.missingFile(entry.file)))
                }
                return try Patch(
                    quilt: file.bytes, file: file.name, name: name, entry: entry, allowing: allowed)
            }
        }
        for patch in read { patches.append(try patch.get()) }
    }

    /// Takes mails that stand next to one another, those of one kind at a time.
    private mutating func takeAll(_ mails: inout [Mail]) throws(PatchError) {
        var rest = mails[...]
        mails = []
        while let kind = rest.first?.kind {
            let run = Array(rest.prefix { $0.kind == kind })
            rest = rest.dropFirst(run.count)
            notes += run.flatMap(\.notes)
            switch kind {
            case .thread:
                let series = try MailSeries(run, allowing: allowed)
                coverLetter = coverLetter ?? series.coverLetter
                notes += series.notes
                for mail in series.patches { try append(mail) }
            case .notice: try take(notices: run)
            case .text:
                for mail in run { try take(text: mail) }
            }
        }
    }

    private mutating func take(text mail: Mail) throws(PatchError) {
        if mail.hasDiff { return try append(mail) }
        // What is no unified diff is refused by its name.
        _ = try mail.changes(strip: strip, allowing: allowed)
        notes.append(SourceNote(location: mail.location, kind: .messageIgnored(subject: mail.header.subject)))
    }

    private mutating func take(notices: [Mail]) throws(PatchError) {
        for mail in notices {
            guard let notice = mail.notice else { continue }
            if notice.isAdded {
                try append(mail)
            } else {
                notes.append(SourceNote(location: mail.location, kind: .removalIgnored(notice.name)))
            }
        }
        let newest = notices.filter { !$0.pending.isEmpty }.max {
            ($0.header.date?.seconds ?? .min) < ($1.header.date?.seconds ?? .min)
        }
        pending = newest?.pending ?? pending
    }

    private mutating func append(_ mail: Mail) throws(PatchError) {
        let name = mail.name ?? PatchName(number: patches.count + 1, subject: mail.header.subject)
        let patch = try Patch(mail: mail, text: mail.source, name: name, strip: strip, allowing: allowed)
        if patch.changes.isEmpty, !mail.isEmptyPatch, !allowed.contains(.emptyPatches) {
            throw mail.error(.noDiff(subject: patch.header.subject))
        }
        patches.append(patch)
    }

    /// Brings the patches that the list names into its order, within the places that they have.
    private mutating func orderAsPending() {
        let ranks = Dictionary(zip(pending, 0...), uniquingKeysWith: min)
        let places = patches.indices.filter { ranks[patches[$0].name] != nil }
        let ordered = places.map { patches[$0] }.sorted { (ranks[$0.name] ?? 0) < (ranks[$1.name] ?? 0) }
        for (place, patch) in zip(places, ordered) { patches[place] = patch }
    }
}

extension SourceFile {
    /// The mails that the file holds; a plain diff is read as one, too.
    fileprivate func mails(_ cancellation: Cancellation) throws(PatchError) -> [Mail] {
        let reader = MailReader(file: name)
        var mails: [Mail] = []
        for message in Mbox.split(bytes[...]) {
            try cancellation.check()
            mails.append(try reader.read(message))
        }
        // What stands above the one mail of a file is a part of its patch.
        if mails.count == 2, !mails[0].isMail, !mails[0].hasDiff, mails[1].hasDiff {
            mails = [mails[1].under(mails[0])]
        }
        if mails.count == 1, namesPatch { mails[0].name = mails[0].name ?? PatchName(file: name) }
        return mails
    }
}

extension Mail {
    fileprivate enum Kind {
        /// Mails of a mailing list.
        case thread
        /// Mails of the -mm tree.
        case notice
        /// Diffs that came in no mail.
        case text
    }

    fileprivate var kind: Kind { notice != nil ? .notice : isMail ? .thread : .text }
}
