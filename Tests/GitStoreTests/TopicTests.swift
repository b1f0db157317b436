import GitStore
import Testing

/// Which commits a repository says that somebody works on.
@Suite struct TopicTests {
    private let sandbox: GitSandbox

    init() throws {
        sandbox = try GitSandbox()
        for number in 1...3 { try sandbox.commit("main \(number)") }
    }

    private func topic() throws -> Topic? { try UserRepository(holding: sandbox.folder.url.path).topic() }

    @Test func `on the default branch the last commits, as far as one stands on another`() throws {
        #expect(try topic() == Topic(range: "-2", kind: .latest(2)))
        for number in 4...20 { try sandbox.commit("main \(number)") }
        #expect(try topic() == Topic(range: "-10", kind: .latest(10)))
    }

    @Test func `on a branch what the default branch has not`() throws {
        try sandbox.git("checkout", "-q", "-b", "topic", "main~1")
        // All of it is in main.
        #expect(try topic() == Topic(range: "-1", kind: .latest(1)))
        try sandbox.commit("mine")
        #expect(try topic() == Topic(range: "main..topic", kind: .branch(against: "main")))
        try sandbox.git("checkout", "-q", "--detach")
        #expect(try topic() == Topic(range: "main..HEAD", kind: .branch(against: "main")))
    }

    @Test func `the upstream goes before the default branch`() throws {
        try sandbox.git("branch", "next", "main~1")
        try sandbox.git("checkout", "-q", "-b", "topic", "--track", "next")
        try sandbox.commit("mine")
        #expect(try topic() == Topic(range: "next..topic", kind: .branch(against: "next")))
    }

    @Test func `a branch that has gone its own way for long is no series`() throws {
        try sandbox.git("checkout", "-q", "-b", "release", "main~1")
        for number in 1...61 { try sandbox.commit("release \(number)") }
        #expect(try topic() == Topic(range: "-10", kind: .latest(10)))
    }

    @Test func `a first commit alone is none`() throws {
        let sandbox = try GitSandbox()
        #expect(try UserRepository(holding: sandbox.folder.url.path).topic() == nil)
        try sandbox.commit("one")
        #expect(try UserRepository(holding: sandbox.folder.url.path).topic() == nil)
    }
}
