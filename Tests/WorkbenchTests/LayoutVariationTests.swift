import Foundation
import PatchbenchTestSupport
import Testing

@testable import Workbench

@Suite struct LayoutVariationTests {
    private let third = LayoutVariation(seed: 3, linker: "/opt/bin", isAutomatic: true)

    static let commands: [(String, String)] = [
        ("make all", "make all"),
        ("cmake --build out", "cmake --build out"),
        (
            "swift build -c release",
            "swift build -c release -Xswiftc -Xfrontend -Xswiftc -function-sections -Xcc -ffunction-sections "
                + "-Xswiftc -use-ld=lld -Xlinker --randomize-section-padding=3"
        ),
    ]

    @Test(arguments: commands) func `build systems that are known get their flags`(_ text: String, _ command: String) {
        #expect(third.command(text) == command)
        #expect(LayoutVariation().command(text) == text)
        var byPlan = third
        byPlan.isAutomatic = false
        #expect(byPlan.command(text) == text)
    }

    @Test func `cmake and cargo get them, too, and a plan finds them in its environment`() {
        let flags = "-B/opt/bin -fuse-ld=lld -Wl,--randomize-section-padding=3"
        #expect(third.command("cmake -S . -B out").hasSuffix("'-DCMAKE_SHARED_LINKER_FLAGS=\(flags)'"))
        let environment = third.environment(["RUSTFLAGS": "-Copt-level=3"])
        #expect(environment["PATCHBENCH_LINK_FLAGS"] == flags)
        #expect(environment["RUSTFLAGS"]?.hasPrefix("-Copt-level=3 -Clink-arg=-B/opt/bin ") == true)
        #expect(LayoutVariation().environment([:]) == ["PATCHBENCH_LINK_FLAGS": ""])
    }

    /// With the linker of Swift's own toolchain.
    @Test func `another seed puts the functions of a program elsewhere, in their order`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            (0..<20).map { "int f\($0)(void) { return \($0); }\n" }.joined() + "int main(void) { return f0(); }\n",
            to: "a.c")
        func addresses(_ seed: Int) throws -> [Int] {
            let link = LayoutVariation(seed: seed, linker: "$(dirname $(command -v swift))").linkFlags
            let made = try Command.run(
                "/bin/sh", ["-c", "clang -ffunction-sections -O1 a.c -o a \(link) && nm a"], in: folder.url)
            return (0..<20).compactMap { number in
                made.text.split(separator: "\n").first { $0.hasSuffix(" f\(number)") }.flatMap {
                    Int($0.prefix(16), radix: 16)
                }
            }
        }
        let (two, three) = (try addresses(2), try addresses(3))
        #expect(two.count == 20 && two != three)
        #expect(two == two.sorted() && three == three.sorted())
    }
}
