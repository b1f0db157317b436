/// One thing about the machine that measurements depend on.
public struct MachineCheck: Sendable, Equatable {
    public var name: String
    public var state: State
    public var finding: String
    /// What to do about it; nil where all is well.
    public var advice: String?

    public enum State: String, Sendable {
        case good
        /// Measurements take longer, or say less.
        case caution
        /// What is measured would be false, or cannot be measured.
        case wrong
    }

    init(_ name: String, _ finding: String) {
        self.init(name, .good, finding, nil)
    }

    init(_ name: String, _ state: State, _ finding: String, _ advice: String?) {
        self.name = name
        self.state = state
        self.finding = finding
        self.advice = advice
    }
}
