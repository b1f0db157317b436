import Foundation
import PatchbenchTestSupport
import Testing

/// docs/a-day.md, command by command: each prints what stands below it.
@Suite struct TranscriptTests {
    @Test func `a day goes as it is told`() throws {
        let root = Product.packageRoot
        let text = try String(contentsOf: root.appending(path: "docs/a-day.md"), encoding: .utf8)
        let project = try TemporaryFolder()
        try Command.run("cp", ["-r", root.appending(path: "fixtures/day/.").path, "."], in: project.url).expectSuccess()
        let steps = TranscriptStep.all(in: text)
        #expect(steps.count > 25)
        for step in steps {
            let printed = try run(step.command, in: project).replacing(project.url.path, with: "~/lookup")
            #expect(step.expects(printed), "$ \(step.command)\n\(printed)")
            if !step.expects(printed) { return }
        }
    }

    private func run(_ command: String, in project: TemporaryFolder) throws -> String {
        let who = ["AUTHOR", "COMMITTER"].flatMap { role in
            [("GIT_\(role)_NAME", "Ada Example"), ("GIT_\(role)_EMAIL", "ada@example.org")]
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let tool = Product.patchbench.deletingLastPathComponent().path
        return try Command.run(
            "sh", ["-c", "exec 2>&1\n" + command], in: project.url,
            environment: Dictionary(uniqueKeysWithValues: who)
                .merging(["PATH": "\(tool):\(path)", "LC_ALL": "C.UTF-8"]) { $1 }
        ).text
    }
}

/// A command of a document, on an indented line that begins with `$`, and what is below it.
struct TranscriptStep {
    let command: String
    /// `…` is any text of a line; on a line of its own, any lines.
    let expected: String

    static func all(in document: String) -> [TranscriptStep] {
        var steps: [TranscriptStep] = []
        var block: [Substring] = []
        let lines = (document + "\nend").split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines {
            if line.isEmpty || line.hasPrefix("    ") {
                block.append(line.dropFirst(4))
            } else {
                steps += self.steps(of: block)
                block = []
            }
        }
        return steps
    }

    private static func steps(of block: [Substring]) -> [TranscriptStep] {
        let starts = block.indices.filter { block[$0].hasPrefix("$ ") }
        return zip(starts, starts.dropFirst() + [block.count]).map { start, end in
            var lines = block[start..<end]
            let mark = lines.first?.firstMatch(of: #/<< '(\w+)'/#)?.1
            let last = mark.flatMap { lines.firstIndex(of: $0) } ?? start
            let command = lines[start...last].joined(separator: "\n").dropFirst(2)
            lines = lines[(last + 1)...]
            while lines.last?.isEmpty == true { lines.removeLast() }
            return TranscriptStep(command: String(command), expected: lines.map { $0 + "\n" }.joined())
        }
    }

    func expects(_ printed: String) -> Bool {
        let pattern = NSRegularExpression.escapedPattern(for: expected)
            .replacing(#/(?m)^…\n/#, with: "(?:.*\n)*?").replacing("…", with: ".*")
        return printed.wholeMatch(of: try! Regex("(?:\(pattern))\n*")) != nil
    }
}
