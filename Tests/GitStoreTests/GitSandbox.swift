import Foundation
import GitStore
import PatchModel
import PatchbenchTestSupport

/// A repository of git's, with a history to take patches from: the reference for what the store makes of them.
struct GitSandbox {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try git("init", "-q", "-b", "main")
    }

    @discardableResult
    func git(_ arguments: String...) throws -> String {
        let who = ["GIT_AUTHOR_NAME": "A U Thor", "GIT_AUTHOR_EMAIL": "author@example.org"]
        let whose = ["GIT_COMMITTER_NAME": "C O Mitter", "GIT_COMMITTER_EMAIL": "committer@example.org"]
        let when = ["GIT_AUTHOR_DATE": "2016-03-28T14:26:52+0900", "GIT_COMMITTER_DATE": "2016-03-28T14:26:52+0900"]
        let environment = who.merging(whose) { $1 }.merging(when) { $1 }
        let command = try Command.run("git", arguments, in: folder.url, environment: environment)
        guard command.status == 0 else { throw GitFailed(arguments: arguments, errors: command.errors) }
        return command.text
    }

    /// Commits everything in the folder.
    func commit(_ message: String) throws {
        try git("add", "-A")
        try git("commit", "-q", "--allow-empty", "-m", message)
    }

    func treeID(_ revision: String) throws -> String {
        try git("rev-parse", revision + "^{tree}").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The patches of a range, as format-patch writes them.
    func series(_ range: String, named name: String = "topic", options: [String] = []) throws -> Series {
        let out = try TemporaryFolder()
        let command = try Command.run(
            "git", ["format-patch", "-q", "-o", out.url.path] + options + [range], in: folder.url)
        guard command.status == 0 else { throw GitFailed(arguments: [range], errors: command.errors) }
        let files = try FileManager.default.contentsOfDirectory(atPath: out.url.path).sorted()
        return try Series(
            name: name,
            patches: try files.map { try Patch(reading: Array(try Data(contentsOf: out.file($0))), file: $0) })
    }

    struct GitFailed: Error {
        let arguments: [String]
        let errors: String
    }
}

/// A store in a folder that goes with it.
struct StoreSandbox {
    let folder: TemporaryFolder
    let repository: Repository

    init() throws {
        folder = try TemporaryFolder()
        repository = try Repository.openOrCreate(at: folder.file("store.git").path)
    }

    /// git's answer about the store.
    func git(_ arguments: String...) throws -> String {
        try Command.run("git", ["--git-dir", repository.path] + arguments, in: folder.url).text
    }
}

extension Repository {
    /// Makes the stages of a series, and lets refs name them.
    func publishStages(of series: Series, base: ObjectID) throws -> StageChain {
        let chain = try makeStages(of: series, base: base)
        try publish(chain, of: series.name)
        return chain
    }
}
