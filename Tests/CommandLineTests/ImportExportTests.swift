import Foundation
import PatchbenchTestSupport
import Testing

/// Import of every form, then export, then git am and quilt: the same trees.
@Suite struct ImportExportTests {
    @Test(arguments: SourceForm.all) func `imported, exported and applied by git and quilt, the trees are the same`(
        _ form: SourceForm
    ) async throws {
        let project = try SourceProject()
        try form.make(project)
        try project.checkOut("base")
        let words = form.words.map { $0 == "../project" ? "../project" : $0 }
        let imported = try await project.patchbench(
            ["import"] + words.filter { $0 != "-C" && $0 != "../project" } + ["--name", "mine", "--base", "../base"],
            in: form.words.contains("-C") ? "project" : "here")
        #expect(imported.status == 0, "\(imported.errors)")
        let place = form.words.contains("-C") ? "project" : "here"
        let trees = try project.trees()
        #expect(try await stages(in: place, of: project) == trees)
        #expect(try await treesOfGitAm(from: place, of: project) == trees)
        #expect(try await treesOfQuilt(from: place, of: project) == trees)
    }

    /// The trees of the tool's own commits.
    private func stages(in place: String, of project: SourceProject) async throws -> [String] {
        let step = try await project.patchbench("goto", "top", in: place)
        #expect(step.status == 0, "\(step.errors)")
        let repository = project.folder.file(place + "/.patchbench/repository.git").path
        return try project.git("--git-dir", repository, "log", "--reverse", "--format=%T", "refs/patchbench/mine/3")
            .split(separator: "\n").map(String.init)
    }

    private func treesOfGitAm(from place: String, of project: SourceProject) async throws -> [String] {
        let exported = try await project.patchbench("export", "--mbox", "--v2", in: place)
        #expect(exported.status == 0, "\(exported.errors)")
        #expect(exported.text.contains("Subject: [PATCH v2 1/3] "))
        try project.git("worktree", "add", "-q", "--detach", "../am", "v1")
        try project.git("am", "-q", in: "am", input: exported.output)
        return try project.git("log", "--reverse", "--format=%T", "HEAD", in: "am").split(separator: "\n").map(
            String.init)
    }

    private func treesOfQuilt(from place: String, of project: SourceProject) async throws -> [String] {
        let exported = try await project.patchbench("export", "--quilt", "-o", "../quilted", in: place)
        #expect(exported.status == 0, "\(exported.errors)")
        try project.checkOut("pushed")
        try FileManager.default.copyItem(
            at: project.folder.file("quilted"), to: project.folder.file("pushed/patches"))
        var trees = [try project.tree(of: "pushed")]
        for _ in 0..<3 {
            let answer = try Command.run("quilt", ["push"], in: project.folder.file("pushed"))
            #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
            trees.append(try project.tree(of: "pushed"))
        }
        return trees
    }

    @Test func `authors, dates and messages survive the way through import and export`() async throws {
        let project = try SourceProject(hasBinary: true)
        try project.mailbox("series.mbox")
        try await project.patchbench("import", "../series.mbox", "--base", "v1", in: "project").expectSuccess()
        let mailbox = try await project.patchbench("export", in: "project").expectSuccess()
        try project.git("worktree", "add", "-q", "--detach", "../am", "v1")
        try project.git("am", "-q", in: "am", input: mailbox.output)
        let format = "--format=%T%n%an <%ae> %ad%n%B"
        #expect(try project.git("log", format, "HEAD", in: "am") == project.git("log", format, "v2"))
    }

    @Test func `quilt's patch files keep their bytes`() async throws {
        let project = try SourceProject()
        try project.quiltFolder("quilt")
        try await project.patchbench("import", "../quilt", "--name", "q", "--base", "../project").expectSuccess()
        for name in ["1.patch", "2.patch", "3.patch"] {
            #expect(try project.folder.text(of: "here/patches/q/" + name) == project.folder.text(of: "quilt/" + name))
        }
    }

    @Test func `a name that no series file can hold gives way to the subject`() async throws {
        let project = try SourceProject()
        let diff = try project.git("diff", "v1", "v2~2")
        let notice = """
            From: a@example.org
            Subject: + odd name added to -mm tree

            The patch titled
                 Subject: main: say five
            has been added to the -mm tree.  Its filename is
                 -p9 odd # name.patch

            ------------------------------------------------------
            From: Ada <ada@example.org>
            Subject: main: say five

            Why.
            ---


            """
        try project.folder.write(notice + diff, to: "odd.mail")
        try await project.patchbench("import", "../odd.mail", "--base", "../project").expectSuccess()
        #expect(try project.folder.text(of: "here/patches/odd/series") == "0001-main-say-five.patch\n")
        try await project.patchbench("series").expectSuccess()
    }

    @Test func `a branch is made of the base's commit, and never overwritten`() async throws {
        let project = try SourceProject(hasBinary: true)
        try project.mailbox("series.mbox")
        try await project.patchbench("import", "../series.mbox", "--base", "v1", in: "project").expectSuccess()
        try await project.patchbench("export", "--git", "topic", in: "project").expectSuccess()
        #expect(
            try project.git("log", "--reverse", "--format=%T", "topic")
                == project.git("log", "--reverse", "--format=%T", "v2"))
        #expect(try project.git("merge-base", "topic", "v1") == project.git("rev-parse", "v1"))
        #expect(try project.git("fsck", "--strict") == "")
        let again = try await project.patchbench("export", "--git", "topic", in: "project")
        #expect(again.status == 2)
        #expect(again.errors.contains("has a branch topic"))
    }

    @Test func `what quilt cannot apply is told`() async throws {
        let project = try SourceProject(hasBinary: true)
        try project.mailbox("series.mbox")
        try await project.patchbench("import", "../series.mbox", "--base", "v1", in: "project").expectSuccess()
        let answer = try await project.patchbench("export", "--quilt", "-o", "../quilted", in: "project")
        #expect(answer.status == 1)
        #expect(answer.errors.contains("patch 3 "))
        #expect(answer.errors.contains("binary"))
    }

    @Test func `an entry is added to the plan, and nothing else in it changes`() async throws {
        let project = try SourceProject()
        try project.mailbox("series.mbox")
        let plan = "# mine\nseries:\n    first:   # keep\n        base: base\n        patches: ../series.mbox\n"
        try project.folder.write(plan, to: "here/patchbench.yaml")
        try project.checkOut("here/base")
        try await project.patchbench("import", "../series.mbox", "--name", "second").expectSuccess()
        let longer = try project.folder.text(of: "here/patchbench.yaml")
        #expect(longer == plan + "\n    second:\n      base: base\n      patches: patches/second\n")
        try await project.patchbench("push", "--all", "--series", "second").expectSuccess()
        #expect(try project.tree(of: "here/.patchbench/second/work") == project.trees().last)
        let again = try await project.patchbench("import", "../series.mbox", "--name", "second")
        #expect(again.status == 2)
        #expect(try project.folder.text(of: "here/patchbench.yaml") == longer)
    }

    @Test func `a plan to which no line can be added stays as it is`() async throws {
        let project = try SourceProject()
        try project.mailbox("series.mbox")
        try project.checkOut("here/base")
        let plan = "series: {first: {base: base, patches: ../series.mbox}}\n"
        try project.folder.write(plan, to: "here/patchbench.yaml")
        let answer = try await project.patchbench("import", "../series.mbox", "--name", "second")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("patches: patches/second"))
        #expect(try project.folder.text(of: "here/patchbench.yaml") == plan)
        #expect(!project.folder.exists("here/patches/second"))
    }
}
