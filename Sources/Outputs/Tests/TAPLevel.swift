/// The tests that stand at one indentation, in one report or below one parent.
struct TAPLevel {
    let indentation: Int
    /// As a line `# Subtest: name` has it.
    var name = ""
    var results: [TestResult] = []
    private(set) var problems: [TestReportProblem] = []
    /// Why nothing is run, as a plan of no tests says.
    private(set) var skipped: String?
    private var planned: Int?
    private var planLine: Int?
    /// Of the last result.
    private(set) var lastLine: Int?
    private var isPlanAtEnd = false
    private var reported = 0
    /// Numbers from 1 to this one are there, and those beside.
    private var lastInOrder = 0
    private var others: Set<Int> = []

    init(indentation: Int) { self.indentation = indentation }

    /// Nothing since the last report ended.
    var isEmpty: Bool { planned == nil && reported == 0 }

    /// A second plan is that of a second report.
    mutating func plan(_ count: Int, _ reason: String, line: Int) {
        if planned != nil { close(needsPlan: false) }
        planned = count
        planLine = line
        isPlanAtEnd = reported > 0
        if count == 0 { skipped = reason }
    }

    /// - Parameter number: Nil: the next one.
    mutating func count(_ number: Int?, line: Int) {
        let isWhole = planned == reported && reported > 0
        if isWhole, isPlanAtEnd || number == 1 { close(needsPlan: false) }
        reported += 1
        lastLine = line
        if let number, number != lastInOrder + 1 {
            others.insert(number)
        } else {
            lastInOrder += 1
        }
    }

    /// Checks what was counted against the plan, and begins anew.
    mutating func close(needsPlan: Bool) {
        if let planned {
            if planned != reported {
                problems.append(
                    TestReportProblem(line: planLine, .notAsPlanned(planned: planned, reported: reported)))
            } else if let missing = firstMissing(of: planned) {
                problems.append(TestReportProblem(line: planLine, .missingNumber(missing, planned: planned)))
            }
        } else if needsPlan {
            problems.append(TestReportProblem(line: lastLine, .noPlan))
        }
        (planned, isPlanAtEnd, reported, lastInOrder, others) = (nil, false, 0, 0, [])
    }

    private func firstMissing(of planned: Int) -> Int? {
        guard lastInOrder < planned else { return nil }
        return (lastInOrder + 1...planned).first { !others.contains($0) }
    }
}
