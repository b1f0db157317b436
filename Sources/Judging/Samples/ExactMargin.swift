/// How far two values may differ that one run tells exactly, and still be one.
package struct ExactMargin: Sendable, Equatable {
    /// Of the smaller one.
    package let share: Double
    /// In the unit of the values, where that is more.
    let slack: Double

    /// Of counts of instructions: a shell writes its parent's number down, some 20 for each digit.
    package static func instructions(_ share: Double = InstructionCounting.tolerance) -> ExactMargin {
        ExactMargin(share: share, slack: InstructionCounting.slack)
    }

    /// Whether what it is of is exact most of the time.
    var isOfInstructions: Bool { slack > 0 }

    /// Of what is the same to the bit in every run.
    package static func value(_ share: Double) -> ExactMargin { ExactMargin(share: share, slack: 0) }

    package func areOne(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= max(slack, share * min(abs(left), abs(right)))
    }
}
