import Testing

@testable import Outputs

/// Sizes from the SI brochure and IEC 80000-13.
@Suite struct MetricUnitTests {
    static let same: [(value: Double, from: String, result: Double, to: String)] = [
        (9000, "us", 9, "ms"), (9000, "\u{B5}s", 9, "ms"), (9000, "\u{3BC}s", 9, "ms"), (1.5, "s", 1500, "ms"),
        (2, "min", 120, "s"), (1, "h", 3600, "sec"), (250, "ps", 0.25, "ns"), (3, "seconds", 3, "s"),
        (7, "msec", 7000, "usec"), (1, "Milliseconds", 1, "ms"),
        (1, "KiB", 1024, "B"), (1, "kB", 1000, "bytes"), (1, "KB", 1, "kB"), (1, "MiB", 1.048576, "MB"),
        (1, "GiB", 1024, "MiB"), (2, "GB", 2000, "MB"), (1, "byte", 8, "bits"), (8, "Mbit", 1, "MB"),
        (1, "us/op", 1000, "ns/op"), (1, "MB/s", 1e6, "B/s"), (1, "MiB/s", 1.048576, "MB/s"),
        (60, "req/min", 1, "req/s"), (5, "req/sec", 5, "req/s"), (5, "requests per second", 5, "requests/s"),
        (2, "1/s", 2, "/s"), (2, "1/s", 2, "per second"), (2, "kHz", 2000, "1/s"), (1, "KiB/op", 1024, "B/op"),
    ]

    @Test(arguments: same) func `units of one dimension are brought to one`(
        _ value: Double, _ from: String, _ result: Double, _ to: String
    ) throws {
        let converted = try #require(MetricUnit(from).convert(value, to: MetricUnit(to)))
        #expect(abs(converted - result) <= 1e-12 * result)
        let back = try #require(MetricUnit(to).convert(result, to: MetricUnit(from)))
        #expect(abs(back - value) <= 1e-12 * value)
    }

    static let different: [(String, String)] = [
        ("ms", "cycles"), ("ms", "MB"), ("s", "1/s"), ("ns/op", "ns"), ("req/s", "ops/s"), ("B/op", "B/s"),
        ("count", "cycles"), ("Mb", "MB"), ("ns/op", "ns/iter"), ("m", "min"),
    ]

    @Test(arguments: different) func `other units have nothing in common`(_ left: String, _ right: String) {
        #expect(MetricUnit(left).convert(1, to: MetricUnit(right)) == nil)
        #expect(MetricUnit(right).convert(1, to: MetricUnit(left)) == nil)
    }

    private static func metric(_ unit: String, _ better: Metric.Direction = .less) -> Metric {
        Metric(name: "m", parameters: Parameters(), unit: unit, better: better)
    }

    @Test func `a value of another stage comes in this one's unit, or not at all`() throws {
        let metric = Self.metric("ms")
        #expect(try metric.convert(9000, of: Self.metric("us")) == 9)
        #expect(try Self.metric("frobs").convert(9, of: Self.metric("frobs")) == 9)
        #expect(throws: MetricConflict.units(metric, "ms", "KiB")) { try metric.convert(1, of: Self.metric("KiB")) }
        #expect(throws: MetricConflict.directions(metric, .less, .more)) {
            try metric.convert(1, of: Self.metric("ms", .more))
        }
        // Who does not say it does not contradict.
        #expect(try metric.convert(1, of: Self.metric("ms", .unknown)) == 1)
    }

    static let lines = [
        Reading(
            "one dimension",
            """
            {"metric":"a","unit":"ms","value":1}
            {"metric":"a","unit":"us","value":3000}
            """,
            ["a 2.0 ms less"]),
        Reading(
            "two dimensions",
            """
            {"metric":"a","unit":"ms","value":1}
            {"metric":"a","unit":"KiB","value":3000}
            """,
            ["line 2: contradicts(Outputs.MetricConflict.units(a, \"ms\", \"KiB\"))"]),
        Reading(
            "two directions",
            """
            {"metric":"a","unit":"x","value":1,"better":"less"}
            {"metric":"a","unit":"x","value":3000,"better":"more"}
            """,
            [
                "line 2: contradicts(Outputs.MetricConflict.directions(a, "
                    + "Outputs.Metric.Direction.less, Outputs.Metric.Direction.more))"
            ]),
        Reading(
            "direction said later",
            """
            {"metric":"a","unit":"x","value":1}
            {"metric":"a","unit":"x","value":3,"better":"more"}
            """,
            ["a 2.0 x more"]),
    ]

    @Test(arguments: lines) func `lines of one metric are averaged in one unit`(_ reading: Reading) {
        let shown = summary(reading.text).map { $0.replacing("Outputs.Metric(", with: "Metric(") }
        #expect(shown == reading.expected)
    }
}
