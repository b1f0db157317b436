import Judging

extension ReusedRun {
    var line: String {
        agrees
            ? "taken over: \(counted(rounds, "round")) of run \(run), which agree with the new ones"
            : "not taken over: run \(run), which does not agree with the new rounds, or these are too few to tell"
    }
}
