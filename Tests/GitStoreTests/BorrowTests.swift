import Foundation
import PatchModel
import PatchbenchTestSupport
import Testing

@testable import GitStore

/// A user's repository as base and as source of patches; git says what is right.
@Suite("A user's repository")
struct BorrowTests {
    private let user: GitSandbox

    init() throws {
        user = try GitSandbox()
        try user.folder.write("one\n", to: "deep/down/file")
        try user.folder.write("same\n", to: "other")
        try user.commit("base")
        try user.git("tag", "v1")
    }

    private func repository(_ place: String = "") throws -> UserRepository {
        try UserRepository(holding: user.folder.file(place).path)
    }

    @Test("is found from a folder below, and its revisions are git's", arguments: ["v1", "HEAD", "main", "v1^{tree}"])
    func revision(_ name: String) throws {
        #expect(try repository("deep/down").revision(name).tree.description == user.treeID(name))
        #expect(throws: GitStoreError.self) { try repository().revision("v1~1") }
    }

    @Test(
        "shares its objects through a linked work tree, too, and nothing in it changes", arguments: ["", "../linked"])
    func borrowing(_ place: String) throws {
        try user.folder.write("two\n", to: "deep/down/file")
        try user.commit("two")
        try user.git("worktree", "add", "-q", "linked", "v1")
        let place = place.isEmpty ? "" : "linked"
        let before = try user.folder.listing(of: ".git")
        let series = try user.series("v1..main")
        // The second time libgit2 reads the alternates by itself.
        let store = try StoreSandbox()
        for _ in 0..<2 {
            let opened = try Repository.openOrCreate(at: store.repository.path)
            let base = try repository(place).revision("v1").tree
            try opened.borrow(from: repository(place))
            let chain = try opened.publishStages(of: series, base: base)
            #expect(chain.stages.last?.tree.description == (try user.treeID("main")))
        }
        #expect(try store.git("rev-list", "--objects", "refs/patchbench/topic/1").contains(" deep/down/file\n"))
        #expect(try user.folder.listing(of: ".git") == before)
    }

    @Test("gives the commits of a range as git format-patch does")
    func range() throws {
        try user.folder.write("zwei\n", to: "other")
        try user.commit("A subject\nthat goes on\n\nAnd a text.\n\n\nMore.\n")
        try user.folder.write(Array("caf".utf8) + [0xe9], to: ".git/message")
        try user.git("-c", "i18n.commitEncoding=iso-8859-1", "commit", "-q", "--allow-empty", "-F", ".git/message")
        let commits = try repository().commits(in: "v1..main")
        let references = try user.series("v1..main~1").patches.map(\.header)
        #expect(commits.map(\.header.subject) == ["A subject that goes on", "caf\u{e9}"])
        #expect(commits[0].header.body == references[0].body)
        #expect(commits[0].header.author == references[0].author)
        #expect(commits[0].header.date == references[0].date)
        #expect(try commits.map(\.tree.description) == [user.treeID("main~1"), user.treeID("main")])
    }

    @Test("names what is no range of patches", arguments: ["v1", "v1...main", "v1..v9", "v1..merged"])
    func mistakes(_ range: String) throws {
        try user.git("checkout", "-q", "-b", "side", "v1")
        try user.commit("aside")
        try user.git("checkout", "-q", "-b", "merged", "v1")
        try user.commit("ahead")
        try user.git("merge", "-q", "-m", "Bring the side in", "side")
        do {
            _ = try repository().commits(in: range)
            Issue.record("\(range) was taken")
        } catch GitStoreError.notARange(let text) {
            #expect(["v1", "v1...main"].contains(text))
        } catch GitStoreError.noRevision(let name, _) {
            #expect(name == "v9")
        } catch GitStoreError.mergeInRange(_, let subject) {
            #expect(subject == "Bring the side in")
        }
    }

    @Test("is not found where there is none")
    func none() throws {
        let folder = try TemporaryFolder()
        #expect(throws: GitStoreError.noRepository(folder.url.path)) { try UserRepository(holding: folder.url.path) }
    }
}
