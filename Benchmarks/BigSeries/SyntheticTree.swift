import BenchmarkSupport

/// A source tree of a kernel's size and shape, the same for the same number of files: paths by index, and contents made
/// anew from the index alone, so that nothing of it has to be kept.
struct SyntheticTree {
    static let words = """
        arch bus cfg clk core ctl dev dma drv edge fifo fs gpio hash host i2c intr io irq key lib list lock map mem \
        mod net node page pci phy pin pool port pwr queue reg ring rtc sched shm slab sock spi stat sys task timer \
        tty usb util vm wait wdt zone
        """.split(separator: " ").map(String.init)
    private static let tops = [
        ("drivers", 42), ("arch", 17), ("include", 8), ("tools", 8), ("Documentation", 8), ("sound", 4), ("fs", 3),
        ("net", 3), ("kernel", 2), ("lib", 2), ("mm", 1), ("security", 1), ("scripts", 1),
    ]
    private static let endings =
        Array(repeating: ".c", count: 11) + Array(repeating: ".h", count: 6) + [".dts", ".rst"]

    let paths: [String]

    /// About fifteen files a folder, folders up to seven deep.
    init(files: Int) {
        var random = Draw(seed: 1)
        let folders = Self.folders(max(files / 15, Self.tops.count), &random)
        // One folder in six is a big one.
        let weights = folders.map { _ in 1 + (random.one(in: 6) ? random.below(60) : random.below(14)) }
        let bag = zip(folders, weights).flatMap { Array(repeating: $0, count: $1) }
        var (paths, used) = ([String](), Set(folders))
        while paths.count < files {
            let name = "\(random.pick(Self.words))-\(random.pick(Self.words))\(random.below(40))"
            let path = "\(random.pick(bag))/\(name)\(random.pick(Self.endings))"
            if used.insert(path).inserted { paths.append(path) }
        }
        self.paths = paths
    }

    private static func folders(_ count: Int, _ random: inout Draw) -> [String] {
        let pool = tops.flatMap { Array(repeating: $0, count: $1) }
        var folders = tops.map(\.0)
        var used = Set(folders)
        while folders.count < count {
            var folder = random.below(100) < 45 ? random.pick(folders) : random.pick(pool)
            var depth = folder.utf8.count { $0 == UInt8(ascii: "/") }
            while depth < 6 {
                folder += "/\(random.pick(words))\(random.one(in: 3) ? "\(random.below(9))" : "")"
                depth += 1
                if used.insert(folder).inserted {
                    folders.append(folder)
                    break
                }
            }
        }
        return folders
    }

    /// The lines of a file: functions, of which most files have few and some two hundred. Every function has a line
    /// that no other place of the tree has.
    static func lines(of file: Int) -> [String] {
        var random = Draw(seed: UInt64(file) &* 7919 &+ 3)
        let functions = random.one(in: 100) ? 200 : random.pick([3, 4, 5, 6, 8, 10, 13, 18, 30, 70])
        var lines = ["/* file \(file) */\n", "#include \"base.h\"\n"]
        for number in 0..<functions {
            let (noun, verb) = (random.pick(words), random.pick(words))
            lines += [
                "\n", "static int \(noun)_\(verb)_\(file)_\(number)(struct device *dev, unsigned int nr)\n", "{\n",
                "\tint err;\n", "\n", "\terr = \(noun)_prepare_\(random.below(900))(dev, nr + \(number));\n",
                "\tif (err)\n", "\t\treturn err;\n",
                "\tdev->state[\(random.below(64))] = nr * \(random.below(5000)) + \(file);\n",
                "\tdev->flags |= 1u << \(random.below(32));\n", "\treturn 0;\n", "}\n",
            ]
        }
        return lines
    }
}
