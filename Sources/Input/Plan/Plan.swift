import Foundation
import Machine
import Outputs
import PatchModel

/// What `patchbench.yaml` says, checked: the series in the order of the file, every path absolute.
public struct Plan: Sendable, Equatable {
    /// The file's name, as it is looked for from the working folder upward.
    public static let fileName = "patchbench.yaml"

    /// The folder that holds `patchbench.yaml`; what the tool makes is in `.patchbench` beside it.
    public let directory: URL
    /// At least one; the first is the default.
    public let series: [SeriesPlan]

    /// The folder of everything that the tool makes: stages, work trees, kept builds, logs.
    public var stateDirectory: URL { directory.appending(path: ".patchbench", directoryHint: .isDirectory) }

    /// The private repository that holds the stages of all series as commits.
    package var repository: URL { stateDirectory.appending(path: "repository.git", directoryHint: .isDirectory) }

    /// What of a base folder is the tool's or a series' own, and never part of a stage.
    package var ownPlaces: [URL] {
        [directory.appending(path: Self.fileName), stateDirectory] + series.flatMap(\.patches.places)
    }

    /// The series called `name`, or the default one.
    public func series(named name: String?) throws(InputError) -> SeriesPlan {
        guard let name else { return series[0] }
        if let found = series.first(where: { $0.name == name }) { return found }
        throw .unknownSeries(name, known: series.map(\.name))
    }
}

/// One series: where its base and patches are, and the commands that build, test and measure a stage.
public struct SeriesPlan: Sendable, Equatable {
    /// How the series is called on the command line and in refs: letters, digits, `.`, `_`, `-`.
    public var name: String
    public var base: BaseSource
    public var patches: PatchesSource
    /// Whether what `.gitignore` files in a base folder name is left out of it.
    public var leavesOutIgnored = false
    /// Leading components of the patches' paths that go, `-pN`, where no quilt series says it.
    public var strip = 1
    /// What is refused of patches unless it is allowed by name.
    public var allowed: PatchPolicy = []
    /// Up to how many lines of context at each end of a hunk may differ: 0 to 2.
    public var fuzz = 0
    /// Shell commands, run in the work tree one after the other.
    public var build: [String] = []
    /// Files that a build leaves, relative to the work tree: kept and used for tests and benchmarks.
    /// Empty: tests and benchmarks run in the work tree.
    public var keep: [String] = []
    /// The command that tests a stage.
    public var test: TestCommand?
    /// The command that prints the observable behaviour of a stage, compared for `Claim: same-behaviour`.
    public var trace: String?
    /// The command that measures a stage.
    public var bench: BenchCommand?
    /// The CPUs that its processes run on.
    public var pinning = Pinning.none
    /// Which way metrics are better, where it is not what the benchmark says; the first that matches counts.
    public var better: [DirectionRule] = []
    /// What is judged; empty for all.
    public var metrics: [MetricPattern] = []
    /// What the benchmark says of its runs and may differ between stages.
    public var freeConditions: [String] = []
    /// The command whose output names the toolchain; it is part of a build's key.
    public var toolchain: String?
    public var limits = Limits()
    /// How much the patches may hold altogether.
    public var sizes = SeriesLimits()

    package var applyOptions: ApplyOptions {
        ApplyOptions(fuzz: fuzz, adaptsLineEnds: allowed.contains(.otherLineEnds))
    }

    /// Which way the metrics of a pattern are better.
    public struct DirectionRule: Sendable, Equatable {
        public let pattern: MetricPattern
        public let better: Metric.Direction
    }

    /// How long a command may run before it is stopped.
    public struct Limits: Sendable, Equatable {
        public var build: Duration = .seconds(1800)
        public var test: Duration = .seconds(600)
        public var bench: Duration = .seconds(600)
    }
}
