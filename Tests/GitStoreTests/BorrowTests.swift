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
        let graph = try CommitGraph(repository())
        let commits = try graph.line(of: CommitRange("v1..main")).commits
        let headers = try commits.map { try graph.header(of: $0.id) }
        let references = try user.series("v1..main~1").patches.map(\.header)
        #expect(headers.map(\.subject) == ["A subject that goes on", "caf\u{e9}"])
        #expect(headers[0].body == references[0].body)
        #expect(headers[0].author == references[0].author)
        #expect(headers[0].date == references[0].date)
        #expect(try commits.map(\.tree.description) == [user.treeID("main~1"), user.treeID("main")])
    }

    @Test("names what is no range of patches", arguments: ["v1", "v1...main", "v1..v9", "a b ^c"])
    func mistakes(_ range: String) throws {
        do {
            _ = try CommitGraph(repository()).line(of: CommitRange(range))
            Issue.record("\(range) was taken")
        } catch GitStoreError.notARange(let text) {
            #expect(["v1", "v1...main", "a b ^c"].contains(text))
        } catch GitStoreError.noRevision(let name, _, _) {
            #expect(name == "v9")
        }
    }

    @Test("is not found where there is none")
    func none() throws {
        let folder = try TemporaryFolder()
        #expect(throws: GitStoreError.noRepository(folder.url.path)) { try UserRepository(holding: folder.url.path) }
    }
}
