import Foundation

/// A project of patches that each change every line of a file of their own, in a temporary folder.
struct SyntheticProject {
    let folder: URL
    let patches: Int

    /// - Parameter lines: Of a patch's file, by the patch's number.
    init(patches: Int, lines: (Int) -> Int) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "patchbench-synthetic-\(UUID().uuidString)")
        self.patches = patches
        try FileManager.default.createDirectory(at: folder.appending(path: "base"), withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            at: folder.appending(path: "patches"), withIntermediateDirectories: true)
        try write("series:\n  s:\n    base: base\n    patches: patches\n    bench: 'true'\n", to: "patchbench.yaml")
        for number in 1...patches {
            let count = lines(number)
            let old = (1...count).map { "line \($0) = \($0);\n" }
            let new = (1...count).map { "line \($0) = changed(\($0));\n" }
            try write(old.joined(), to: "base/f\(number).c")
            try write(
                "Subject: patch \(number)\n\nWhat it does.\n---\n--- a/f\(number).c\n+++ b/f\(number).c\n"
                    + "@@ -1,\(count) +1,\(count) @@\n" + old.map { "-" + $0 }.joined()
                    + new.map { "+" + $0 }.joined(),
                to: "patches/\(number).patch")
        }
        try write((1...patches).map { "\($0).patch\n" }.joined(), to: "patches/series")
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    private func write(_ text: String, to path: String) throws {
        try text.write(to: folder.appending(path: path), atomically: false, encoding: .utf8)
    }
}
