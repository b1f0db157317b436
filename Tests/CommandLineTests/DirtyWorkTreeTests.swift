import Foundation
import PatchbenchTestSupport
import Testing

/// What edits in the work tree stop.
@Suite struct DirtyWorkTreeTests {
    private let small: SmallSeries

    init() throws { small = try SmallSeries() }

    private func expectRefusal(_ arguments: String...) async throws {
        let answer = try await small.patchbench(arguments)
        #expect(answer.status == 2)
        #expect(answer.errors.contains("run.sh"))
        #expect(try small.folder.text(of: ".patchbench/small/work/run.sh") == "echo mine\n")
    }

    @Test func `an edit of a file that no patch touches stops a build, of this stage as well, and no step`()
        async throws
    {
        try await small.patchbench("goto", "1").expectSuccess()
        try small.folder.write("echo mine\n", to: ".patchbench/small/work/run.sh")
        for stage in ["2", "1"] { try await small.patchbench("goto", stage).expectSuccess() }
        try await expectRefusal("build", "2")
        try await expectRefusal("build", "1")
        #expect(small.builds.isEmpty)
    }

    @Test func `in a large tree one of a file that no patch touches stops what runs commands, and no step`()
        async throws
    {
        for number in 1...10_000 { try small.folder.write("", to: "base/many/\(number % 100)/\(number)") }
        try await small.patchbench("goto", "1").expectSuccess()
        try small.folder.write("echo mine\n", to: ".patchbench/small/work/run.sh")
        try await small.patchbench("push").expectSuccess()
        try await small.patchbench("goto", "3").expectSuccess()
        for arguments in [["build", "2"], ["test", "3"], ["bench", "--rounds", "1", "3"], ["run", "3"]] {
            let answer = try await small.patchbench(arguments)
            #expect(answer.status == 2)
            #expect(answer.errors.contains("run.sh"))
        }
        #expect(small.builds.isEmpty)
        try small.folder.write("mine\n", to: ".patchbench/small/work/value.txt")
        let answer = try await small.patchbench("goto", "2")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("value.txt"))
        #expect(!answer.errors.contains("run.sh"))
        #expect(try small.folder.text(of: ".patchbench/small/work/run.sh") == "echo mine\n")
    }
}
