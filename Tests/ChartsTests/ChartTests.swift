import Charts
import Foundation
import Testing

@Suite struct ScaleTests {
    @Test(
        arguments: [
            (0.0, 10.0, 5, [0.0, 2, 4, 6, 8, 10]), (0, 1, 4, [0, 0.5, 1]), (230, 1120, 3, [500, 1000]),
            (-3, 3, 3, [-2, 0, 2]), (99.2, 100.4, 3, [99.5, 100]),
        ])
    func evenTicksAreRound(low: Double, high: Double, count: Int, ticks: [Double]) {
        let scale = Scale(of: [low, high], from: 0, to: 1)
        #expect(scale.ticks(count).map { ($0 * 1e6).rounded() / 1e6 } == ticks)
    }

    @Test func aLogarithmicScaleSpacesRatiosEvenly() {
        let scale = Scale(.logarithmic, of: [1, 100, 0, -3, .infinity], from: 0, to: 200)
        #expect(scale.domain == 1...100)
        #expect(abs(scale.position(10) - 100) < 1e-9)
        #expect(scale.ticks(10) == [1, 2, 5, 10, 20, 50, 100])
        #expect(scale.ticks(3) == [1, 10, 100])
    }

    @Test(arguments: [[], [5, 5], [.nan]] as [[Double]])
    func aDomainIsNeverEmpty(values: [Double]) {
        let scale = Scale(of: values, from: 10, to: 0)
        #expect(scale.position(values.first?.isFinite == true ? values[0] : 1) == 5)
    }
}

@Suite struct ChartTests {
    private func value(_ samples: [Double], _ style: Mark.Style = .value) -> StageChart.Value {
        StageChart.Value(
            samples: samples, centre: samples[samples.count / 2], low: samples.min()!, high: samples.max()!,
            style: style, note: "n")
    }

    @Test func marksStandAtTheirValues() {
        var stages = StageChart(title: "t", stages: ["0", "1"], values: [value([1, 2, 3]), nil])
        stages.domain = 0...4
        let chart = stages.chart(width: 154, height: 136, format: { "\($0)" })
        // 100 points wide between the margins, and as many high for the domain of 4.
        #expect(chart.marks.contains(.point(Point(71, 68), .value, note: "n")))
        #expect(chart.marks.contains(.whisker(x: 71, from: 93, to: 43, .value)))
        #expect(chart.marks.contains(.dots([Point(65, 93), Point(71, 68), Point(77, 43)], .sample)))
        #expect(chart.marks.contains(.text("2.0", at: Point(42, 71), .end, .label)))
    }

    @Test func aWaterfallEndsWhereItsStepsLead() {
        let steps = [("1", 0.5), ("2", 1.2)].map { name, ratio in
            Waterfall.Step(name: name, ratio: ratio, style: .better, note: name)
        }
        let chart = Waterfall(title: "w", start: 100, steps: steps).chart(width: 454, height: 148) { "\($0)" }
        let bars = chart.marks.compactMap { mark -> (y: Double, height: Double)? in
            if case .bar(_, let y, _, let height, _, _) = mark { (y, height) } else { nil }
        }
        // 100 points high, from 0 at 130 to 100 at 30.
        #expect(bars.map(\.y) == [30, 30, 70, 70])
        #expect(bars.map(\.height) == [100, 50, 10, 60])
    }

    @Test func curvesStandAtTheirRatiosAndNamesNotOnEachOther() {
        func line(_ name: String, _ y: [Double], rank: Int) -> CurveChart.Line {
            let points = zip([1.0, 10, 100], y).map { Point($0, $1) }
            return CurveChart.Line(name: name, points: points, style: .value, rank: rank)
        }
        let lines = [
            line("2", [1, 10, 99], rank: 2), line("1", [1, 10, 100], rank: 1), line("0", [1, 1, 1], rank: 0),
            line("none", [0, -1, .nan], rank: 3),
        ]
        let chart = CurveChart(title: "t", lines: lines).chart(width: 268, height: 136) { "\($0)" }
        // 200 points wide and 100 high, each for two powers of ten.
        #expect(chart.marks.contains(.line([Point(46, 118), Point(146, 68), Point(246, 18)], .value)))
        #expect(chart.marks.contains(.text("100", at: Point(246, 131), .middle, .label)))
        let names = chart.marks.compactMap { mark in
            if case .text(let text, let place, .start, .label) = mark, place.x == 250 { text } else { nil }
        }
        #expect(names == ["0", "1"])
    }

    @Test func whatStrangersWroteStaysText() {
        var chart = Chart(width: 10.04, height: 5.25, title: "<a \"b\">")
        chart.marks = [
            .text("&\u{1B}[31m</svg>", at: Point(1, 2), .middle, .label),
            .dots([Point(10, 20), Point(12, 15)], .sample), .line([Point(0, 0), Point(-1.5, 2)], .grid),
        ]
        #expect(
            chart.svg == """
                <svg role="img" viewBox="0 0 10 5.3" aria-label="&lt;a &quot;b&quot;&gt;">\
                <text class="label" text-anchor="middle" x="1" y="2">&amp;\u{FFFD}[31m&lt;/svg&gt;</text>\
                <path class="sample" d="m10 20zm2-5z"/><path class="grid" d="M0 0L-1.5 2"/></svg>
                """)
    }

    @Test func axesThatPicturesShareAreWrittenOnce() {
        let charts = [20.0, 30].map { y in
            var chart = Chart(width: 10, height: 5, title: "t")
            chart.marks = [
                .line([Point(0, 1), Point(9, 1)], .grid), .text("0", at: Point(1, 2), .start, .label),
                .line([Point(0, y), Point(9, y)], .value),
            ]
            return chart
        }
        let head = #"<svg role="img" viewBox="0 0 10 5" aria-label="t">"#
        let axes = ##"<path class="grid" d="M0 1L9 1"/><text class="label" x="1" y="2">0</text>"##
        #expect(
            Chart.svgs(charts, sharing: "a") == [
                head + #"<g id="a">"# + axes + #"</g><path class="value" d="M0 20L9 20"/></svg>"#,
                head + ##"<use href="#a"/><path class="value" d="M0 30L9 30"/></svg>"##,
            ])
        #expect(Chart.svgs([charts[0]], sharing: "a") == [charts[0].svg])
        #expect(Chart.svgs([], sharing: "a").isEmpty)
    }

    @Test func pointsWithoutAWordAndWhiskersArePaths() {
        var chart = Chart(width: 10, height: 5, title: "t")
        chart.marks = [
            .line([Point(0, 1), Point(9, 1)], .value), .whisker(x: 1, from: 2, to: 0.5, .value),
            .whisker(x: 2, from: 2, to: 1, .better), .point(Point(1, 1), .value, note: ""),
            .point(Point(2, 1.5), .value, note: ""), .point(Point(2, 1), .better, note: "2 faster"),
        ]
        #expect(
            chart.svg == """
                <svg role="img" viewBox="0 0 10 5" aria-label="t">\
                <path class="value" d="M0 1L9 1M1 2V0.5"/><path class="better" d="M2 2V1"/>\
                <path class="value points" d="M1 1zM2 1.5z"/>\
                <circle class="better" cx="2" cy="1" r="3"><title>2 faster</title></circle></svg>
                """)
    }

    @Test func whatIsAlikeIsWrittenOnce() {
        var chart = Chart(width: 10, height: 5, title: "t")
        chart.marks = [
            .text("0", at: Point(1, 2), .start, .label), .text("1", at: Point(3, 2), .start, .label),
            .text("2", at: Point(5, 2), .end, .label), .dots([Point(1, 1), Point(1.2, 0.9), Point(1, 2)], .sample),
        ]
        #expect(
            chart.svg == """
                <svg role="img" viewBox="0 0 10 5" aria-label="t">\
                <g class="label"><text x="1" y="2">0</text><text x="3" y="2">1</text></g>\
                <text class="label" text-anchor="end" x="5" y="2">2</text>\
                <path class="sample" d="m1 1zm0 1z"/></svg>
                """)
    }
}
