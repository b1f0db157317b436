import Foundation
import GitStore
import Input
import PatchModel

extension Workspace {
    /// The stages as mails.
    ///
    /// - Throws: `WorkbenchError.noBaseCommit` where the base is to be named and is no commit.
    func mails(of stages: [Stage], _ options: MailOptions) throws -> [ExportedMail] {
        let total = series.patches.count
        let trailer = try trailer(options)
        var mails = options.hasCover ? try [coverLetter(of: stages, options, trailer)].compactMap(\.self) : []
        var isTold = options.hasCover
        for (before, stage) in zip(stages, stages.dropFirst()) {
            var tag = MailTag(prefix: options.prefix, version: options.version, total: total)
            if total > 1 || options.hasCover { tag.number = stage.number.value }
            let diff = try repository.diff(
                from: before.tree, to: stage.tree, options: DiffOptions(showsBinary: true))
            let header = header(of: stage)
            let bytes = MailWriter(header, diff: diff[...]).mail(
                tag, recipients: options.recipients, commit: stage.commit.description,
                note: series.patch(of: stage.number)?.commit?.mergeNote,
                diffstat: try statistics(from: before.tree, to: stage.tree), trailer: isTold ? "" : trailer)
            let name = PatchName(number: stage.number.value, subject: header.subject)
            mails.append(ExportedMail(file: file(name, options), bytes: bytes))
            // What stands below a message without a diff would be a part of it.
            isTold = isTold || !diff.isEmpty
        }
        return mails
    }

    /// As git format-patch names files, at most 64 bytes.
    private func file(_ name: PatchName, _ options: MailOptions) -> String {
        let version = options.version > 1 ? "v\(options.version)-" : ""
        return (version + name.text).prefix(57) + ".patch"
    }

    /// As git format-patch has it between message and diff.
    private func statistics(from old: ObjectID, to new: ObjectID) throws -> String {
        let stat = try repository.diffstat(from: old, to: new)
        let lines = stat.rows(width: 72).map(\.text) + [stat.shortstat] + (try repository.summary(from: old, to: new))
        return lines.map { $0 + "\n" }.joined()
    }

    /// A mail needs an author, or git am stops.
    func header(of stage: Stage) -> PatchHeader {
        var header = series.patch(of: stage.number)!.header
        header.author = header.author ?? .tool
        return header
    }

    private func coverLetter(of stages: [Stage], _ options: MailOptions, _ trailer: String) throws -> ExportedMail? {
        let headers = stages.dropFirst().map(header)
        var cover = stages.count > 1 ? self.stages.loaded.coverLetter?.withoutContents : nil
        // As git leaves it to be filled in.
        cover = cover ?? PatchHeader(subject: "*** SUBJECT HERE ***", body: "*** BLURB HERE ***")
        guard var cover, let last = stages.last else { return nil }
        if let (block, lines) = options.insertion { cover.body = block.put(lines, into: cover.body) }
        cover.author = cover.author ?? options.author ?? headers.last?.author ?? .tool
        cover.date = cover.date ?? headers.last?.date
        let tag = MailTag(
            prefix: options.prefix, version: options.version, number: 0, total: series.patches.count)
        let contents = try Shortlog(headers).text + statistics(from: stages[0].tree, to: last.tree)
        let bytes = MailWriter(cover, diff: []).coverLetter(
            tag, recipients: options.recipients, commit: last.commit.description, contents: contents,
            trailer: trailer)
        return ExportedMail(file: file(PatchName(number: 0, subject: "cover-letter"), options), bytes: bytes)
    }

    /// The commit that the series stands on, and the change that b4 knows it by.
    private func trailer(_ options: MailOptions) throws -> String {
        var lines: [String] = []
        if options.namesBase {
            guard let commit = try baseCommit() else { throw WorkbenchError.noBaseCommit(series: seriesPlan.name) }
            lines.append("base-commit: \(commit)")
        }
        let texts = [stages.loaded.coverLetter?.body].compactMap(\.self) + series.patches.map(\.textBelow)
        if let change = texts.lazy.compactMap(ChangeID.init(in:)).first { lines.append("change-id: \(change.text)") }
        return lines.map { $0 + "\n" }.joined()
    }

    private func baseCommit() throws -> ObjectID? {
        switch seriesPlan.base {
        case .folder: nil
        case .start: stages.loaded.start?.commit
        case .revision(let revision, let folder): try UserRepository(holding: folder.path).revision(revision).commit
        }
    }
}

extension PatchCommit {
    /// What a mail says of a merge beside its message.
    fileprivate var mergeNote: String? {
        isMerge ? "Merge \(id), which brings in commits: \(brings). The diff is against its first parent." : nil
    }
}
