import Foundation
import Statistics

/// Some generated series in one folder, for the peers to work on:
///
///     repo.git             refs/series/N/0 (the origin), refs/series/N/1… (the author's stages), refs/series/N/base
///     plan                 a line a series, for the scripts
///     N/series.mbox, N/patches/        the series as mails and as a quilt folder, written by forms.sh
///     N/quilt/, N/plain/               the base, for quilt and patch to work on
struct Batch {
    let folder: String
    let series: [GeneratedSeries]
    let forms: [Forms]
    /// Git's ids of the trees in the repository, by `N/0`, `N/1`… and `N/base`.
    private(set) var trees: [String: String] = [:]

    var repository: String { "\(folder)/repo.git" }

    /// Generates the series of these numbers and writes them down.
    init(_ numbers: Range<Int>, seed: UInt64, folder: String) throws {
        self.folder = folder
        series = numbers.map { SeriesGenerator.series(number: $0, seed: seed) }
        forms = series.map { Forms($0, seed: seed) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try importStages()
        try writeFolders()
        try runScript("forms.sh", in: folder)
        let lines = try run(
            "git", ["--git-dir", repository, "for-each-ref", "--format=%(refname:lstrip=2) %(tree)"], in: folder)
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ")
            trees[String(words[0])] = String(words[1])
        }
    }

    private func importStages() throws {
        var stream = FastImport()
        for one in series {
            stream.commit(one.origin, to: "\(one.number)/0")
            for (index, stage) in one.stages.enumerated() {
                let parent = "\(one.number)/\(index)"
                stream.commit(stage, one.messages[index], to: "\(one.number)/\(index + 1)", from: parent)
            }
            stream.commit(one.base, to: "\(one.number)/base")
        }
        try run("git", ["init", "-q", "--bare", repository], in: folder)
        try FileManager.default.createDirectory(atPath: "\(folder)/work", withIntermediateDirectories: true)
        try run("git", ["--git-dir", repository, "fast-import", "--quiet"], in: folder, input: stream.bytes)
    }

    private func writeFolders() throws {
        var plan = ""
        for (one, form) in zip(series, forms) {
            let reverse = form.isReversed ? "yes" : "no"
            plan +=
                "\(one.number) \(one.stages.count) \(form.style.replacing(" ", with: "_")) \(form.strip) \(reverse) "
            plan += "\(form.fuzz) \(form.mailOptions)\n"
            let place = "\(folder)/\(one.number)"
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            guard form.style != "none" else { continue }
            try one.base.write(to: "\(place)/quilt")
            try one.base.write(to: "\(place)/plain")
            if !form.style.hasPrefix("git") { try writePairs(of: one, to: "\(place)/trees") }
        }
        try Data(plan.utf8).write(to: URL(filePath: "\(folder)/plan"))
    }

    /// What diff(1) compares: the files that a patch changes, before (`a`) and after (`b`), and a list of their paths.
    private func writePairs(of series: GeneratedSeries, to folder: String) throws {
        var before = series.origin
        for (index, after) in series.stages.enumerated() {
            let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
            let pair = "\(folder)/\(index + 1)"
            try before.filter { changed.contains($0.key) }.write(to: "\(pair)/a")
            try after.filter { changed.contains($0.key) }.write(to: "\(pair)/b")
            try Data(changed.map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: "\(pair)/changed"))
            before = after
        }
    }
}

extension FileTree {
    /// Writes the files under a new folder.
    func write(to folder: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (path, entry) in self {
            let place = "\(folder)/\(path)"
            try files.createDirectory(
                atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            if entry.mode == .symbolicLink {
                try files.createSymbolicLink(
                    atPath: place, withDestinationPath: String(decoding: entry.bytes, as: UTF8.self))
            } else {
                let mode = entry.mode == .executable ? 0o755 : 0o644
                try Data(entry.bytes).write(to: URL(filePath: place))
                try files.setAttributes([.posixPermissions: mode], ofItemAtPath: place)
            }
        }
    }
}
