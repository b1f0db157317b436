import Foundation
import Glibc
import PatchbenchTestSupport
import Testing

@testable import Input

/// Whose a plan is, and what is kept beside it.
@Suite struct PlanOwnerTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.makeFolder("base")
        try folder.makeFolder("patches")
        try folder.write("series:\n  s:\n    base: base\n    patches: patches\n", to: "patchbench.yaml")
        try folder.makeFolder(".patchbench/s/undo/1")
        try folder.write("{}", to: ".patchbench/s/undo/1/change.json")
    }

    private func problem(user: uid_t = geteuid(), isTrusted: Bool = false) throws -> InputError? {
        let plan = try Plan.find(from: folder.url)
        do { try plan.checkOwner(user: user, isTrusted: isTrusted) } catch { return error }
        return nil
    }

    @Test func `F5: a plan of another user is refused unless its folder is trusted`() throws {
        #expect(try problem() == nil)
        guard case .foreign(let file, geteuid(), _) = try problem(user: geteuid() + 1) else {
            Issue.record("not refused")
            return
        }
        #expect(file.lastPathComponent == "patchbench.yaml")
        #expect(try problem(user: geteuid() + 1, isTrusted: true) == nil)
    }

    @Test(arguments: [
        ".patchbench/lock", ".patchbench/s/lock", ".patchbench/s/undo/1/pending", ".patchbench/s/pending",
        ".patchbench/s/logs",
    ])
    func `F4: a link among what the tool keeps is named, trusted or not`(_ path: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.file(path).path, withDestinationPath: "/etc/hostname")
        for isTrusted in [false, true] {
            guard case .notOurs(let file, .link) = try problem(isTrusted: isTrusted) else {
                Issue.record("not refused")
                return
            }
            #expect(file.path.hasSuffix(path))
        }
    }

    @Test func `F4: links in a work tree are the series' own`() throws {
        try folder.makeFolder(".patchbench/s/work")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file(".patchbench/s/work/link").path, withDestinationPath: "/etc/hostname")
        #expect(try problem() == nil)
    }
}
