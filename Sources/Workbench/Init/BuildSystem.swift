import Outputs

/// How a project is built, tested and measured, as its files tell.
package struct BuildSystem: Sendable, Equatable {
    package let name: String
    /// The file that tells.
    package let file: String
    /// The program that it needs.
    let tool: String
    /// Shell commands, run one after the other in the stage's tree, where an earlier build may have left its products.
    package var build: [String] = []
    /// What tests and benchmarks need of a build, where that is all; else they run in the tree.
    package var keep: [String] = []
    package var test: TestCommand?
    /// From the best: what measures, and where that cannot run, the next.
    package var benches: [Bench] = []
    package let toolchain: String

    package struct Bench: Sendable, Equatable {
        package let kind: Kind
        package let command: BenchCommand
        /// What builds a stage with it; nil where that is what builds a stage without.
        package var build: [String]?

        /// What was found.
        package enum Kind: Sendable, Equatable {
            case googleBenchmark, pytestBenchmark, criterion, go, hyperfine
            /// A target, which is measured as a whole.
            case target
            /// The tests themselves are measured as a whole.
            case tests
        }
    }

    /// All that a project's files tell of, the likeliest first: what generates another's files comes before that.
    package static func all(in files: ProjectFiles) -> [BuildSystem] {
        [swiftPackage, cargo, goModule, meson, cmake, configured, python, make].compactMap { $0(files) }.map { found in
            var found = found
            found.benches += hyperfine(files)
            if let test = found.test {
                found.benches.append(Bench(kind: .tests, command: BenchCommand(text: test.text, format: .command)))
            }
            return found
        }
    }

    /// The first whose tool is there; else the first.
    package static func find(in files: ProjectFiles, hasTool: (String) -> Bool) -> BuildSystem? {
        let all = all(in: files)
        return all.first { hasTool($0.tool) } ?? all.first
    }

    /// A script that lets hyperfine leave its results in a file.
    private static func hyperfine(_ files: ProjectFiles) -> [Bench] {
        let scripts = files.all { $0.hasSuffix(".sh") && !$0.contains("vendor/") }.prefix(200)
        for script in scripts {
            let text = files.text(script)
            guard text.contains("hyperfine"), let match = text.firstMatch(of: #/--export-json[ =]+([\w./-]+)/#) else {
                continue
            }
            let command = BenchCommand(text: "sh \(script)", format: .hyperfine, output: String(match.1))
            return [Bench(kind: .hyperfine, command: command)]
        }
        return []
    }

    /// A folder for what is built, which the project does not have itself.
    static func buildFolder(_ files: ProjectFiles) -> String {
        files.hasFolder("build") || files.has("build") ? "build-patchbench" : "build"
    }
}
