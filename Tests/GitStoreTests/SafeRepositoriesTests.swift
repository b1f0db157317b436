import Foundation
import PatchbenchTestSupport
import Testing

@testable import GitStore

/// Whose repositories are read, by git's `safe.directory`.
@Suite struct SafeRepositoriesTests {
    /// A user who is not the one that runs this.
    private static let other: uid_t = geteuid() + 1

    private static let rows: [(values: [String], isSafe: Bool)] = [
        ([], false), (["*"], true), (["*", ""], false), (["", "*"], true), (["HERE"], true), (["HERE/"], true),
        (["HERE/deeper"], false), (["/somewhere"], false), (["ABOVE/*"], true), (["/somewhere", "HERE"], true),
        (["HERE", ""], false), (["~/here"], true),
    ]

    @Test("A repository of another user is read where it is called safe", arguments: rows)
    func safe(_ values: [String], _ isSafe: Bool) throws {
        let folder = try TemporaryFolder()
        let place = folder.file("here").path
        try Command.run("git", ["init", "-q", "here"], in: folder.url).expectSuccess()
        let values = values.map { $0.replacing("HERE", with: place).replacing("ABOVE", with: folder.url.path) }
        try folder.write("[safe]\n" + values.map { "directory = \"\($0)\"\n" }.joined(), to: "config")
        let safe = SafeRepositories(
            configurations: [folder.file("config").path], home: folder.url.path, user: Self.other)
        let open = { _ = try SafeRepositories.$current.withValue(safe) { try UserRepository(holding: place) } }
        if isSafe { return try open() }
        #expect(throws: GitStoreError.unsafeRepository(place, owner: geteuid())) { try open() }
    }

    @Test("What sudo(8) was called by is one's own, for the superuser alone") func sudo() throws {
        let folder = try TemporaryFolder()
        try Command.run("git", ["init", "-q", "--bare"], in: folder.url).expectSuccess()
        let owner = geteuid()
        for (user, isOwn) in [(uid_t(0), true), (owner + 1, false)] where user != owner || isOwn {
            let safe = SafeRepositories(sudoer: owner, user: user)
            let found = try? SafeRepositories.$current.withValue(safe) { try UserRepository(holding: folder.url.path) }
            #expect((found != nil) == isOwn)
        }
    }
}
