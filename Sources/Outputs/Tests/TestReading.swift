/// What a test command reported.
package struct TestReading: Sendable, Equatable {
    /// Each name once.
    package var results: [TestResult] = []
    /// Why what was read is not all that there should be, or not wholly understood.
    package var problems: [TestReportProblem] = []
    package var bailedOut: String?
    /// The line that says so.
    package var bailOutLine: Int?
    /// Whether there is TAP or JUnit at all.
    package var isReport = false
    /// A line that looks like a report and was not read as one.
    package var unread: UnreadLine?

    package struct UnreadLine: Sendable, Equatable {
        package var number: Int
        package var text: String
        /// Whether the line says that something failed.
        package var saysFailure: Bool
    }

    /// So many results are read, for they are held in memory; a report that has more is not wholly understood.
    package static let mostResults = 250_000
}

/// Why a report is not wholly understood.
package struct TestReportProblem: Sendable, Equatable {
    /// Where it shows, from 1: the plan that is not kept, the last result of what has none, or a line of XML.
    package var line: Int?
    package var reason: Reason

    package init(line: Int? = nil, _ reason: Reason) {
        self.line = line
        self.reason = reason
    }

    package enum Reason: Sendable, Equatable {
        case notAsPlanned(planned: Int, reported: Int)
        /// A number of the plan that no test has.
        case missingNumber(Int, planned: Int)
        case noPlan
        /// Subtests whose parent's line did not come; perhaps the name is known.
        case noParent(of: String)
        case tooManyResults
        case isUTF32
        case xml(XMLProblem)
    }

    package enum XMLProblem: Sendable, Equatable {
        case malformed(String)
        case otherRoot(String)
        case noName
        case unknownStatus(String, value: String, test: String)
        case unknownEncoding(String)
        /// A count that a suite announces, and what there is of it.
        case count(String, announced: Int, found: Int, suite: String)
    }

    package var isXML: Bool { if case .xml = reason { true } else { false } }

    /// For the message of a result.
    ///
    /// - Parameter source: How an XML report is called; nil: the line is told elsewhere.
    package func words(in source: String? = "the report") -> String {
        switch reason {
        case .notAsPlanned(let planned, let reported): "\(planned) tests were announced, \(reported) reported"
        case .missingNumber(let number, let planned): "of \(planned) announced tests, number \(number) is missing"
        case .noPlan: "no plan says how many tests there are, so that some may be missing"
        case .noParent(let name): "subtests\(name.isEmpty ? "" : " of \(name)") end without their parent's result"
        case .tooManyResults: "more than \(TestReading.mostResults) results; the rest was not read"
        case .isUTF32: "UTF-32 is not read"
        case .xml(let problem): (source.map { "line \(line ?? 1) of \($0): " } ?? "") + problem.words
        }
    }
}

extension TestReportProblem.XMLProblem {
    fileprivate var words: String {
        switch self {
        case .malformed(let how): how
        case .otherRoot(let root): "the root is neither testsuites nor testsuite but \(root)"
        case .noName: "a testcase without a name"
        case .unknownStatus(let attribute, let value, let test):
            "\(attribute)=\"\(value)\" of \(test) is not understood"
        case .unknownEncoding(let name): "the encoding \(name) is not read"
        case .count(let what, let announced, let found, let suite):
            "the suite\(suite.isEmpty ? "" : " \(suite)") says \(what)=\(announced), and has \(found)"
        }
    }
}
