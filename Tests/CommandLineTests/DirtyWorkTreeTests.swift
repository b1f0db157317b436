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

    /// Lines with one blank between their words.
    private func rows(_ answer: Command) -> [String] {
        answer.text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
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
        for row in ["0 base 10", "1 lower-value with edits 6", "2 0002-say-why 8", "3 halved-value 4"] {
            #expect(rows(benched).contains { $0.hasPrefix(row) }, "\(row) in \(benched.text)")
        }
        let tested = try await small.patchbench("test", "0", "1").expectSuccess()
        #expect(tested.text.contains(/stage +0 +1 with edits\n/), "\(tested.text)")
        let compared = try await small.patchbench("compare", "1", "2", "--rounds", "3", "--json")
        #expect(compared.text.contains(#""edits":true"#), "\(compared.text)")
        try await expectEdits()
    }

    @Test func `results with edits and without never mix`() async throws {
        try await small.patchbench("goto", "1").expectSuccess()
        try await small.patchbench("run", "1", "--rounds", "1").expectSuccess()
        try await edit()
        let edited = try await small.patchbench("run", "1", "--rounds", "1").expectSuccess()
        #expect(rows(edited).contains { $0.hasPrefix("1 lower-value with edits 6") }, "\(edited.text)")
        #expect(small.builds == ["1", "1"])
        try await small.patchbench("restore", ".").expectSuccess()
        let clean = try await small.patchbench("run", "1", "--rounds", "1").expectSuccess()
        #expect(rows(clean).contains { $0.hasPrefix("1 lower-value 8") }, "\(clean.text)")
        #expect(!clean.text.contains("with edits"), "\(clean.text)")
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

    /// Of a long series a step looks at no file of patches that are far away.
    @Test func `an edit of a file of a patch that is far away stays where it is`() async throws {
        for number in 1...10_000 { try small.folder.write("", to: "base/many/\(number % 100)/\(number)") }
        for number in 1...300 {
            try small.folder.write(
                "--- /dev/null\n+++ b/new/\(number)\n@@ -0,0 +1 @@\n+\(number)\n", to: "patches/\(number).patch")
        }
        try small.folder.write((1...300).map { "\($0).patch\n" }.joined(), to: "patches/series")
        try await small.patchbench("goto", "10").expectSuccess()
        try small.folder.write("seen\n", to: ".patchbench/small/work/new/2")
        try await small.patchbench("goto", "280").expectSuccess()
        try small.folder.write("not seen\n", to: ".patchbench/small/work/new/3")
        try await small.patchbench("push").expectSuccess()
        try await small.patchbench("undo").expectSuccess()
        #expect(try await small.patchbench("top").text == "280\n")
        let status = try await small.patchbench("status").text
        #expect(status.contains("new/2") && status.contains("new/3"), "\(status)")
        try await small.patchbench("undo").expectSuccess()
        #expect(try await small.patchbench("top").text == "10\n")
        #expect(try small.folder.text(of: ".patchbench/small/work/new/2") == "seen\n")
    }
}
