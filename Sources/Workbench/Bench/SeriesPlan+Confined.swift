import Foundation
import Input
import Machine

extension SeriesPlan {
    /// What runs the series' commands: in a sandbox and with limits, where the plan says so.
    /// - Parameter state: The folder below which commands run.
    func confined(_ tools: BenchTools, plan: Plan, state: URL) -> any CommandRunning {
        ConfinedRunner.confine(
            tools.runner, sandbox.map { $0.sandbox(of: plan, state: state, home: tools.environment["HOME"]) },
            ConfinedRunner.Limits(memory: limits.memory, processes: limits.processes))
    }
}

extension SandboxPlan {
    /// The home is hidden, and the project in it is shown, but where the project is the home itself.
    func sandbox(of plan: Plan, state: URL, home: String?) -> Sandbox {
        let home = home.map { URL(filePath: $0).resolvingSymlinksInPath().path }
        let folder = plan.directory.resolvingSymlinksInPath().path
        let state = state.resolvingSymlinksInPath().path
        let places = readable.map { place in
            place.hasPrefix("~/") ? "\(home ?? "")/\(place.dropFirst(2))" : place
        }
        let hidden = ["/home", "/root", home].compactMap(\.self) + ["/run", "/tmp", "/var/tmp"]
        return Sandbox(
            state: state, readable: places.filter { access($0, F_OK) == 0 } + [folder == home ? state : folder],
            hidden: hidden.filter { place in place != "/" && URL(filePath: place).isFolder },
            environment: Set(environment))
    }
}
