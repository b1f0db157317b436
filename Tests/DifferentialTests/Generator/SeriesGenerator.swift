import Statistics

/// Makes series of patches by editing a small tree again and again, everything drawn from one seed.
struct SeriesGenerator {
    var random: Xoshiro256
    let repertoire: GeneratedSeries.Repertoire
    /// Paths that the patch being made has touched: each is touched once a patch.
    var touched: Set<String> = []
    private var created = 0

    static func series(number: Int, seed: UInt64) -> GeneratedSeries {
        let repertoire = GeneratedSeries.Repertoire.allCases[number % GeneratedSeries.Repertoire.allCases.count]
        var generator = SeriesGenerator(
            random: Xoshiro256(seed: seed &* 1_000_003 &+ UInt64(number)), repertoire: repertoire)
        return generator.series(number: number)
    }

    init(random: Xoshiro256, repertoire: GeneratedSeries.Repertoire) {
        self.random = random
        self.repertoire = repertoire
    }

    private mutating func series(number: Int) -> GeneratedSeries {
        let origin = makeTree()
        let base = chance(50) ? moved(origin) : origin
        var stages: [FileTree] = []
        var messages: [GeneratedSeries.Message] = []
        var tree = origin
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let before = tree
            touched = []
            repeat {
                for _ in 0..<Int.random(in: 1...3, using: &random) { change(&tree) }
            } while tree == before
            stages.append(tree)
            messages.append(MessageMaker.message(using: &random))
        }
        return GeneratedSeries(
            number: number, repertoire: repertoire, origin: origin, base: base, stages: stages, messages: messages)
    }

    /// True in so many of a hundred draws.
    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    /// A path that the tree does not have, nor a folder of that name, nor a file where it needs a folder.
    mutating func newPath(in tree: FileTree) -> String {
        let folders = ["", "src/", "src/core/", "mm/", "include/linux/", "a/", "b/"]
        let plain = ["slab", "page", "core", "Makefile", "x", "list", "README.md", "-dash", "a.b.c"]
        let quoted = ["quo\"te", "back\\slash", "größe", "ta\tb", "日本", "it's", "#hash", "a~b", "$x"]
        let spaced = ["two words", " lead", "x b/x"]
        let names =
            switch repertoire {
            case .plain: chance(10) ? ["two words"] : plain
            case .extended: chance(60) ? plain : quoted
            case .full: chance(60) ? plain : chance(60) ? quoted : spaced
            }
        created += 1
        let folder = folders.randomElement(using: &random)!
        return "\(folder)\(names.randomElement(using: &random)!)\(created)"
    }

    /// An existing path that this patch has not touched and that fits.
    mutating func pick(from tree: FileTree, where fits: (Entry) -> Bool) -> String? {
        let paths = tree.filter { fits($0.value) && !touched.contains($0.key) }.keys.sorted()
        return paths.randomElement(using: &random)
    }

    mutating func makeTree() -> FileTree {
        var tree: FileTree = [:]
        for _ in 0..<Int.random(in: 3...8, using: &random) { tree[newPath(in: tree)] = makeText() }
        guard repertoire != .plain else { return tree }
        if chance(40) { tree[newPath(in: tree)] = Entry(bytes: []) }
        if chance(40) { tree[newPath(in: tree)] = Entry(mode: .symbolicLink, bytes: Array("src/target".utf8)) }
        if repertoire == .full, chance(60) {
            tree[newPath(in: tree)] = Entry(bytes: makeBinary())
        }
        return tree
    }

    mutating func makeText() -> Entry {
        var maker = TextMaker(carriageReturns: chance(12))
        let count = chance(10) ? Int.random(in: 1...4, using: &random) : Int.random(in: 8...70, using: &random)
        var bytes = maker.lines(count, using: &random).flatMap { $0 }
        if chance(12), bytes.last == 10 { bytes.removeLast() }
        if bytes.isEmpty { bytes = Array("one line\n".utf8) }
        return Entry(mode: repertoire != .plain && chance(20) ? .executable : .regular, bytes: bytes)
    }

    mutating func makeBinary() -> [UInt8] {
        TextMaker.binary(Int.random(in: 1...(chance(20) ? 9000 : 300), using: &random), using: &random)
    }

    /// The origin some time later: other people's lines in some of its files.
    private mutating func moved(_ origin: FileTree) -> FileTree {
        var tree = origin
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            guard let path = pick(from: tree, where: { $0.isText && !$0.bytes.isEmpty }), let entry = tree[path] else {
                continue
            }
            var lines = entry.bytes.textLines
            var maker = TextMaker(carriageReturns: entry.bytes.hasCarriageReturns)
            let place = Int.random(in: 0..<lines.count, using: &random)
            if chance(70) {
                lines.insert(contentsOf: maker.lines(Int.random(in: 1...25, using: &random), using: &random), at: place)
            } else {
                lines.removeSubrange(place..<min(place + Int.random(in: 1...6, using: &random), lines.count))
            }
            tree[path]?.bytes = lines.flatMap { $0 }
        }
        return tree
    }
}
