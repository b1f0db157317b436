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
    public var file: URL { directory.appending(path: Self.fileName, directoryHint: .notDirectory) }
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
    /// Whether the tool itself has the code of further builds of a stage come to lie otherwise, through the flags of
    /// the build systems that it knows.
    public var variesLayout = false
    /// What verdicts rest on where nothing else is asked for.
    public var rebuilds = Rebuilds.times(1)
    /// Files that a build leaves, relative to the work tree: kept and used for tests and benchmarks.
    /// Empty: tests and benchmarks run in the work tree.
    public var keep: [String] = []
    /// The command that tests a stage.
    public var test: TestCommand?
    /// The commands that look for what other tests need luck to find, for `test --explore`.
    public var explore: ExploreCommands?
    /// The commands that measure on virtual CPUs, for `--virtual` and for claims of machines with other CPUs.
    public var virtual: VirtualCommands?
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
    /// What counts as no change, 0.01 for 1%.
    public var margin = 0.01
    /// What the benchmark says of its runs and may differ between stages.
    public var freeConditions: [String] = []
    /// What was reported of the same stages elsewhere.
    public var reported: Reported?
    /// The command whose output names the toolchain; it is part of a build's key.
    public var toolchain: String?
    public var limits = Limits()
    /// Where its commands run.
    public var place = WorkPlace.local
    /// What was changed of what the file says, in order, so that another machine can do the same.
    package private(set) var changes: [PlanChange] = []
    /// What is let into the sandbox that commands run in; nil: they run as the tool does.
    public var sandbox: SandboxPlan?
    /// How much the patches may hold altogether.
    public var sizes = SeriesLimits()

    package var applyOptions: ApplyOptions {
        ApplyOptions(fuzz: fuzz, adaptsLineEnds: allowed.contains(.otherLineEnds))
    }

    /// The same series with the commands of `explore` in the place of those that build and test.
    public func exploring() throws(InputError) -> SeriesPlan {
        guard let explore else { throw .noExplore(series: name) }
        var plan = self
        plan.build = explore.build
        plan.keep = explore.keep
        plan.test = explore.test
        plan.trace = nil
        plan.changes.append(.exploring)
        return plan
    }

    /// The same series with the commands of `virtual` in the place of those that build and measure.
    /// - Parameter cpus: What the bench command finds in `PATCHBENCH_CPUS`, with commas between; not empty.
    public func onVirtualCPUs(_ cpus: [Int]) throws(InputError) -> SeriesPlan {
        guard let virtual else { throw .noVirtual(series: name) }
        var plan = self
        plan.build = virtual.build
        plan.keep = virtual.keep
        plan.bench = virtual.bench
        // Virtual time does not know where code lies.
        plan.rebuilds = .times(1)
        let list = cpus.map(String.init).joined(separator: ",")
        // It is a part of what the run is known by.
        plan.bench?.text = "export PATCHBENCH_CPUS=\(list); " + virtual.bench.text
        plan.metrics = metrics.map(\.onVirtualCPUs)
        plan.changes.append(.virtual(cpus))
        return plan
    }

    /// The same series on these CPUs of whatever machine it is measured on.
    public func pinned(to pinning: Pinning) -> SeriesPlan {
        var plan = self
        plan.pinning = pinning
        plan.changes.append(.pinned(pinning.description))
        return plan
    }

    /// The same series with instructions counted, or not.
    public func counting(_ counts: Bool) -> SeriesPlan {
        var plan = self
        plan.bench?.countsInstructions = counts
        plan.changes.append(.counting(counts))
        return plan
    }

    /// The same series with its commands in a sandbox, where they are in none.
    public func sandboxed() -> SeriesPlan {
        var plan = self
        plan.sandbox = sandbox ?? SandboxPlan()
        plan.changes.append(.sandboxed)
        return plan
    }

    /// Likewise, as another machine did.
    package func changed(by changes: [PlanChange]) throws(InputError) -> SeriesPlan {
        var plan = self
        for change in changes {
            switch change {
            case .exploring: plan = try plan.exploring()
            case .virtual(let cpus): plan = try plan.onVirtualCPUs(cpus)
            case .pinned(let text): plan = plan.pinned(to: Pinning(text) ?? .none)
            case .counting(let counts): plan = plan.counting(counts)
            case .sandboxed: plan = plan.sandboxed()
            }
        }
        return plan
    }

    /// Which way the metrics of a pattern are better.
    public struct DirectionRule: Sendable, Equatable {
        public let pattern: MetricPattern
        public let better: Metric.Direction
    }

    /// Numbers of another machine, to be compared by how they change from stage to stage.
    public struct Reported: Sendable, Equatable {
        /// Where, in words.
        public var source: String
        /// As words name them.
        public var stages: [String]
        /// By metric as many as there are stages; nil where none was reported.
        public var values: [Values]

        public struct Values: Sendable, Equatable {
            public let pattern: MetricPattern
            public let numbers: [Double?]
        }
    }

    /// How long a command may run before it is stopped, and how much it may take.
    public struct Limits: Sendable, Equatable {
        public var build: Duration = .seconds(1800)
        public var test: Duration = .seconds(600)
        public var bench: Duration = .seconds(600)
        /// Of each process, in bytes.
        public var memory: Int?
        /// In a sandbox.
        public var processes: Int?

        public init() {}

        /// Of commands of which nobody knows how long they take.
        public static var ofTrial: Limits {
            var limits = Limits()
            (limits.build, limits.test, limits.bench) = (.seconds(7200), .seconds(7200), .seconds(7200))
            return limits
        }
    }
}

/// What the plan lets into a sandbox.
public struct SandboxPlan: Sendable, Equatable {
    /// Names of variables.
    public var environment: [String] = []
    /// Places that are hidden otherwise; `~/` is the home.
    public var readable: [String] = []

    public init(environment: [String] = [], readable: [String] = []) {
        (self.environment, self.readable) = (environment, readable)
    }
}

/// How a stage is built and tested where tests try every order of what happens at the same time.
public struct ExploreCommands: Sendable, Equatable {
    public let build: [String]
    /// As `SeriesPlan.keep`.
    public let keep: [String]
    /// Prints results as any test does, a scenario a name.
    public let test: TestCommand
}

/// How a stage is built and measured on virtual CPUs, whose number the command finds in the environment.
public struct VirtualCommands: Sendable, Equatable {
    public let build: [String]
    /// As `SeriesPlan.keep`.
    public let keep: [String]
    /// Prints metrics called `virtual_…`, with the number of CPUs as the parameter `cpus`.
    public let bench: BenchCommand
}
