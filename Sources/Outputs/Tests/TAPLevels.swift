/// The tests of one report as a tree: a result takes what stands further in before it as its subtests.
struct TAPLevels {
    /// Deeper tests are taken as if they stood at this depth.
    private static let most = 50

    /// The outermost first.
    private var levels: [TAPLevel] = []
    /// The name that the next level is announced by.
    private var announced = ""

    var isEmpty: Bool { levels.isEmpty }
    var outermost: Int? { levels.first?.indentation }
    var hasNothing: Bool { levels.count == 1 && levels[0].isEmpty && levels[0].results.isEmpty }

    mutating func open(_ indentation: Int) { _ = place(of: indentation) }

    mutating func plan(_ count: Int, _ reason: String, at indentation: Int, line: Int) {
        levels[place(of: indentation)].plan(count, reason, line: line)
    }

    /// The name stands within the subtests, or before them.
    mutating func name(_ name: String, at indentation: Int) {
        if let last = levels.indices.last, last > 0, levels[last].indentation == indentation, levels[last].isEmpty {
            levels[last].name = name
        } else {
            announced = name
        }
    }

    /// - Returns: Whether the result itself, or what its subtests lack, stands last now.
    mutating func add(_ result: TestResult, _ number: Int?, at indentation: Int, line: Int) -> Bool {
        let place = place(of: indentation)
        announced = ""
        levels[place].count(number, line: line)
        guard place + 1 < levels.count else {
            levels[place].results.append(result)
            return true
        }
        var (children, problems, skipped): ([TestResult], [TestReportProblem], String?) = ([], [], nil)
        for var level in levels[(place + 1)...] {
            level.close(needsPlan: false)
            children += level.results
            problems += level.problems
            skipped = skipped ?? level.skipped
        }
        levels.removeSubrange((place + 1)...)
        let own = Self.own(result, children, problems, skipped)
        for child in children.indices { children[child].name = result.name + "/" + children[child].name }
        levels[place].results += children
        if let own { levels[place].results.append(own) }
        return own != nil
    }

    /// What a parent's line says beside what its subtests do.
    private static func own(
        _ result: TestResult, _ children: [TestResult], _ problems: [TestReportProblem], _ skipped: String?
    ) -> TestResult? {
        var own = result
        if let problem = problems.first, !result.isUnexpectedFailure {
            (own.outcome, own.isExpected, own.message) = (.fail, false, "subtests: " + problem.words())
        } else if let skipped, children.isEmpty, result.outcome == .pass {
            (own.outcome, own.message) = (.skip, skipped)
        }
        let worst = children.filter(\.isUnexpectedFailure).map(\.severity).max() ?? 0
        return children.isEmpty || (own.isUnexpectedFailure && own.severity > worst) ? own : nil
    }

    /// Gives the last result a message.
    mutating func describeLast(_ message: String) {
        guard let level = levels.indices.last, let last = levels[level].results.indices.last else { return }
        levels[level].results[last].message = message
    }

    /// Ends the report. Subtests whose parent's line did not come are results of their own.
    mutating func close(needsPlan: Bool) -> (results: [TestResult], problems: [TestReportProblem]) {
        guard !levels.isEmpty else { return ([], []) }
        var path = ""
        for index in levels.indices.dropFirst() {
            levels[index].close(needsPlan: false)
            path += levels[index].name.isEmpty ? "" : levels[index].name + "/"
            levels[0].results += levels[index].results.map { child in
                var named = child
                named.name = path + child.name
                return named
            }
        }
        let deeper = levels.dropFirst().flatMap {
            $0.problems + [TestReportProblem(line: $0.lastLine, .noParent(of: $0.name))]
        }
        let isEmpty = levels[0].isEmpty
        levels[0].close(needsPlan: needsPlan || isEmpty)
        if levels[0].results.isEmpty, let skipped = levels[0].skipped {
            levels[0].results = [TestResult(name: TestResult.wholeCommand, outcome: .skip, message: skipped)]
        }
        defer { levels = [] }
        return (levels[0].results, levels[0].problems + deeper)
    }

    /// Of the level there. Those further in stay: a result ends them.
    private mutating func place(of indentation: Int) -> Int {
        let place = levels.lastIndex { $0.indentation <= indentation }
        if let place, levels[place].indentation == indentation || levels.count >= Self.most { return place }
        var level = TAPLevel(indentation: indentation)
        level.name = announced
        announced = ""
        levels.insert(level, at: (place ?? -1) + 1)
        return (place ?? -1) + 1
    }
}
