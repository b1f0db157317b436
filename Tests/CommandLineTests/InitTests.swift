import Foundation
import Input
import PatchbenchTestSupport
import Testing

@testable import Workbench
@testable import patchbench

/// `patchbench init` in projects of several kinds.
@Suite struct InitTests {
    struct Project: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        /// Lines of the plan, without what is in front of them.
        let lines: [String]
    }

    private static let patch = "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-one\n+two\n"

    static let projects = [
        Project(
            testDescription: "a Swift package with a quilt folder",
            files: ["Package.swift": "", "f": "one\n", "patches/x/series": "a.patch\n", "patches/x/a.patch": patch],
            lines: ["x:", "patches: patches/x", "build: swift build -c release", "# test: ./run-tests"]),
        Project(
            testDescription: "a makefile without tests, and Debian's patches",
            files: [
                "Makefile": "all:\n\ttrue\n", "f": "one\n", "debian/patches/series": "a.patch\n",
                "debian/patches/a.patch": patch,
            ],
            lines: ["debian:", "patches: debian/patches", "build: make -j$(nproc)", "# test: ./run-tests"]),
        Project(
            testDescription: "a makefile with a check",
            files: ["GNUmakefile": "check: all\n\ttrue\n", "f": "one\n", "patches/1.diff": patch],
            lines: [
                "patches: patches", "build: make -j$(nproc)", "test: make check",
                "bench: {command: make check, format: command}",
            ]),
        Project(
            testDescription: "CMake and a folder of patches with a name that no series can have",
            files: ["CMakeLists.txt": "", "f": "one\n", "patches/-my series/1.patch": patch],
            lines: [
                "my-series:", "patches: 'patches/-my series'",
                "- cmake -S . -B build -DCMAKE_BUILD_TYPE=Release", "- cmake --build build -j$(nproc)",
            ]),
        Project(
            testDescription: "nothing but a mailbox",
            files: ["f": "one\n", "posted.mbox": "From: a <a@b>\nSubject: x\n\n" + patch],
            lines: ["posted:", "base: .", "patches: posted.mbox", "# build: make -j2"]),
    ]

    @Test(arguments: projects) func `finds build system and series, and the plan works`(_ project: Project) async throws
    {
        let folder = try TemporaryFolder()
        for (path, text) in project.files { try folder.write(text, to: path) }
        try await patchbench(["init", "--no-try"], in: folder).expectSuccess()
        let lines = try folder.text(of: "patchbench.yaml").split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
        for line in project.lines { #expect(lines.contains(line), "\(lines)") }
        try await patchbench(["push"], in: folder).expectSuccess()
    }

    @Test func `in a git repository the base is the commit that is checked out`() async throws {
        let project = try SourceProject()
        try project.git("checkout", "-q", "v1")
        try project.mailbox("project/posted.mbox")
        try await project.patchbench("init", in: "project").expectSuccess()
        #expect(try project.folder.text(of: "project/patchbench.yaml").contains("    base: {git: ., rev: HEAD}\n"))
        try await project.patchbench("push", "--all", in: "project").expectSuccess()
        #expect(try project.tree(of: "project/.patchbench/posted/work") == project.trees().last)
    }

    @Test func `another base takes the place of the plan's`() async throws {
        let project = try SourceProject()
        try project.mailbox("project/posted.mbox")
        try await project.patchbench("init", in: "project").expectSuccess()
        // What is checked out has the patches already.
        let refused = try await project.patchbench("push", "--all", in: "project")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("posted.mbox:"))
        try await project.patchbench("push", "--all", "--base", "v1", in: "project").expectSuccess()
        #expect(try project.tree(of: "project/.patchbench/posted/work") == project.trees().last)
    }

    @Test func `a plan without series takes the first import`() async throws {
        let project = try SourceProject()
        try project.mailbox("series.mbox")
        try project.checkOut("base")
        try await project.patchbench("init").expectSuccess()
        #expect(try project.folder.text(of: "here/patchbench.yaml").hasSuffix("\nseries:\n"))
        let empty = try await project.patchbench("series")
        #expect(empty.status == 2)
        #expect(empty.errors.contains("`patchbench import` adds one"))
        try await project.patchbench("import", "../series.mbox", "--base", "../base").expectSuccess()
        try await project.patchbench("push", "--all").expectSuccess()
    }

    /// A program in C with tests and a history, whose latest commit makes a test pass.
    private func program() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(
            "all: twice\n\ntwice: twice.c\n\t$(CC) -o $@ twice.c\n\ncheck:\n\tsh test.sh\n", to: "Makefile")
        try folder.write("int main(void) { return 2 + 1; }\n", to: "twice.c")
        try folder.write(
            "./twice; echo 1..1; test $? = 0; ./twice; test $? = 4 && echo ok 1 four || echo not ok 1 four\n",
            to: "test.sh")
        let script = """
            git init -q -b main && git add -A && git commit -q -m one && sed -i 's/2 + 1/2 + 2/' twice.c
            git commit -q -a -m 'twice: add two' && echo twice > .gitignore && git add -A && git commit -q -m ignore
            """
        let who = ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"]
        try Command.run(
            "sh", ["-ec", script], in: folder.url,
            environment: Dictionary(uniqueKeysWithValues: who.map { ($0, "a@example.org") })
        ).expectSuccess()
        return folder
    }

    @Test func `a plan is tried on the base, and a run of it goes through as it stands`() async throws {
        let folder = try program()
        let made = try await patchbench(["init"], in: folder).expectSuccess()
        #expect(made.text.contains("0 tests pass, 1 failed"), "\(made.text)")
        #expect(made.text.contains("without any patch there fail: four"))
        #expect(made.text.contains("measures wall_time "))
        #expect(made.text.contains("the series has 2 patches, and all apply"))
        let run = try await patchbench(["run", "--rounds", "1"], in: folder).expectSuccess()
        #expect(run.text.contains("four  · ✓ ✓"), "\(run.text)")
    }

    @Test(arguments: [
        (build: 12.0, tests: 200.0, bench: 0.1, line: "# limits: {build: 1800, test: 600, bench: 600}"),
        (build: 310, tests: 790.5, bench: 801, line: "limits: {build: 1800, test: 2400, bench: 2460}"),
        (build: 601, tests: 1, bench: 1, line: "limits: {build: 1860, test: 600, bench: 600}"),
    ]) func `what takes long when it is tried may take three times as long`(
        _ took: (build: Double, tests: Double, bench: Double, line: String)
    ) throws {
        var trial = PlanTrial(patches: 1, baseNotes: [])
        (trial.build, trial.testing, trial.measuring) = (
            .seconds(took.build), .seconds(took.tests), .seconds(took.bench)
        )
        let folder = try TemporaryFolder()
        let entry = SeriesEntry(name: "x", base: .folder(folder.url), patches: folder.url, directory: folder.url)
        var template = PlanTemplate(series: [entry], buildSystem: nil)
        template.limits = trial.limits
        #expect(template.text.contains("\n    \(took.line)\n"), "\(template.text)")
        try folder.write(template.text, to: "patchbench.yaml")
        #expect(try Plan.findOwn(from: folder.url).series(named: nil).limits == trial.limits)
        #expect(TrialListing(trial: trial).lines.contains { $0.contains(took.line) } == (took.line.first != "#"))
    }

    @Test func `a submodule that the build lacks is named, and how to get it`() async throws {
        let folder = try program()
        try folder.write("all: lib/code/a.c\n\tfalse\n", to: "Makefile")
        try folder.write(
            "[submodule \"code\"]\n\tpath = lib/code\n\turl = https://example.org/code\n", to: ".gitmodules")
        let script = """
            git add -A && git update-index --add --cacheinfo 160000,1234567812345678123456781234567812345678,lib/code
            git -c user.name=a -c user.email=a@b commit -qm 'take code in' && git checkout -q -b topic
            git -c user.name=a -c user.email=a@b commit -q --allow-empty -m more
            """
        try Command.run("sh", ["-ec", script], in: folder.url).expectSuccess()
        let made = try await patchbench(["init"], in: folder)
        #expect(made.status == 1)
        #expect(made.text.contains("tried on the base:\n  does not build\n"), "\(made.text)")
        #expect(made.errors.contains("lib/code; `git submodule update --init --recursive` gets them"), "\(made.errors)")
    }

    @Test func `a benchmark that does not run gives way, and what fails is said`() async throws {
        let folder = try program()
        try folder.write("check:\n\ttrue\nbench:\n\tfalse\n", to: "Makefile")
        try Command.run("git", ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qam", "x"], in: folder.url)
            .expectSuccess()
        try Command.run("git", ["checkout", "-q", "-b", "topic"], in: folder.url).expectSuccess()
        let git = ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "mine"]
        try Command.run("git", git, in: folder.url).expectSuccess()
        let made = try await patchbench(["init"], in: folder).expectSuccess()
        #expect(made.text.contains("that benchmark does not run here; another one is tried"), "\(made.text)")
        #expect(made.errors.contains("the bench command failed"))
        let plan = try folder.text(of: "patchbench.yaml")
        #expect(plan.contains("bench: {command: make check, format: command}"))
        #expect(plan.contains("{git: ., range: 'main..topic'}") || plan.contains("range: main..topic"))
    }

    /// Where what benchmarks need is not there, all else is.
    @Test func `a benchmark that cannot be built gives way, and the plan works without`() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "option(WITH_BENCHMARKS \"\" OFF)\nadd_test(a b)\ntarget_link_libraries(m benchmark::benchmark)\n",
            to: "CMakeLists.txt")
        try folder.write("one\n", to: "f")
        try folder.write(Self.patch, to: "patches/a.patch")
        let tools = try TemporaryFolder()
        let report = "<testsuite><testcase name='a'/></testsuite>"
        let scripts = [
            "cmake": "case $* in *BENCH*) echo there is no benchmark; exit 1;; esac; mkdir -p build",
            "ctest": "echo \"\(report)\" > build/test-results.xml",
        ]
        for (name, script) in scripts { try tools.write("#!/bin/sh\n\(script)\n", to: name, isExecutable: true) }
        let made = try await Command.patchbench(
            ["init"], in: folder.url, environment: ["HOME": folder.url.path, "PATH": tools.url.path + ":/usr/bin:/bin"]
        ).expectSuccess()
        #expect(made.text.contains("that benchmark does not run here; another one is tried"), "\(made.text)")
        #expect(made.errors.contains("there is no benchmark"), "\(made.errors)")
        #expect(made.text.contains("1 test"), "\(made.text)")
        #expect(try !folder.text(of: "patchbench.yaml").contains("WITH_BENCHMARKS"))
    }

    @Test func `import keeps what init found, and what the plan says`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("check: all\n\ttrue\nall:\n\ttrue\n", to: "Makefile")
        try folder.write("one\n", to: "f")
        try folder.write(Self.patch, to: "../\(folder.url.lastPathComponent)-x.patch")
        let patch = "../\(folder.url.lastPathComponent)-x.patch"
        defer { try? FileManager.default.removeItem(at: folder.file(patch)) }
        try await patchbench(["init"], in: folder).expectSuccess()
        try await patchbench(["import", patch, "--name", "one"], in: folder).expectSuccess()
        try await patchbench(["import", patch, "--name", "two"], in: folder).expectSuccess()
        for name in ["one", "two"] {
            let tested = try await patchbench(["test", "--series", name], in: folder).expectSuccess()
            #expect(tested.text.contains("test  ✓ ✓"), "\(tested.text)")
        }
        try await patchbench(
            ["import", patch, "--name", "three", "--base", "/usr/include/linux/byteorder"], in: folder
        )
        .expectSuccess()
        #expect(try await patchbench(["test", "--series", "three"], in: folder).errors.contains("no `test` command"))
    }

    @Test(arguments: [["init"], ["import", "x.patch"]]) func `a stack that quilt applied is no base`(
        _ words: [String]
    ) async throws {
        let folder = try TemporaryFolder()
        try folder.write("two\n", to: "f")
        try folder.write("a.patch\n", to: "patches/series")
        for path in ["patches/a.patch", "x.patch"] { try folder.write(Self.patch, to: path) }
        try folder.write("a.patch\n", to: ".pc/applied-patches")
        let refused = try await patchbench(words, in: folder)
        #expect(refused.status == 2)
        #expect(refused.errors.contains("quilt pop -a"))
        #expect(!folder.exists("patchbench.yaml"))
        try folder.write("", to: ".pc/applied-patches")
        try folder.write("one\n", to: "f")
        try await patchbench(words, in: folder).expectSuccess()
    }

    @Test func `a plan that is there stays`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("series:\n", to: "patchbench.yaml")
        #expect(try await patchbench(["init"], in: folder).status == 2)
        #expect(try folder.text(of: "patchbench.yaml") == "series:\n")
    }

    private func patchbench(_ arguments: [String], in folder: TemporaryFolder) async throws -> Command {
        try await Command.patchbench(arguments, in: folder.url, environment: ["HOME": folder.url.path])
    }
}
