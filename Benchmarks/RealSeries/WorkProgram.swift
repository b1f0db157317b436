import BenchmarkSupport

/// A C program that runs for some 75 ms, nearly all of it in one loop, and what patches do to it.
struct WorkProgram {
    private static let notes = ["main.c", "table.c", "work.c"]
    private static let remarks = [
        "the order does not matter here", "see the note at the top", "kept simple", "no lock is needed",
        "the caller checks it", "in the order of the table",
    ]

    private var remark = ["main.c": "starts here", "table.c": "what is looked up", "work.c": "what takes the time"]
    private var entries = [17, 4, 23]
    private var isSlower = false

    /// Its files by name.
    var files: [String: String] { ["main.c": mainFile, "table.c": tableFile, "work.c": workFile] }

    private var mainFile: String {
        """
        /* \(remark["main.c"]!) */
        unsigned long look_up(unsigned long key);
        unsigned long work(long batches, unsigned long state);

        int main(void)
        {
        \treturn work(2000, look_up(3)) == 0;
        }

        """
    }

    private var tableFile: String {
        """
        /* \(remark["table.c"]!) */
        static const unsigned long table[] = {
        \(entries.map { "\t\($0),\n" }.joined())};

        unsigned long look_up(unsigned long key)
        {
        \treturn table[key % (sizeof(table) / sizeof(table[0]))];
        }

        """
    }

    private var workFile: String {
        """
        /* Steps that wait for one another: their time goes by their number alone. */
        __attribute__((noinline)) static unsigned long chain(unsigned long state, long steps)
        {
        \twhile (steps-- > 0)
        \t\tstate = (state ^ state >> 29) * 6364136223846793005UL;
        \treturn state;
        }

        /* \(remark["work.c"]!) */
        unsigned long work(long batches, unsigned long state)
        {
        \twhile (batches-- > 0) {
        \t\tstate = chain(state, 30000);
        \(isSlower ? "\t\tstate = chain(state, 30000 / 20);\n" : "")\t}
        \treturn state;
        }

        """
    }

    /// Where loops begin is not to decide: a patch elsewhere must not move them.
    static let build = "clang -O2 -falign-functions=64 -falign-loops=64"

    /// Every batch of the loop is followed by a twentieth of one.
    mutating func addSpin() { isSlower = true }

    /// Makes every comment say so: the code stays what it was.
    mutating func changeComments(_ number: Int, _ random: inout Draw) {
        for file in Self.notes { remark[file] = "\(random.pick(Self.remarks)), \(number)" }
    }

    /// A comment, or code beside the loop.
    mutating func changeElsewhere(_ number: Int, _ random: inout Draw) {
        switch random.below(3) {
        case 0: remark[random.pick(Self.notes)] = "\(random.pick(Self.remarks)), \(number)"
        case 1: entries.append(1 + random.below(1000))
        default: entries[random.below(entries.count)] += 1 + random.below(1000)
        }
    }
}

extension WorkProgram {
    /// The base and what each patch makes of it.
    typealias Versions = [(subject: String, files: [String: String])]

    /// A series in which one patch, drawn like all the rest, makes the loop 5% longer.
    static func series(patches: Int, seed: UInt64) -> (versions: Versions, culprit: Int) {
        var random = Draw(seed: seed)
        let culprit = 1 + random.below(patches)
        let versions = versions(patches) { program, number in
            if number == culprit { program.addSpin() } else { program.changeElsewhere(number, &random) }
        }
        return (versions, culprit)
    }

    /// A series whose patches change comments alone.
    static func sameCode(patches: Int) -> Versions {
        var random = Draw(seed: 1)
        return versions(patches) { program, number in program.changeComments(number, &random) }
    }

    private static func versions(_ patches: Int, change: (inout WorkProgram, Int) -> Void) -> Versions {
        var program = WorkProgram()
        var versions: Versions = [("base", program.files)]
        for number in 1...patches {
            change(&program, number)
            versions.append(("change \(number)", program.files))
        }
        return versions
    }
}
