import Foundation
import Testing

@testable import Input

/// Where a plan has its commands run.
extension PlanTests {
    @Test(arguments: [
        ("local", WorkPlace.local), ("slurm", .slurm(partition: nil)), ("slurm:long_1", .slurm(partition: "long_1")),
        ("ssh:tower", .ssh(["tower"])), ("ssh:me@a.example,b-2", .ssh(["me@a.example", "b-2"])),
    ]) func `a place is this machine, a cluster or hosts`(_ text: String, _ place: WorkPlace) throws {
        let series = "series:\n  s:\n    base: base\n    patches: patches\n    on: \(text)\n"
        #expect(try read(series).series[0].place == place)
    }

    /// What a shell or a program would take for something else is no name.
    @Test(arguments: ["nowhere", "ssh", "'ssh:a,'", "'ssh:a b'", "'slurm:-x'", "'ssh:$(id)'", "'slurm:a;b'"])
    func `what is no place is named with its line`(_ text: String) throws {
        let series = "series:\n  s:\n    base: base\n    patches: patches\n    on: \(text)\n"
        let found = try problem(in: series)?.0
        #expect(found == .badPlace(text.filter { $0 != "'" }))
    }
}
