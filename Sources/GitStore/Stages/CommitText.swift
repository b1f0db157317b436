import CLibgit2
import PatchModel

/// What a commit says, and in whose name.
struct CommitText {
    let author: Person
    let date: PatchDate
    let message: String

    /// Of the commit that a series without a commit as its base begins with.
    static let base = CommitText(PatchHeader(subject: "base"))

    /// A patch that names no author or date gets this project's name and the start of 1970.
    init(_ header: PatchHeader) {
        author = header.author ?? .tool
        date = header.date ?? PatchDate(seconds: 0, zoneMinutes: 0)
        message = header.message
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
        let author = try Self.signature(author, date)
        let committer = try Self.signature(.tool, date)
        defer {
            git_signature_free(author)
            git_signature_free(committer)
        }
        var (made, tree) = (git_oid(), tree.raw)
        var code: Int32
        if var parent = parent?.raw {
            code = withUnsafePointer(to: &parent) { parent in
                var parents: [UnsafePointer<git_oid>?] = [parent]
                return git_commit_create_from_ids(
                    &made, repository, nil, author, committer, nil, message, &tree, 1, &parents)
            }
        } else {
            code = git_commit_create_from_ids(
                &made, repository, nil, author, committer, nil, message, &tree, 0, nil)
        }
        try Libgit2.check(code, "write a commit")
        return ObjectID(made)
    }

    private static func signature(_ person: Person, _ date: PatchDate) throws(GitStoreError) -> UnsafeMutablePointer<
        git_signature
    > {
        var made: UnsafeMutablePointer<git_signature>?
        // A commit must name somebody: git takes the address where there is no name.
        let name = [person.name, person.email, Person.tool.name].first { !$0.isEmpty } ?? Person.tool.name
        let code = git_signature_new(&made, name, person.email, date.seconds, Int32(date.zoneMinutes))
        try Libgit2.check(code, "name \(name) in a commit")
        guard let made else { throw .libgit2(doing: "name \(name) in a commit", message: "nothing came back", code: 0) }
        return made
    }
}
