/// Mails of one thread or mailbox, sorted out: patches in the order in which they apply, and what else there is.
struct MailSeries {
    private(set) var patches: [Mail] = []
    private(set) var coverLetter: PatchHeader?
    private(set) var notes: [SourceNote] = []

    /// - Parameter allowed: whether numbers of `[PATCH k/n]` may be missing, and patches empty.
    /// - Throws: `PatchError.malformed` where a number of `[PATCH k/n]` is missing, or twice, or a patch has none, or
    ///   no diff.
    init(_ mails: [Mail], allowing allowed: PatchPolicy) throws(PatchError) {
        let mails = newestVersions(withoutReplies(withoutDuplicates(mails)))
        for mail in mails where mail.isCoverLetter { try take(coverLetter: mail) }
        let numbered = mails.filter { $0.header.position != nil && !$0.isCoverLetter }
        let unnumbered = mails.filter { $0.header.position == nil && isPatch($0) }
        if let first = numbered.first ?? mails.first(where: \.isCoverLetter) {
            if let other = unnumbered.first { throw other.error(.unnumbered(subject: other.header.subject)) }
            patches = try sorted(numbered, first: first, isPartial: allowed.contains(.partialSeries))
        } else {
            patches = unnumbered
        }
        if !allowed.contains(.emptyPatches), let mail = patches.first(where: { !$0.hasDiff && !$0.isEmptyPatch }) {
            throw mail.error(.noDiff(subject: mail.header.subject))
        }
    }

    private mutating func note(_ mail: Mail, _ kind: SourceNote.Kind) {
        notes.append(SourceNote(location: mail.location, kind: kind))
    }

    /// An archive may hold what was sent to two lists twice.
    private mutating func withoutDuplicates(_ mails: [Mail]) -> [Mail] {
        var seen: [[UInt8]: Mail] = [:]
        return mails.filter { mail in
            guard let id = mail.messageID else { return true }
            if let first = seen[id], first.header == mail.header, first.diff.bytes == mail.diff.bytes {
                note(mail, .duplicateIgnored(subject: mail.header.subject))
                return false
            }
            seen[id] = mail
            return true
        }
    }

    /// Answers quote patches, and sometimes hold one; they count only where nothing else does.
    private mutating func withoutReplies(_ mails: [Mail]) -> [Mail] {
        let isOnlyReplies = !mails.contains { !$0.subject.isReply && $0.hasDiff }
        return mails.filter { mail in
            guard mail.subject.isReply, !(isOnlyReplies && mail.hasDiff) else { return true }
            note(mail, .replyIgnored(subject: mail.header.subject))
            return false
        }
    }

    /// Of a series, or a patch of its own, that was posted again, the newest.
    private mutating func newestVersions(_ mails: [Mail]) -> [Mail] {
        let group: (Mail) -> String = { $0.header.position == nil ? $0.header.subject : "" }
        let newest = Dictionary(mails.map { (group($0), $0.subject.version) }, uniquingKeysWith: max)
        return mails.filter { mail in
            if mail.subject.version == newest[group(mail)] { return true }
            note(mail, .olderVersionIgnored(subject: mail.header.subject, version: mail.subject.version))
            return false
        }
    }

    /// Whether a mail without a number is meant to be applied.
    private mutating func isPatch(_ mail: Mail) -> Bool {
        if mail.hasDiff || mail.subject.isPatch { return true }
        note(mail, .messageIgnored(subject: mail.header.subject))
        return false
    }

    private mutating func take(coverLetter mail: Mail) throws(PatchError) {
        if mail.hasDiff { throw mail.error(.diffInCoverLetter) }
        var header = mail.header
        // A line of three minus signs is text here; a signature is not.
        let rest = Charset.undeclared(mail.diff.bytes).split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { $0 != "-- " && $0 != "--" }
        header.body = (header.body + "\n\n" + rest.joined(separator: "\n")).trimmedLines
        coverLetter = header
    }

    /// By number: each from 1 to the total, or beyond it for patches that were added later, once.
    private func sorted(_ mails: [Mail], first: Mail, isPartial: Bool) throws(PatchError) -> [Mail] {
        let total = first.header.position?.total ?? 0
        var byNumber: [Int: Mail] = [:]
        for mail in mails {
            guard let position = mail.header.position else { continue }
            if let other = byNumber[position.number] {
                throw mail.error(.duplicateNumber(position.number, other: other.location))
            }
            if position.total != total { throw mail.error(.otherTotal(position.total, expected: total)) }
            byNumber[position.number] = mail
        }
        let last = max(total, byNumber.keys.max() ?? 0)
        let missing = (0..<last).lazy.map { $0 + 1 }.filter { byNumber[$0] == nil }.prefix(20)
        if !isPartial, !missing.isEmpty { throw first.error(.missingNumbers(Array(missing), total: last)) }
        return byNumber.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension Mail {
    /// `[PATCH 0/n]`
    var isCoverLetter: Bool { header.position?.number == 0 }

    func error(_ problem: SourceProblem) -> PatchError { .malformed(location, .source(problem)) }
}

extension String {
    /// Without blank lines around it.
    fileprivate var trimmedLines: String {
        var lines = split(separator: "\n", omittingEmptySubsequences: false).drop { $0.allSatisfy(\.isWhitespace) }
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}
