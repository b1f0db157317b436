import Judging

extension InstructionCounting {
    /// A line under a table that has counts.
    var line: String {
        let shakes = isExact ? "which is exact: one count a stage" : "so it is judged as a measurement is"
        return
            "instructions: of user space, of the command and all that it starts, counted by \(counter); three counts "
            + "of one stage differ by \(smallShare(spread)), \(shakes); they are no time"
    }
}
