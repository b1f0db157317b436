import Foundation
import GitStore
import PatchModel
import PatchbenchTestSupport
import Testing

@testable import Input

/// A series that is found in its index is the one that its files hold, whatever became of either.
@Suite struct SeriesIndexTests {
    enum Kind: String, CaseIterable {
        case quilt, mailbox, folder, commits
    }

    /// A project whose series has a rename, a binary file, a flag, and an author that is not ASCII.
    private struct Project {
        let folder: TemporaryFolder

        init(_ kind: Kind) throws {
            folder = try TemporaryFolder()
            try folder.makeFolder("git")
            try shell(
                """
                git init -q -b main && git config user.name Zoë && git config user.email z@example.org
                seq 1 60 > a && seq 1 60 > b && git add -A && git commit -qm base && git tag base
                sed -i 's/^7$/seven/' a && git commit -qam 'a: say seven' -m 'Feature: seven'
                git mv b c && sed -i 's/^9$/nine/' c && git commit -qam 'b: is c'
                printf '\\000\\001\\002' > bytes && git add -A && git commit -qm 'bytes: new'
                git format-patch -q --binary -o ../patches base && git format-patch -q --binary --stdout base > ../box
                git format-patch -q -N --binary -o ../loose base
                ls ../patches > ../list && mv ../list ../patches/series
                """)
            let patches =
                switch kind {
                case .quilt: "patches"
                case .mailbox: "box"
                case .folder: "loose"
                case .commits: "{git: git, range: base..main}"
                }
            try folder.write(
                "series:\n  s:\n    base: {git: git, rev: base}\n    patches: \(patches)\n", to: "patchbench.yaml")
        }

        func shell(_ script: String) throws {
            try Command.run("sh", ["-ec", script], in: folder.file("git")).expectSuccess()
            // What was written in the same moment as an index is not trusted.
            usleep(20_000)
        }

        func git(_ words: String...) throws -> String {
            try Command.run("git", words, in: folder.file("git")).expectSuccess().text
                .trimmingCharacters(in: .newlines)
        }

        private var plan: SeriesPlan { get throws { try Plan.find(from: folder.url).series[0] } }
        private var store: String { folder.file("store.git").path }

        func fresh() throws -> LoadedSeries {
            try LoadedSeries(plan) { try Repository.openOrCreate(at: folder.file("other.git").path) }
        }

        func indexed() throws -> LoadedSeries {
            try LoadedSeries(plan, indexedIn: store) { try Repository.openOrCreate(at: store) }
        }

        var index: URL { folder.file("store.git/patchbench-series-s") }
    }

    @Test(arguments: Kind.allCases)
    func whatIsFoundIsWhatWasRead(_ kind: Kind) throws {
        let project = try Project(kind)
        let first = try project.indexed()
        #expect(first.series.content != nil)
        let before = try Data(contentsOf: project.index)
        let found = try project.indexed()
        try expectSame(found, project.fresh())
        #expect(found.series.patches.map(\.subject) == ["a: say seven", "b: is c", "bytes: new"])
        #expect(found.series.patches.map(\.feature?.text) == ["seven", nil, nil])
        #expect(found.records == nil, "it was read, and not found")
        #expect(try Data(contentsOf: project.index) == before)
    }

    @Test(
        "what changes is read anew",
        arguments: [
            (Kind.quilt, "sed -i 's/seven/SEVEN/' ../patches/0001*"), (.quilt, "sed -i 2d ../patches/series"),
            (.quilt, "printf 'Cover\\n\\nText\\n' > ../patches/cover-letter.txt"),
            (.quilt, "echo 0002-b-is-c > ../patches/pending.txt"),
            (
                .quilt,
                "cd ../patches && cp -p 0001* ../x; sed s/seven/SEVEN/ ../x > ../y && touch -r ../x ../y; mv ../y 0001*"
            ),
            (.mailbox, "sed -i 's/seven/SEVEN/' ../box"), (.folder, "sed -i 's/seven/SEVEN/' ../loose/0001*"),
            (.folder, "rm ../loose/0003*"),
            (.folder, "sed 's/seven/eight/;s/^-7$/-8/' ../loose/0003* > ../loose/0004-x.patch"),
            (.folder, "ls ../loose > ../l; head -2 ../l > ../loose/series"),
            (.commits, "git commit -q --amend -m 'bytes: other'"), (.commits, "git reset -q --hard HEAD^"),
        ])
    func whatChangesIsReadAnew(_ kind: Kind, _ change: String) throws {
        let project = try Project(kind)
        let before = try project.indexed()
        before.series.readAll()
        _ = try project.indexed()
        try project.shell(change)
        let after = try project.indexed()
        try expectSame(after, project.fresh())
        #expect(
            after.series.patches != before.series.patches || after.coverLetter != nil || !after.pending.isEmpty)
    }

    @Test("an index that is broken is none", arguments: Kind.allCases)
    func brokenIndex(_ kind: Kind) throws {
        let project = try Project(kind)
        _ = try project.indexed()
        let whole = [UInt8](try Data(contentsOf: project.index))
        for place in stride(from: 0, to: whole.count, by: 97) {
            var bytes = whole
            bytes[place] ^= 0x10
            try Data(bytes).write(to: project.index)
            let found = try project.indexed()
            #expect(found.series.content != nil)
            #expect(found.series.patches.map(\.subject) == ["a: say seven", "b: is c", "bytes: new"])
        }
        try Data(whole.prefix(whole.count / 2)).write(to: project.index)
        try expectSame(project.indexed(), project.fresh())
    }

    @Test func aPatchThatChangesAfterTheIndexWasFoundIsReadAsItIsThen() throws {
        let project = try Project(.quilt)
        _ = try project.indexed()
        let found = try project.indexed()
        try project.shell("sed -i 's/Why/Because/;s/seven/SEVEN/' ../patches/0001*")
        #expect(try found.series.patches[0].changes == project.fresh().series.patches[0].changes)
        #expect(found.series.content == nil, "it is none of which anything is kept")
    }

    @Test func whatIsMadeOfAPatchThatChangedMeanwhileIsNotTakenForThatOfTheOneThatWas() throws {
        let project = try Project(.quilt)
        _ = try project.indexed()
        let found = try project.indexed()
        try project.shell("cp ../patches/0001* ../kept && sed -i s/seven/SEVEN/ ../patches/0001*")
        let repository = try Repository.openOrCreate(at: project.folder.file("store.git").path)
        try repository.borrow(from: UserRepository(holding: project.folder.file("git").path))
        let base = try #require(ObjectID(hex: try project.git("rev-parse", "base^{tree}")))
        let wanted = try project.git("rev-parse", "main^{tree}")
        let other = try repository.makeStages(of: found.series, base: base)
        #expect(other.stages.last?.tree.description != wanted)
        try project.shell("cp ../kept ../patches/0001*")
        let again = try project.indexed()
        #expect(try repository.makeStages(of: again.series, base: base).stages.last?.tree.description == wanted)
    }

    @Test func aPatchThatGoesAfterTheIndexWasFoundEndsTheProcessAsTheCommandSays() async {
        await #expect(processExitsWith: .exitCode(2)) {
            let project = try Project(.quilt)
            _ = try project.indexed()
            let found = try project.indexed()
            let folder = project.folder.url
            PatchesChanged.answer { name in
                try? FileManager.default.removeItem(at: folder)
                exit(name.text.hasPrefix("0001") ? 2 : 3)
            }
            try project.shell("rm ../patches/0001*")
            _ = found.series.patches[0].changes
        }
    }

    private func expectSame(_ found: LoadedSeries, _ read: LoadedSeries) throws {
        #expect(found.series.patches == read.series.patches)
        #expect(found.series.patches.map(\.diffstat) == read.series.patches.map(\.diffstat))
        #expect(found.series.patches.map(\.touchedPaths) == read.series.patches.map(\.touchedPaths))
        #expect(found.series.patches.map(\.commit) == read.series.patches.map(\.commit))
        #expect(found.coverLetter == read.coverLetter)
        #expect(found.pending == read.pending)
        #expect(found.notes == read.notes)
        #expect(found.start?.commit == read.start?.commit)
        #expect(found.series.patches.map(found.isPatchFile) == read.series.patches.map(read.isPatchFile))
    }
}
