import PatchModel
import Testing

@testable import Judging
@testable import Outputs

@Suite struct ClaimTests {
    private static let alloc = MetricPattern(name: "alloc", conditions: [])
    private static let free = MetricPattern(name: "free", conditions: [])

    private static func alloc(size relation: MetricPattern.Relation, _ value: Int) -> MetricPattern {
        MetricPattern(
            name: "alloc", conditions: [.init(parameter: "size", relation: relation, value: .integer(value))])
    }

    static let claims: [(String, Claim)] = [
        ("alloc(size>=1024) -15%", .effect([alloc(size: .atLeast, 1024)], share: -0.15)),
        ("alloc -30 %", .effect([alloc], share: -0.3)),
        ("alloc, free unchanged", .unchanged([alloc, free])),
        ("alloc( size <= 128 ) +40% at most", .atMost([alloc(size: .atMost, 128)], share: 0.4)),
        ("alloc(size=64),free +2.5%", .effect([alloc(size: .equal, 64), free], share: 0.025)),
        ("test shrink_holds_slab_mutex", .test("shrink_holds_slab_mutex")),
        ("test two words", .test("two words")),
        ("explored shrink-beside-tune", .explored("shrink-beside-tune")),
        ("same-behaviour", .sameBehaviour),
    ]

    @Test(arguments: claims) func `a claim is read`(_ text: String, _ claim: Claim) throws {
        #expect(try Claim(reading: text) == claim)
    }

    static let wrong: [(String, ClaimProblem)] = [
        ("", .unknownForm),
        ("faster", .unknownForm),
        ("alloc 15%", .unknownForm),
        ("alloc -15", .unknownForm),
        ("test", .unknownForm),
        ("explored", .unknownForm),
        ("alloc(size>=1024 -15%", .metrics(.badMetric("alloc(size>=1024"))),
        ("alloc,, free unchanged", .metrics(.badMetric(""))),
        ("alloc(size) -15%", .metrics(.badCondition("size"))),
        ("alloc(size=>3) -15%", .metrics(.badCondition("size=>3"))),
        ("alloc +0%", .impossibleShare),
        ("alloc -100%", .impossibleShare),
    ]

    @Test(arguments: wrong) func `what is no claim is refused with its reason`(
        _ text: String, _ problem: ClaimProblem
    ) {
        #expect(throws: problem) { try Claim(reading: text) }
    }

    private static func metric(_ parameters: [String: Parameters.Value]) -> Metric {
        Metric(name: "alloc", parameters: Parameters(parameters), unit: "cycles", better: .less)
    }

    static let matches: [(String, [String: Parameters.Value], Bool)] = [
        ("alloc", ["size": .integer(32)], true),
        ("free", ["size": .integer(32)], false),
        ("alloc(size=32)", ["size": .number(32)], true),
        ("alloc(size!=32)", ["size": .integer(32)], false),
        ("alloc(size>32)", ["size": .integer(32)], false),
        ("alloc(size>=32, cpus<2)", ["size": .integer(32), "cpus": .integer(1)], true),
        ("alloc(size>=32, cpus<2)", ["size": .integer(32), "cpus": .integer(2)], false),
        ("alloc(size>=32)", [:], false),
        ("alloc(mode=fast)", ["mode": .text("fast")], true),
        ("alloc(mode>=fast)", ["mode": .text("slow")], false),
        ("alloc(size>=32)", ["size": .text("big")], false),
    ]

    @Test(arguments: matches) func `a pattern means the metrics whose parameters meet all its conditions`(
        _ pattern: String, _ parameters: [String: Parameters.Value], _ isMatch: Bool
    ) throws {
        #expect(try MetricPattern(reading: pattern).matches(Self.metric(parameters)) == isMatch)
    }
}
