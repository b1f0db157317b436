import Foundation
import Machine

/// How the tool has the code of a build come to lie otherwise: lld puts room between its parts, by a seed. Functions
/// stay in their order, so that what a program has near is near. Source: lld's `--randomize-section-padding`, since
/// lld 21.
struct LayoutVariation: Sendable, Equatable {
    /// Nil where the build is as the plan says it.
    var seed: Int?
    /// The folder of the linker.
    var linker = ""
    /// Whether known build systems are told by themselves.
    var isAutomatic = false

    static let variable = "PATCHBENCH_LINK_FLAGS"

    private var padding: String { "--randomize-section-padding=\(seed ?? 0)" }

    /// For a compiler that links; empty for the first build.
    var linkFlags: String { seed == nil ? "" : "-B\(linker) -fuse-ld=lld -Wl,\(padding)" }

    func environment(_ environment: [String: String]) -> [String: String] {
        var environment = environment
        environment[Self.variable] = linkFlags
        guard seed != nil, isAutomatic else { return environment }
        let flags = linkFlags.split(separator: " ").map { "-Clink-arg=\($0)" }.joined(separator: " ")
        environment["RUSTFLAGS"] = [environment["RUSTFLAGS"] ?? "", flags].filter { !$0.isEmpty }.joined(separator: " ")
        return environment
    }

    /// The command with the flags of its build system: `swift build …`, and `cmake` where it configures.
    func command(_ text: String) -> String {
        guard seed != nil, isAutomatic else { return text }
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        if words.prefix(2) == ["swift", "build"] {
            let sections = "-Xswiftc -Xfrontend -Xswiftc -function-sections -Xcc -ffunction-sections"
            return text + " \(sections) -Xswiftc -use-ld=lld -Xlinker \(padding)"
        }
        let configures =
            words.first == "cmake" && !["--build", "--install", "-E", "-P"].contains(words.dropFirst().first)
        guard configures else { return text }
        let languages = ["C", "CXX"].map { "-DCMAKE_\($0)_FLAGS=-ffunction-sections" }.joined(separator: " ")
        let linkers = ["EXE", "SHARED"].map { "'-DCMAKE_\($0)_LINKER_FLAGS=\(linkFlags)'" }.joined(separator: " ")
        return "\(text) \(languages) \(linkers)"
    }
}

extension Bench {
    /// Of the build with this number; the first is as the plan says it, and so are all where no such linker is there.
    func layoutVariation(of copy: Int) async throws -> LayoutVariation {
        guard copy > 1 else { return LayoutVariation() }
        let linker = try await linkerFolder()
        guard !linker.isEmpty else { return LayoutVariation() }
        return LayoutVariation(seed: copy, linker: linker, isAutomatic: seriesPlan.variesLayout)
    }

    /// The first folder of `PATH` whose lld can do it; empty where there is none.
    private func linkerFolder() async throws -> String {
        if let knownLinker { return knownLinker }
        let log = layout.folder.appending(path: "logs/linker.log", directoryHint: .notDirectory)
        let text = """
            IFS=:; for folder in $PATH; do
              "$folder/ld.lld" --help 2>/dev/null | grep -q randomize-section-padding && echo "$folder" && exit 0
            done; exit 0
            """
        let outcome = try await tools.runner.run(
            ShellCommand(
                text: text, directory: plan.directory, environment: hostEnvironment, limit: .seconds(60), output: log))
        let found = outcome.isSuccess ? LogFile(log).text.split(separator: "\n").first.map(String.init) ?? "" : ""
        knownLinker = found
        return found
    }
}
