import Foundation
import PatchbenchTestSupport
import Testing

/// Repositories that are not read as others are, and paths of ranges as git takes them.
@Suite struct RepositoryKindsTests {
    private static func git(_ words: [String], in folder: URL) throws -> String {
        try Command.run(
            "git", ["-c", "user.name=A", "-c", "user.email=a@x", "-c", "protocol.file.allow=always"] + words, in: folder
        ).expectSuccess().text
    }

    /// Three commits: each changes `a/f`, the second `a/b/g`, too, and the third `c`.
    private static func repository(_ options: [String] = []) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = try git(["init", "-q", "-b", "main"] + options, in: folder.url)
        for number in 1...4 {
            try folder.write("\(number)\n", to: "a/f")
            if number != 2 { try folder.write("\(number == 1 ? 1 : 3)\n", to: "a/b/g") }
            if number != 3 { try folder.write("\(number == 1 ? 1 : number)\n", to: "c") }
            _ = try git(["add", "-A"], in: folder.url)
            _ = try git(["commit", "-q", "-m", "number \(number)"], in: folder.url)
        }
        return folder
    }

    private func patchbench(_ words: [String], in folder: URL) async throws -> Command {
        let home = try TemporaryFolder()
        return try await Command.patchbench(words, in: folder, environment: ["HOME": home.url.path])
    }

    @Test func `of SHA-256 ids it is said, and what to do`() async throws {
        let folder = try Self.repository(["--object-format=sha256"])
        for words in [["apply", "-2"], ["apply", "--base", "HEAD~1", "HEAD^!"]] {
            let answer = try await patchbench(words, in: folder.url)
            #expect(answer.status == 2)
            #expect(answer.errors.contains("sha256"), "\(answer.errors)")
            #expect(answer.errors.contains("git format-patch"))
        }
        // As it says.
        let from = try Self.git(["format-patch", "--stdout", "-1"], in: folder.url)
        try folder.write(from, to: "1.mbox")
        _ = try Self.git(["worktree", "add", "-q", "base", "HEAD~1"], in: folder.url)
        let answer = try await patchbench(["apply", "--base", "base", "1.mbox"], in: folder.url)
        #expect(answer.status == 0, "\(answer.errors)")
    }

    @Test func `of a partial clone what is there is read, and of what it lacks is said how to get it`() async throws {
        let folder = try Self.repository()
        _ = try Self.git(["config", "uploadpack.allowFilter", "true"], in: folder.url)
        let clone = try TemporaryFolder()
        let url = "file://" + folder.url.path
        _ = try Self.git(["clone", "-q", "--no-checkout", "--filter=blob:none", url, "."], in: clone.url)
        let lacking = try await patchbench(["apply", "-2"], in: clone.url)
        #expect(lacking.status == 2)
        #expect(lacking.errors.contains("git fetch --refetch --no-filter"), "\(lacking.errors)")
        _ = try Self.git(["fetch", "-q", "--refetch", "--no-filter"], in: clone.url)
        let answer = try await patchbench(["apply", "-2"], in: clone.url)
        #expect(answer.status == 0, "\(answer.errors)")
    }

    @Test func `a repository with settings of its work trees is read`() async throws {
        let folder = try Self.repository()
        _ = try Self.git(["sparse-checkout", "set", "a"], in: folder.url)
        let answer = try await patchbench(["apply", "-2"], in: folder.url)
        #expect(answer.status == 0, "\(answer.errors)")
    }

    struct Limit: Sendable, CustomTestStringConvertible {
        /// The current folder, and the paths.
        let folder: String
        let paths: [String]
        var testDescription: String { "\(folder): \(paths)" }
    }

    static let limits = [
        Limit(folder: ".", paths: ["c"]), Limit(folder: ".", paths: ["a"]), Limit(folder: ".", paths: ["a/b/"]),
        Limit(folder: "a", paths: ["f"]), Limit(folder: "a", paths: ["b"]), Limit(folder: "a", paths: ["./b", "../c"]),
        Limit(folder: "a", paths: [":/c"]), Limit(folder: "a", paths: [":(top)c"]), Limit(folder: "a/b", paths: ["."]),
        Limit(folder: "a/b", paths: ["../../c"]), Limit(folder: "a/b", paths: ["../.."]),
        Limit(folder: "a", paths: ["c"]), Limit(folder: ".", paths: ["*f"]),
        Limit(folder: "a", paths: ["*[fg]", "../?"]),
    ]

    @Test(arguments: limits) func `paths of a range begin in the current folder, as git has it`(_ limit: Limit)
        async throws
    {
        let folder = try Self.repository()
        let place = folder.file(limit.folder)
        for range in [["HEAD~3..HEAD"], ["-3"], ["HEAD^!"], ["HEAD~3..HEAD~1", "HEAD~1..HEAD"]] {
            let log = ["log", "--reverse", "--format=%H"]
            let lines = try range.map { try Self.git(log + [$0, "--"] + limit.paths, in: place) }
            let wanted = lines.joined().split(separator: "\n").map(String.init)
            let words = ["apply", "--json"] + range + ["--"] + limit.paths
            let answer = try await patchbench(words, in: place)
            #expect(answer.status == 0, "\(answer.errors)")
            let json = try JSONSerialization.jsonObject(with: Data(answer.output)) as? [String: Any]
            let patches = json?["patches"] as? [[String: Any]]
            #expect(patches?.compactMap { $0["origin"] as? String } == wanted, "\(range)")
        }
    }

    @Test func `a path that leaves the repository is refused`() async throws {
        let folder = try Self.repository()
        let answer = try await patchbench(["apply", "-2", "--", "../../f"], in: folder.file("a"))
        #expect(answer.status == 2)
        #expect(answer.errors.contains("../../f"), "\(answer.errors)")
    }
}
