import Foundation
import PatchbenchTestSupport

/// A series of three patches made by git format-patch, and the repository that it comes from in `git`.
///
/// Patch 1 changes line 5 of `a.txt`, patch 2 its line 20 and makes `d/c.txt`, patch 3 changes line 35.
struct EditedSeries {
    let folder: TemporaryFolder

    init(fuzz: Int? = nil) throws {
        folder = try TemporaryFolder()
        try folder.fill(from: Self.made.get().folder)
        try shell("git -C git update-index -q --refresh")
        if let fuzz { try folder.write(Self.plan + "    fuzz: \(fuzz)\n", to: "patchbench.yaml") }
    }

    private static let plan = "series:\n  small:\n    base: base\n    patches: patches\n"

    /// Made once, and copied for each test.
    private static let made = Result { try EditedSeries(in: .lasting()) }

    private init(in folder: TemporaryFolder) throws {
        self.folder = folder
        try folder.write(Self.plan, to: "patchbench.yaml")
        try shell(
            """
            mkdir -p base/d patches
            seq 1 40 | sed 's/^/line /' > base/a.txt
            echo keep > base/d/b.txt
            printf 'with \\000 in it' > base/data.bin
            cp -r base git && cd git
            git init -q -b main && git add -A && git commit -q -m base
            sed -i 's/^line 5$/line five/' a.txt && git commit -q -a -m 'one: five' -m 'Ünïcode in the message.'
            sed -i 's/^line 20$/line twenty/' a.txt && echo new > d/c.txt && git add -A && git commit -q -m 'two: \
            twenty'
            sed -i 's/^line 35$/line thirty-five/' a.txt && git commit -q -a -m 'three: thirty-five'
            git format-patch -q -o ../patches HEAD~3
            cd ../patches && { echo '# mine'; ls *.patch; echo; } > series
            """)
    }

    @discardableResult
    func shell(_ script: String) throws -> Command {
        let who = [
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_COMMITTER_NAME": "Ada",
            "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": "1459142812 +0900", "HOME": folder.url.path,
        ]
        let command = try Command.run("sh", ["-e", "-c", script], in: folder.url, environment: who)
        guard command.status == 0 else { throw ScriptFailed(script: script, errors: command.errors + command.text) }
        return command
    }

    struct ScriptFailed: Error {
        let script: String
        let errors: String
    }

    func patchbench(_ arguments: String...) async throws -> Command { try await patchbench(arguments) }

    func patchbench(_ arguments: [String]) async throws -> Command {
        try await Command.patchbench(arguments, in: folder.url, environment: ["HOME": folder.url.path])
    }

    /// The bytes of all files of the series' folder.
    var files: [String: [UInt8]] {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("patches").path)
            return try Dictionary(
                uniqueKeysWithValues: names.map { ($0, Array(try Data(contentsOf: folder.file("patches/" + $0)))) })
        }
    }

    /// Lines of the series file that name a patch.
    var order: [String] {
        get throws {
            try folder.text(of: "patches/series").split(separator: "\n").filter { !$0.hasPrefix("#") }
                .map { String($0.prefix(4)) }
        }
    }

    static let work = ".patchbench/small/work"

    func work(_ path: String) throws -> String { try folder.text(of: Self.work + "/" + path) }
}
