import ArgumentParser
import Input

struct OnOption: ParsableArguments {
    @Option(
        name: .customLong("on"),
        help: ArgumentHelp(
            "Where to build and run: slurm or slurm:PARTITION, a cluster whose nodes see the files here; "
                + "ssh:HOST,HOST, machines with a patchbench; or local (default: as patchbench.yaml says, else local).",
            valueName: "place"))
    var place: WorkPlace?

    /// What the plan says, where nothing is said here.
    func changed(_ changes: PlanChanges = PlanChanges()) -> PlanChanges {
        var changes = changes
        changes.place = place
        return changes
    }
}

extension WorkPlace: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
