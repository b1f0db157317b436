import CLibgit2
import PatchModel

/// What a commit says, and in whose name.
struct CommitText {
    let author: Person
    let date: PatchDate
    let message: [UInt8]
    /// Of a patch that is a commit: the author's name and address as that has them, and in which encoding.
    private let original: CommitWords?

    /// Of the commit that a series without a commit as its base begins with.
    static let base = CommitText(PatchHeader(subject: "base"))

    /// A patch that names no author or date gets this project's name and the start of 1970.
    init(_ header: PatchHeader) {
        author = header.author ?? .tool
        date = header.date ?? PatchDate(seconds: 0, zoneMinutes: 0)
        original = header.original
        message = header.original?.message ?? Array(header.message.utf8)
    }
}

extension Person {
    /// Who commits every stage: not the user, so that ids are the same on every machine. The author, too, of a patch
    /// that names none.
    public static let tool = Person(name: "patchbench", email: "patchbench@localhost")
}

extension CommitText {
    /// Writes a commit; no ref names it.
    func write(
        to repository: OpaquePointer, tree: ObjectID, parent: ObjectID?
    ) throws(GitStoreError) -> ObjectID {
        let author = try signature(author, original)
        let committer = try signature(.tool, nil)
        let (charset, message) = (original?.charset, message + [0])
        defer {
            git_signature_free(author)
            git_signature_free(committer)
        }
        var (made, tree) = (git_oid(), tree.raw)
        let code = [parent?.raw].compactMap(\.self).withUnsafeBufferPointer { parents in
            message.withUnsafeBytes { message in
                var pointers = [parents.baseAddress]
                return git_commit_create_from_ids(
                    &made, repository, nil, author, committer, charset, message.bindMemory(to: CChar.self).baseAddress,
                    &tree, parents.count, &pointers)
            }
        }
        try Libgit2.check(code, "write a commit")
        return ObjectID(made)
    }

    private func signature(
        _ person: Person, _ original: CommitWords?
    ) throws(GitStoreError) -> UnsafeMutablePointer<git_signature> {
        var made: UnsafeMutablePointer<git_signature>?
        // A commit must name somebody: git takes the address where there is no name.
        let shown = [person.name, person.email, Person.tool.name].first { !$0.isEmpty } ?? Person.tool.name
        let isAsWritten = original.map { !person.name.isEmpty && !$0.name.isEmpty } ?? false
        let name = isAsWritten ? original?.name ?? [] : Array(shown.utf8)
        let email = original?.email ?? Array(person.email.utf8)
        let code = DiskPath(bytes: name).withCString { name in
            DiskPath(bytes: email).withCString { email in
                git_signature_new(&made, name, email, date.seconds, Int32(date.zoneMinutes))
            }
        }
        try Libgit2.check(code, "name \(shown) in a commit")
        guard let made else {
            throw .libgit2(doing: "name \(shown) in a commit", message: "nothing came back", code: 0)
        }
        return made
    }
}
