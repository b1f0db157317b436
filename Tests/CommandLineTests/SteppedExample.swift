import Judging
import Outputs
import PatchModel

@testable import Screen
@testable import patchbench

/// A series on the screen, without a terminal and without a workbench: what the state asks for comes at once.
struct SteppedExample {
    private(set) var state: StepState
    /// What was asked for beyond documents.
    private(set) var asked: [StepEffect] = []
    private let diffs: [Int: String]

    /// - Parameter diffs: By patch, in place of a diff of two hunks in two files.
    init(rows: Int = 24, columns: Int = 80, patches: Int = 5, diffs: [Int: String] = [:], other: String? = nil) {
        state = StepState(size: Size(rows: rows, columns: columns))
        self.diffs = diffs
        take(.read(Self.series(patches: patches, other: other)))
    }

    mutating func take(_ input: StepInput) {
        for effect in state.take(input) {
            if case .load(let content) = effect { take(.loaded(document(content))) } else { asked.append(effect) }
        }
    }

    mutating func press(_ keys: String) { Self.keys(keys).forEach { take(.key($0)) } }

    /// Keys as they are typed; `⏎`, `⎋`, `⌫`, `⇥` and arrows stand for those keys, `^` makes the next a control key.
    static func keys(_ text: String) -> [Key] {
        var keys: [Key] = []
        var isControl = false
        for character in text {
            if character == "^", !isControl {
                isControl = true
                continue
            }
            keys.append(isControl ? .control(character) : named[character] ?? .character(character))
            isControl = false
        }
        return keys
    }

    private static let named: [Character: Key] = [
        "⏎": .enter, "⎋": .escape, "⌫": .backspace, "⇥": .tab, "↑": .up, "↓": .down, "←": .left, "→": .right,
        "⇞": .pageUp, "⇟": .pageDown, "⇱": .home, "⇲": .end,
    ]

    func pressed(_ keys: String) -> Self {
        var example = self
        example.press(keys)
        return example
    }

    var screen: Screen { StepScreen(state).screen }
    var lines: [String] { screen.lines }
    var text: String { lines.joined(separator: "\n") }

    /// What the last row says, without its hint.
    var status: String {
        let line = lines.last ?? ""
        return String(line.hasSuffix(Self.hint) ? String(line.dropLast(Self.hint.count)) : line).withoutTrailingBlanks
    }

    private static let hint = "? keys  Q quit"

    /// The last line of the document that is seen.
    var lastLine: String { lines.dropLast().last { !$0.isEmpty } ?? "" }

    /// The text of cells that are in reverse, a row each.
    var reversed: [String] {
        (0..<screen.size.rows).map { row in
            screen.row(row).filter(\.style.isReversed).map(\.text).joined()
        }.filter { !$0.isEmpty }
    }

    static let time = Metric(
        name: "alloc", parameters: Parameters(["size": .integer(32)]), unit: "cycles", better: .less)
    static let rate = Metric(name: "rate", parameters: Parameters(), unit: "op/s", better: .more)

    static func series(patches: Int, other: String? = nil) -> SteppedSeries {
        var stages = [SteppedSeries.Stage(label: StageLabel(number: .base), subject: "", isApplied: true)]
        for number in 1...max(1, patches) where number <= patches {
            stages.append(
                SteppedSeries.Stage(
                    label: StageLabel(number: StageID(number), patch: PatchName("patch-\(number)")),
                    subject: "area: subject of \(number)", isApplied: number <= 2))
        }
        if patches > 2 {
            stages[1].isBuilt = true
            stages[1].tests = counts(passed: 3, failed: 0)
            stages[2].tests = counts(passed: 2, failed: 1)
            stages[1].claims = [SteppedSeries.Claim(text: "alloc -20%", verdict: .confirmed, evidence: "alloc: -20.0%")]
            stages[3].claims = [SteppedSeries.Claim(text: "alloc unchanged", verdict: .refuted)]
            stages[1].effects = effects(into: 1, time: (10, 8), rate: (100, 100))
            stages[2].effects = effects(into: 2, time: (8, 8), rate: (100, 100))
            stages[3].effects = effects(into: 3, time: (8, 12), rate: (100, 90))
        }
        return SteppedSeries(
            name: "small", stages: stages, metrics: patches > 2 ? [time, rate] : [], other: other,
            applied: min(2, patches))
    }

    private static func counts(passed: Int, failed: Int) -> TestCounts {
        var counts = TestCounts([])
        (counts.passed, counts.failed) = (passed, failed)
        return counts
    }

    /// Of three rounds in which nothing varies.
    private static func effects(
        into stage: Int, time: (Double, Double), rate: (Double, Double)
    ) -> [MetricEffect] {
        let pair = StagePair(before: StageID(stage - 1), after: StageID(stage))
        var samples = RoundSamples()
        for round in 1...3 {
            samples.add(output(time.0, rate.0), of: pair.before, round: round)
            samples.add(output(time.1, rate.1), of: pair.after, round: round)
        }
        return MetricEffect.judge(
            [Self.time, Self.rate].map { EffectQuestion(pair: pair, metric: $0) }, in: samples, margin: 0.01,
            confidence: 0.95)
    }

    private static func output(_ time: Double, _ rate: Double) -> BenchOutput {
        BenchOutput(samples: [(Self.time, time), (Self.rate, rate)])
    }

    private func document(_ content: StepDocument.Content) -> StepDocument {
        switch content {
        case .patch(0, _): StepDocument(content: content, title: "the base", notes: ["nothing"], diff: DiffLines())
        case .patch(let number, let context): patch(number, context, content)
        case .between(let from, let to, _):
            StepDocument(
                content: content, title: "stages \(from)..\(to)",
                diff: DiffLines(Array(Self.diff(from, context: 3).utf8)))
        case .version(let number):
            StepDocument(
                content: content, title: "\(number) against other", notes: ["\(number) became \(number)"],
                diff: DiffLines(bySigns: Array("@@ message\n-old\n+new\n".utf8)))
        }
    }

    private func patch(_ number: Int, _ context: Int, _ content: StepDocument.Content) -> StepDocument {
        StepDocument(
            content: content, title: "\(number) patch-\(number)",
            header: PatchHeader(
                author: Person(name: "Ada Example", email: "ada@example.org"), subject: "area: subject of \(number)",
                body: "Why \(number) is good."),
            diff: DiffLines(Array((diffs[number] ?? Self.diff(number, context: context)).utf8)))
    }

    /// Two files, the first with two hunks.
    private static func diff(_ number: Int, context: Int) -> String {
        let lines = (0..<context).map { " context \($0)" }.joined(separator: "\n") + (context > 0 ? "\n" : "")
        return """
            diff --git a/src/one.c b/src/one.c
            index 1..2 100644
            --- a/src/one.c
            +++ b/src/one.c
            @@ -1,\(context + 1) +1,\(context + 1) @@ first
            \(lines)-int a = \(number);
            +int a = \(number + 1);
            @@ -51,\(context + 1) +51,\(context + 2) @@ second
            \(lines)-gone
            +came
            +and more
            diff --git a/src/two.h b/src/two.h
            new file mode 100644
            --- /dev/null
            +++ b/src/two.h
            @@ -0,0 +1 @@
            +Needle in two

            """
    }
}
