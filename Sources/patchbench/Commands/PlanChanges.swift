import Input
import Machine

/// What options of a command change of what the plan says.
struct PlanChanges {
    /// Nil where the plan says it.
    var pin: Pinning?
    var counts: Bool?
    var commands = Commands.planned
    /// Nil where the plan says it, for a verb that can do its work elsewhere.
    var place: WorkPlace? = .local

    /// Which of the plan's commands run.
    enum Commands {
        case planned
        case exploring
        /// On so many virtual CPUs.
        case virtual([Int])
        /// Likewise, where the plan has commands for it; else its own bench may know them.
        case virtualWherePlanned([Int])
    }

    func apply(to plan: SeriesPlan) throws -> SeriesPlan {
        var plan = plan
        switch commands {
        case .planned: break
        case .exploring: plan = try plan.exploring()
        case .virtualWherePlanned where plan.virtual == nil: break
        case .virtual(let cpus), .virtualWherePlanned(let cpus): plan = try plan.onVirtualCPUs(cpus)
        }
        if let pin { plan = plan.pinned(to: pin) }
        if let counts { plan = plan.counting(counts) }
        if let place { plan.place = place }
        return plan
    }
}
