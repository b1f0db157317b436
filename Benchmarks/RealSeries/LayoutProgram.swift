import BenchmarkSupport

/// A C program of small functions in several files, called in an order of its own for some 15 ms, which says for how
/// long it was on the CPU; and two patches on it.
struct LayoutProgram {
    static let build = "clang -O2 -ffunction-sections -fno-inline $PATCHBENCH_LINK_FLAGS -o work *.c"

    /// The source of a function each, by files.
    private var functions: [[String]] = []
    private let order: [Int]
    private var batches = 20_000

    init(_ random: inout Draw) {
        let count = Self.fileCount * Self.functionsPerFile
        functions = (0..<Self.fileCount).map { file in
            (0..<Self.functionsPerFile).map { Self.function(file * Self.functionsPerFile + $0, &random) }
        }
        order = (0..<Self.calls).map { _ in random.below(count) }
    }

    private static let fileCount = 4
    private static let functionsPerFile = 12
    private static let calls = 40

    /// Steps over a small table, each with a branch that goes by the data.
    private static func function(_ number: Int, _ random: inout Draw) -> String {
        let steps = (0..<3 + random.below(10)).map { _ in
            let (shift, mask, factor) = (1 + random.below(30), 1 + random.below(63), 3 + 2 * random.below(500))
            return "\tif (x >> \(shift) & 1) x += table[x & \(mask)]; else x ^= x << \(1 + random.below(12));\n"
                + "\tx *= \(factor)u;\n"
        }
        return "unsigned f\(number)(unsigned x)\n{\n\(steps.joined())\treturn x;\n}\n\n"
    }

    /// A function that nothing calls, somewhere between the others.
    mutating func addUnused(_ random: inout Draw) {
        let file = random.below(functions.count)
        let body = Self.function(900, &random).replacing("f900", with: "unused")
        functions[file].insert(body, at: random.below(functions[file].count))
    }

    /// One batch in a hundred more.
    mutating func addWork() { batches += batches / 100 }

    var files: [String: String] {
        var files = ["main.c": main]
        for (number, functions) in functions.enumerated() {
            files["part\(number).c"] = "extern unsigned table[64];\n\n" + functions.joined()
        }
        return files
    }

    private var main: String {
        let count = Self.fileCount * Self.functionsPerFile
        let declarations = (0..<count).map { "unsigned f\($0)(unsigned);\n" }.joined()
        return """
            #include <stdio.h>
            #include <time.h>
            unsigned table[64];
            \(declarations)
            static double now(void)
            {
            \tstruct timespec time;
            \tclock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
            \treturn time.tv_sec * 1e9 + time.tv_nsec;
            }

            int main(void)
            {
            \tfor (unsigned i = 0; i < 64; i++) table[i] = i * 2654435761u;
            \tdouble begin = now();
            \tunsigned x = 1;
            \tfor (int batch = 0; batch < \(batches); batch++) {
            \(order.map { "\t\tx = f\($0)(x);\n" }.joined())\t}
            \tprintf("{\\"metric\\":\\"time\\",\\"unit\\":\\"ns\\",\\"parameters\\":{},");
            \tprintf("\\"better\\":\\"less\\",\\"value\\":%.0f}\\n# %u\\n", now() - begin, x);
            \treturn 0;
            }

            """
    }
}
