import ArgumentParser
import Foundation
import Input
import Judging
import PatchModel
import Workbench

/// What a shell offers for the values of arguments: names of the plan that the command line means.
extension CompletionKind {
    static var series: CompletionKind {
        .custom { words, _, _ in
            (try? Plan.findOwn(from: folder(of: words)))?.series.map(\.name) ?? []
        }
    }

    /// Stages by number, name and flag, also as the ends of ranges.
    static var stages: CompletionKind {
        .custom { words, _, word in
            let start = word.ranges(of: "..").last.map { String(word[..<$0.upperBound]) } ?? ""
            return names(words) { series in
                let labels = series.stages.map { (number: $0.id.description, name: series.patch(of: $0.id)) }
                return ["base", "top"] + labels.map(\.number) + labels.compactMap { $0.name?.name.text }
                    + labels.compactMap { $0.name?.feature?.text }
            }.map { start + $0 }
        }
    }

    static var patches: CompletionKind {
        .custom { words, _, _ in
            names(words) { series in series.patches.map(\.name.text) + series.patches.compactMap { $0.feature?.text } }
        }
    }

    /// Of the latest run.
    static var metrics: CompletionKind {
        .custom { words, _, _ in
            guard let workbench = workbench(words),
                let study = try? workbench.bench.study(nil, ComparisonOptions(length: .rounds(0), seed: 0))
            else { return [] }
            let metrics = study.metrics
            return Array(Set(metrics.map(\.name))).sorted() + metrics.map(\.description)
        }
    }

    /// Paths of the work tree.
    static var workTreePaths: CompletionKind {
        .custom { words, _, word in
            guard let plan = try? Plan.findOwn(from: folder(of: words)),
                let series = try? plan.series(named: value(of: "--series", in: words))
            else { return [] }
            let tree = plan.stateDirectory.appending(path: "\(series.name)/work", directoryHint: .isDirectory)
            let folder = word.lastIndex(of: "/").map { String(word[...$0]) } ?? ""
            let place = tree.appending(path: folder, directoryHint: .isDirectory)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
            return names.filter { $0 != ".git" }.sorted().map { folder + $0 }
        }
    }

    private static func names(_ words: [String], _ body: (Series) -> [String]) -> [String] {
        workbench(words).map { body($0.series) } ?? []
    }

    private static func workbench(_ words: [String]) -> Workbench? {
        guard let plan = try? Plan.findOwn(from: folder(of: words)),
            let series = try? plan.series(named: value(of: "--series", in: words))
        else { return nil }
        return try? Workbench(plan: plan, series: series, access: .look, tools: BenchTools())
    }

    private static func folder(of words: [String]) -> URL {
        Invocation.current.folder(at: value(of: "-C", in: words) ?? ".")
    }

    private static func value(of option: String, in words: [String]) -> String? {
        words.firstIndex(of: option).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
    }
}
