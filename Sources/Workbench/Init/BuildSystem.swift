import Foundation
import Machine

/// How a project is built and tested, told by the files at its top.
package struct BuildSystem: Sendable, Equatable {
    package let name: String
    /// The file that tells.
    package let file: String
    package let build: [String]
    package var test: String?
    package let toolchain: String

    /// The first that the folder has the file of; what generates another's files comes before that.
    static func find(in folder: URL) -> BuildSystem? {
        guard var found = known.first(where: { folder.appending(path: $0.file).isRegularFile }) else { return nil }
        if found.build.last?.hasPrefix("make") == true, found.test == nil {
            found.test = testTarget(of: folder.appending(path: found.file)).map { "make \($0)" }
        }
        return found
    }

    private static let known =
        [
            BuildSystem(
                name: "Swift package", file: "Package.swift", build: ["swift build -c release"], test: "swift test",
                toolchain: "swift --version"),
            BuildSystem(
                name: "Cargo", file: "Cargo.toml", build: ["cargo build --release"], test: "cargo test",
                toolchain: "cargo --version"),
            BuildSystem(
                name: "Go module", file: "go.mod", build: ["go build ./..."], test: "go test ./...",
                toolchain: "go version"),
            BuildSystem(
                name: "Meson", file: "meson.build",
                build: ["test -d build || meson setup build", "meson compile -C build"], test: "meson test -C build",
                toolchain: "cc --version"),
            BuildSystem(
                name: "CMake", file: "CMakeLists.txt", build: ["cmake -S . -B build", "cmake --build build -j2"],
                test: "ctest --test-dir build", toolchain: "cc --version"),
            BuildSystem(
                name: "configure script", file: "configure", build: ["test -e Makefile || ./configure", "make -j2"],
                test: "make check", toolchain: "cc --version"),
        ]
        + ["GNUmakefile", "makefile", "Makefile"].map {
            BuildSystem(name: "make", file: $0, build: ["make -j2"], toolchain: "cc --version")
        }

    /// `test` or `check`, where the makefile has a rule for it.
    private static func testTarget(of makefile: URL) -> String? {
        let text = (try? String(contentsOf: makefile, encoding: .utf8)) ?? ""
        let targets = text.split(separator: "\n").compactMap { $0.split(separator: ":").first.map(String.init) }
        return ["test", "check"].first(where: targets.contains)
    }
}
