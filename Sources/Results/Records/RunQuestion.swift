import PatchModel

/// The command that makes a run; `run` measures as `bench` does.
public enum RunVerb: String, Sendable {
    case bench, compare, attribute, ablate, claims, bisect
}

/// What a run is to answer: it is gone on with for the same question alone.
public struct RunQuestion: Sendable, Equatable {
    public var verb: RunVerb
    /// Stages that are compared.
    public var pairs: [Pair]
    /// What is looked for among patches.
    public var search: Search?

    public struct Pair: Sendable, Equatable {
        public var before: StageID
        public var after: StageID

        package init(before: StageID, after: StageID) {
            self.before = before
            self.after = after
        }
    }

    public struct Search: Sendable, Equatable {
        public var goal: Goal
        /// A metric's pattern, a test's name, or a command.
        public var text: String
        public var findsAll: Bool
        /// As a share.
        public var minimumEffect: Double
        public var range: StageRange

        public enum Goal: String, Sendable {
            case metric, test, command
        }

        package init(goal: Goal, text: String, findsAll: Bool, minimumEffect: Double, range: StageRange) {
            self.goal = goal
            self.text = text
            self.findsAll = findsAll
            self.minimumEffect = minimumEffect
            self.range = range
        }
    }

    package init(verb: RunVerb = .bench, pairs: [Pair] = [], search: Search? = nil) {
        self.verb = verb
        self.pairs = pairs
        self.search = search
    }
}
