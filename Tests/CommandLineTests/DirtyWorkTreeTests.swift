import Foundation
import PatchbenchTestSupport
import Testing

/// What commands make of edits in the work tree.
@Suite struct DirtyWorkTreeTests {
    private let small: SmallSeries
    private static let file = ".patchbench/small/work/value.txt"
    private static let edited = "the value is\n6\ncycles\n"

    init() throws { small = try SmallSeries() }

    private func edit() async throws {
        try await small.patchbench("goto", "1").expectSuccess()
        try small.folder.write(Self.edited, to: Self.file)
        try small.folder.write("mine\n", to: ".patchbench/small/work/new")
    }

    private func expectEdits() async throws {
        #expect(try small.folder.text(of: Self.file) == Self.edited)
        #expect(try small.folder.text(of: ".patchbench/small/work/new") == "mine\n")
        let status = try await small.patchbench("status").text
        #expect(status.contains("modified: value.txt") && status.contains("new:      new"), "\(status)")
    }

    @Test func `a step carries an edit along, or is refused and names the patch that would lose it`() async throws {
        try await small.patchbench("goto", "1").expectSuccess()
        try small.folder.write("echo mine\n", to: ".patchbench/small/work/run.sh")
        for stage in ["3", "0", "1"] { try await small.patchbench("goto", stage).expectSuccess() }
        #expect(try small.folder.text(of: ".patchbench/small/work/run.sh") == "echo mine\n")
        try small.folder.write(Self.edited, to: Self.file)
        try await small.patchbench("push").expectSuccess()
        let refused = try await small.patchbench("push")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("modified: value.txt, which 0003-halve-the-value touches"), "\(refused.errors)")
        #expect(try small.folder.text(of: Self.file) == Self.edited)
    }

    @Test func `the stage that is applied is built, tested and measured as it is, and no other is`() async throws {
        try await edit()
        let built = try await small.patchbench("build", "1").expectSuccess()
        #expect(built.text.contains("lower-value with edits  built in"), "\(built.text)")
        let benched = try await small.patchbench("bench", "--rounds", "1").expectSuccess()
        let rows = benched.text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(rows.contains("size 0 1 with edits 2 3"), "\(benched.text)")
        #expect(rows.contains("32 10.0/20.0 6.00/12.0 8.00/16.0 4.00/8.00"), "\(benched.text)")
        #expect(rows.contains("1 lower-value with edits"), "\(benched.text)")
        let tested = try await small.patchbench("test", "1", "2").expectSuccess()
        #expect(tested.text.contains("1 with edits 2"), "\(tested.text)")
        let compared = try await small.patchbench("compare", "1", "2", "--rounds", "3", "--json")
        #expect(compared.text.contains(#""edits":true"#), "\(compared.text)")
        try await expectEdits()
    }

    @Test func `results with edits and without never mix`() async throws {
        try await small.patchbench("goto", "1").expectSuccess()
        try await small.patchbench("run", "1", "--rounds", "1").expectSuccess()
        try await edit()
        let edited = try await small.patchbench("run", "1", "--rounds", "1").expectSuccess()
        #expect(edited.text.contains("6.00/12.0"), "\(edited.text)")
        #expect(small.builds == ["1", "1"])
        try await small.patchbench("restore", ".").expectSuccess()
        let clean = try await small.patchbench("run", "1", "--rounds", "1").expectSuccess()
        #expect(clean.text.contains("8.00/16.0") && !clean.text.contains("with edits"), "\(clean.text)")
        #expect(small.builds == ["1", "1"])
        try await small.patchbench("undo").expectSuccess()
        #expect(try await small.patchbench("build", "1").text.contains("with edits  built before"))
    }

    @Test func `edits are put aside for other stages and brought back, also where the run was killed`() async throws {
        try await edit()
        let plan = try small.folder.text(of: "patchbench.yaml")
        // The one that runs the supervisor of the command is the tool.
        let kill = "test ! -e new && kill -9 $(ps -o ppid= -p $PPID); sleep 1"
        try small.folder.write(plan.replacing("sh build.sh", with: kill), to: "patchbench.yaml")
        #expect(try small.product("build", "3").status != 0)
        #expect(!small.folder.exists(".patchbench/small/work/new"))
        try small.folder.write(plan, to: "patchbench.yaml")
        try await small.patchbench("build", "3").expectSuccess()
        try await expectEdits()
        #expect(try await small.patchbench("applied").text == "0001-lower-the-value\n")
    }

    @Test func `what a build leaves is nobody's edit, until somebody changes it`() async throws {
        try small.folder.write("", to: "base/.gitignore")
        try await small.patchbench("goto", "1").expectSuccess()
        try await small.patchbench("build", "0..3").expectSuccess()
        #expect(small.folder.exists(".patchbench/small/work/out/run"))
        #expect(try await small.patchbench("status").text.contains("no edits"))
        #expect(try await small.patchbench("build", "1").text.contains("lower-value  built before"))
        try small.folder.write("typed\n", to: ".patchbench/small/work/out/run")
        #expect(try await small.patchbench("diff").text.contains("+typed"))
    }

    @Test func `in a large tree an edit of a file that no patch touches is seen where commands run`() async throws {
        for number in 1...10_000 { try small.folder.write("", to: "base/many/\(number % 100)/\(number)") }
        try await small.patchbench("goto", "1").expectSuccess()
        try small.folder.write("echo mine\n", to: ".patchbench/small/work/many/1/1")
        try await small.patchbench("push").expectSuccess()
        #expect(try await small.patchbench("build", "2", "1").text.contains("0002-say-why with edits  built in"))
        #expect(try small.folder.text(of: ".patchbench/small/work/many/1/1") == "echo mine\n")
        try await small.patchbench("refresh").expectSuccess()
        try await small.patchbench("undo").expectSuccess()
        #expect(try small.folder.text(of: ".patchbench/small/work/many/1/1") == "echo mine\n")
    }
}
