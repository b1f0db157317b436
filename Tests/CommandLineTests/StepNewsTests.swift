import Foundation
import PatchModel
import Testing

@testable import Screen
@testable import patchbench

/// What happens while the screen is looked at.
@Suite struct StepNewsTests {
    @Test func `before anything is read the screen says so, and keys do no harm`() {
        var state = StepState(size: Size(rows: 24, columns: 80))
        #expect(StepScreen(state).screen.lines[0] == "reading the series")
        for key in "jkJKgG -@nNmdv[]O?qt" { _ = state.take(.key(.character(key))) }
        #expect(StepScreen(state).screen.lines.count == 24)
    }

    @Test func `what runs is shown until it ends, and then the series is read again`() {
        var example = SteppedExample().pressed("T")
        #expect(example.lines[23].hasPrefix("testing stage 2"))
        example.take(.progress("[1/1] building stage 2 (patch-2)"))
        #expect(example.lines[23].hasPrefix("[1/1] building stage 2"))
        example.press("jT")
        #expect(example.lines[23].hasPrefix("wait: testing stage 2"))
        example.take(.ended("stage 2: 3 tests pass"))
        #expect(example.lines[23].hasPrefix("stage 2: 3 tests pass"))
        #expect(example.asked == [.run(.test(2)), .read])
        #expect(example.pressed("T").asked.last == .run(.test(3)))
    }

    @Test func `news fill in, and the cursors stay where they are`() {
        var example = SteppedExample().pressed("jmG⏎jj")
        let before = example.lines
        var series = SteppedExample.series(patches: 5)
        series.stages[4].isBuilt = true
        example.take(.read(series))
        #expect(example.lines[5].contains(" 4 b"))
        #expect(Array(example.lines[6...]) == Array(before[6...]))
        series.stages.removeLast(4)
        series.applied = 1
        example.take(.read(series))
        #expect(example.lines[0].hasPrefix("small: 1 patch, 1 applied"))
        #expect(example.text.contains("1 patch-1"))
    }

    @Test func `one document is asked for at a time, and it is the last that was wanted`() {
        var state = StepState(size: Size(rows: 24, columns: 80))
        #expect(state.take(.read(SteppedExample.series(patches: 90))) == [.load(.patch(2, context: 3))])
        for _ in 0..<50 { #expect(state.take(.key(.character("j"))) == []) }
        let passed = StepDocument(content: .patch(2, context: 3), title: "2", diff: DiffLines())
        #expect(state.take(.loaded(passed)) == [.load(.patch(52, context: 3))])
        #expect(state.document == nil)
        let wanted = StepDocument(content: .patch(52, context: 3), title: "52", diff: DiffLines())
        #expect(state.take(.loaded(wanted)) == [])
        #expect(StepScreen(state).screen.lines.contains { $0.hasPrefix("52  ") })
    }

    @Test func `what cannot be had is said, and something else can be asked for`() {
        var example = SteppedExample()
        example.take(.failed("no repository"))
        #expect(example.lines[23].hasPrefix("no repository"))
        #expect(example.pressed("j").lines[7] == "3 patch-3  3%")
    }

    @Test func `a signal quits`() {
        var example = SteppedExample()
        example.take(.interrupted)
        #expect(example.asked == [.quit(interrupted: true)])
    }

    @Test func `another version is shown and left`() {
        let example = SteppedExample(other: "other").pressed("v")
        #expect(example.lines[7].hasPrefix("2 against other"))
        #expect(example.text.contains("-old\n+new"))
        #expect(example.pressed("q").lines[7] == "2 patch-2  3%")
        #expect(SteppedExample(other: "other").pressed("gv").lines[23].hasPrefix("the base is no patch"))
    }

    @Test func `metrics of which nothing can be told wait until they are asked for`() {
        var series = SteppedExample.series(patches: 3)
        series.stages[2].effects = Array(repeating: series.stages[2].effects, count: 5).flatMap { $0 }
        var example = SteppedExample()
        example.take(.read(series))
        example.press("⏎/stage before⏎j")
        #expect(example.text.contains("10 metrics without a change that can be told"))
        #expect(example.pressed("⏎").text.components(separatedBy: "alloc(size=32)").count > 5)
    }

    @Test func `the help has every key, and any other key leaves it`() {
        var example = SteppedExample(rows: 60).pressed("?")
        for word in ["next patch", "which patch changed", "undo", "quit", "the other pane", "more context"] {
            #expect(example.text.contains(word))
        }
        example.press("x")
        #expect(example.lines[0].hasPrefix("small"))
        let small = SteppedExample().pressed("?j")
        #expect(small.lines[0] == "k, up              previous line")
    }

    @Test func `without a terminal one line says what prints the same`() async throws {
        let small = try SmallSeries()
        let answer = try await small.patchbench("step")
        #expect(answer.status == 2)
        #expect(answer.text == "")
        #expect(
            answer.errors
                == "patchbench: step needs a terminal; patchbench show and patchbench series print the same\n")
    }
}
