import Foundation
import PatchbenchTestSupport

/// A generated history that is mostly merges: octopus, criss-cross, merges that change or delete what no parent does,
/// and renames, modes, links and gitlinks that move in them. `git fast-import` makes it; equal seeds make equal ones.
struct MergeHistory {
    let folder: TemporaryFolder
    private(set) var commitCount = 1

    /// A file as fast-import has it.
    private struct File: Equatable {
        var mode = "100644"
        var text: String
    }

    private typealias Tree = [String: File]

    private var random: SplitMix64
    private var stream = ""
    /// By fast-import's mark.
    private var trees: [Int: Tree] = [:]

    /// - Parameter hasLinks: Whether gitlinks are among the files, which only git can take from a mailbox.
    init(seed: UInt64, commits: Int = 24, hasLinks: Bool = true) throws {
        folder = try TemporaryFolder()
        random = SplitMix64(seed: seed)
        var first: Tree = [:]
        for index in 0..<8 { first["\(index % 2 == 0 ? "a/" : "b/c/")file \(index)"] = File(text: lines(12)) }
        if hasLinks { first["sub"] = File(mode: "160000", text: commitID()) }
        write(first, "main", parents: [])
        // Two lines that take from one another now and then.
        var tips = ["main": 1, "side": 1]
        for _ in 1..<commits {
            let name = pick(["main", "main", "side"])
            let other = tips[name == "main" ? "side" : "main"]!
            guard let tip = tips[name] else { continue }
            let isMerge = name == "main" ? pick([true, true, false]) : pick([true, false, false])
            var parents = [tip]
            if isMerge, other != tip { parents.append(other) }
            if isMerge, let third = (1...commitCount).randomElement(using: &random), !parents.contains(third) {
                if pick([true, false, false, false]) { parents.append(third) }
            }
            tips[name] = write(next(parents, hasLinks), name, parents: parents)
        }
        for arguments in [["init", "-q", "-b", "main"], ["fast-import", "--quiet", "--force"]] {
            let input = arguments[0] == "init" ? [] : Array(stream.utf8)
            try Command.run("git", arguments, in: folder.url, input: input).expectSuccess()
        }
        let start = try firstCommit
        for arguments in [["tag", "start", start], ["checkout", "-q", "main"]] { try git(arguments) }
    }

    @discardableResult
    func git(_ arguments: [String]) throws -> [String] {
        try Command.run("git", arguments, in: folder.url).expectSuccess().text.split(separator: "\n").map(String.init)
    }

    var firstCommit: String {
        get throws { try git(["rev-list", "--max-parents=0", "refs/heads/main"])[0] }
    }

    /// What a commit makes of its parents: each path of one of them, some changed further.
    private mutating func next(_ parents: [Int], _ hasLinks: Bool) -> Tree {
        var tree: Tree = [:]
        for path in Set(parents.flatMap { trees[$0]!.keys }).sorted() {
            let versions = parents.compactMap { trees[$0]![path] }
            if versions.count == parents.count || pick([true, true, false]) {
                tree[path] = versions.randomElement(using: &random)
            }
        }
        for _ in 0..<pick([0, 1, 1, 2]) { change(&tree, hasLinks) }
        return tree
    }

    private mutating func change(_ tree: inout Tree, _ hasLinks: Bool) {
        guard let path = tree.keys.sorted().filter({ $0 != "sub" }).randomElement(using: &random) else { return }
        switch pick(Array(0...6)) {
        case 0: tree[path] = nil
        case 1: tree["b/new \(commitCount)"] = File(text: lines(4))
        case 2:
            tree["d/moved \(commitCount)"] = tree[path]
            tree[path] = nil
        case 3: tree[path]!.mode = tree[path]!.mode == "100755" ? "100644" : "100755"
        case 4: tree[path] = File(mode: "120000", text: "target \(commitCount)")
        case 5 where hasLinks: tree["sub"] = File(mode: "160000", text: commitID())
        default: tree[path] = File(text: tree[path]!.text + "more \(commitCount)\n")
        }
    }

    @discardableResult
    private mutating func write(_ tree: Tree, _ branch: String, parents: [Int]) -> Int {
        let mark = trees.count + 1
        commitCount = mark
        trees[mark] = tree
        let kind = parents.count > 1 ? "merge" : "commit"
        let message = "\(kind) \(mark)\non two lines\n\n  and a text \n\n\n"
        stream += "commit refs/heads/\(branch)\nmark :\(mark)\n"
        // Many of one second, and some that are older than their parents.
        let time = 1_459_142_812 + mark / 4 * 60 - (mark % 7 == 0 ? 90 : 0)
        for who in ["author A U Thor", "committer C O Mitter"] { stream += "\(who) <a@example.org> \(time) +0900\n" }
        stream += "data \(message.utf8.count)\n\(message)\n"
        for (index, parent) in parents.enumerated() { stream += "\(index == 0 ? "from" : "merge") :\(parent)\n" }
        stream += "deleteall\n"
        for (path, file) in tree.sorted(by: { $0.key < $1.key }) {
            let isLink = file.mode == "160000"
            stream += "M \(file.mode) \(isLink ? file.text : "inline") \(path)\n"
            if !isLink { stream += "data \(file.text.utf8.count)\n\(file.text)\n" }
        }
        stream += "\n"
        return mark
    }

    private mutating func lines(_ count: Int) -> String {
        (0..<count).map { _ in "line \(Int.random(in: 0...999, using: &random))\n" }.joined()
    }

    private mutating func commitID() -> String {
        (0..<40).map { _ in String(Int.random(in: 0...15, using: &random), radix: 16) }.joined()
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random)! }
}
