import BenchmarkSupport

/// A long series on a synthetic tree: small patches, most of them to files that others of the series touch, too.
struct SyntheticSeries: Sequence, IteratorProtocol {
    /// What one patch leaves of a file; nil where it removes it.
    struct Change {
        let path: String
        let lines: [String]?
    }

    struct Patch {
        let number: Int
        let subject: String
        let changes: [Change]
    }

    /// What patch authors make of a series.
    enum Version {
        case first
        /// In every fifth patch all added lines are others.
        case second
    }

    private let tree: SyntheticTree
    private let count: Int
    private let version: Version
    private let hot: [Int]
    private var random: Draw
    private var number = 0
    /// The files that earlier patches changed.
    private var current: [Int: [String]] = [:]
    private var removed: Set<Int> = []

    init(on tree: SyntheticTree, count: Int, version: Version = .first) {
        self.tree = tree
        self.count = count
        self.version = version
        var random = Draw(seed: 17)
        hot = (0..<Swift.max(8, count * 6 / 10)).map { _ in random.below(tree.paths.count) }
        self.random = random
    }

    mutating func next() -> Patch? {
        guard number < count else { return nil }
        number += 1
        let files = pickFiles(random.pick([1, 1, 1, 1, 1, 1, 2, 2, 3, 6]))
        let draw = random.below(100)
        var changes: [Change] = []
        for (index, file) in files.enumerated() {
            if draw == 0, index == 0, files.count > 1 {
                removed.insert(file)
                changes.append(Change(path: tree.paths[file], lines: nil))
            } else {
                let lines = edited(current[file] ?? SyntheticTree.lines(of: file), file)
                current[file] = lines
                changes.append(Change(path: tree.paths[file], lines: lines))
            }
        }
        if (1...3).contains(draw), let folder = changes[0].path.split(separator: "/").first {
            let lines = SyntheticTree.lines(of: tree.paths.count + number)
            changes.append(Change(path: "\(folder)/new-\(number).c", lines: lines))
        }
        let (noun, verb) = (random.pick(SyntheticTree.words), random.pick(["fix", "add", "drop", "rework", "use"]))
        return Patch(number: number, subject: "\(noun): \(verb) \(random.pick(SyntheticTree.words))", changes: changes)
    }

    /// Seven in ten of them from the hot ones.
    private mutating func pickFiles(_ count: Int) -> [Int] {
        var files: [Int] = []
        while files.count < Swift.min(count, tree.paths.count - removed.count) {
            let file = random.below(10) < 7 ? random.pick(hot) : random.below(tree.paths.count)
            if !removed.contains(file), !files.contains(file) { files.append(file) }
        }
        return files
    }

    /// One to three places changed: lines added, or replaced, or now and then only removed.
    private mutating func edited(_ old: [String], _ file: Int) -> [String] {
        var lines = old
        let places = 1 + (random.one(in: 3) ? random.below(3) : 0)
        for place in 0..<places {
            let start = 3 + random.below(lines.count - 3)
            let gone = Swift.min(random.below(10) < 4 ? 0 : 1 + random.below(3), lines.count - start)
            let isRemoval = gone > 0 && lines.count > 30 && random.one(in: 10)
            let name = version == .second && number % 5 == 0 ? "count" : "trace"
            let added = (0..<(isRemoval ? 0 : 1 + random.below(6))).map { [number] line in
                "\t\(name)_\(number)_\(file)_\(place)_\(line)(dev, \(random.below(1_000_000)));\n"
            }
            lines.replaceSubrange(start..<start + gone, with: added)
        }
        return lines
    }
}
