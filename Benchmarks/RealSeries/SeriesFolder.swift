import BenchmarkSupport
import Foundation

/// A series in a temporary folder: its commits in `repository`, with the tags `base` and `top`, and a plan for
/// patchbench.
struct SeriesFolder {
    let path: String
    var repository: String { "\(path)/repository" }

    /// One that was made before.
    init(path: String) { self.path = path }

    /// A new one.
    init() throws {
        self.init(
            path: FileManager.default.temporaryDirectory.appending(path: "patchbench-series-\(UUID().uuidString)").path)
        try FileManager.default.createDirectory(atPath: "\(path)/repository", withIntermediateDirectories: true)
        try git("init", "-q", "-b", "topic")
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    // MARK: Commits

    /// Commits each version upon the one before; the first is the base.
    func commit(_ versions: WorkProgram.Versions) throws {
        for (subject, files) in versions { try commit(subject, files) }
    }

    func commit(_ subject: String, _ files: [String: String]) throws {
        for (name, text) in files { try write(text, to: "repository/\(name)") }
        try git("add", "-A")
        try git("-c", "user.name=Dev", "-c", "user.email=dev@example.org", "commit", "-q", "-m", subject)
        if try git("tag", "--list", "base").isEmpty { try git("tag", "base") }
        try git("tag", "-f", "top")
    }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    }

    /// - Returns: what it prints.
    @discardableResult func git(_ arguments: String...) throws -> String {
        try Child.output(of: ["git"] + arguments, in: repository)
    }

    // MARK: patchbench

    /// - Parameters:
    ///   - build: Leaves `product`, which is what is measured.
    func writePlan(build: String, product: String) throws {
        try write(
            """
            series:
              real:
                base: {git: repository, rev: base}
                patches: {git: repository, range: base..top}
                build: '\(build) && echo "$PATCHBENCH_STAGE" >> \(path)/builds'
                keep: [\(product)]
                bench: ./\(product)

            """, to: "patchbench.yaml")
    }

    struct NoAnswer: Error {
        let arguments: [String]
    }

    /// Runs the tool that stands beside this program, whose verdict may be any, and reads what it answers.
    func patchbench<Answer: Decodable>(_ arguments: String...) throws -> (answer: Answer, child: Child) {
        try patchbench(arguments)
    }

    func patchbench<Answer: Decodable>(_ arguments: [String]) throws -> (answer: Answer, child: Child) {
        let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "patchbench")
        let output = "\(path)/answer.json"
        let child = try Child.run(
            [program.path] + arguments + ["--json"], in: path, output: output, errors: "\(path)/progress")
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(contentsOf: URL(filePath: output))) else {
            say((try? String(contentsOfFile: "\(path)/progress", encoding: .utf8)) ?? "")
            throw NoAnswer(arguments: arguments)
        }
        return (answer, child)
    }

    /// How often stages were built.
    var builds: (all: Int, stages: Int) {
        let lines = lines(of: "builds")
        return (lines.count, Set(lines).count)
    }

    func lines(of name: String) -> [Substring] {
        ((try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? "").split(separator: "\n")
    }

    /// Whether all builds that are kept are the same, byte for byte; nil where there is none.
    func areProductsEqual(_ product: String) throws -> Bool? {
        let builds = "\(path)/.patchbench/builds"
        let contents = try FileManager.default.contentsOfDirectory(atPath: builds).map {
            try Data(contentsOf: URL(filePath: "\(builds)/\($0)/\(product)"))
        }
        return contents.first.map { first in contents.allSatisfy { $0 == first } }
    }
}
