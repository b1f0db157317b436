// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "patchbench",
    products: [
        .executable(name: "patchbench", targets: ["patchbench"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLzma", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),
        .systemLibrary(name: "CBzip2", providers: [.apt(["libbz2-dev"])]),
        .systemLibrary(name: "CProcess"),
        .target(name: "PatchModel", dependencies: ["CZlib", "CLzma", "CBzip2"]),
        .target(name: "Statistics"),
        .target(name: "GitStore", dependencies: ["PatchModel", "CLibgit2", "CZlib"]),
        .target(
            name: "Workbench",
            dependencies: [
                "GitStore", "PatchModel", "Statistics", "CProcess",
                .product(name: "Yams", package: "Yams"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]),
        .executableTarget(
            name: "patchbench",
            dependencies: [
                "Workbench",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "tool-benchmark", dependencies: ["Workbench", "PatchModel"], path: "Benchmarks/Tool"),
        .executableTarget(name: "verdict-simulation", dependencies: ["Statistics"], path: "Benchmarks/Verdicts"),
        .executableTarget(
            name: "big-series-benchmark", dependencies: ["GitStore", "PatchModel", "CLibgit2", "BenchmarkSupport"],
            path: "Benchmarks/BigSeries"),
        .executableTarget(
            name: "real-series-benchmark", dependencies: ["Statistics", "BenchmarkSupport"],
            path: "Benchmarks/RealSeries"),
        .target(name: "BenchmarkSupport", dependencies: ["Statistics"], path: "Benchmarks/Support"),
        .target(name: "PatchbenchTestSupport", path: "Tests/PatchbenchTestSupport"),
        .testTarget(name: "PatchModelTests", dependencies: ["PatchModel", "PatchbenchTestSupport"]),
        .testTarget(
            name: "StatisticsTests", dependencies: ["Statistics", "verdict-simulation", "PatchbenchTestSupport"]),
        .testTarget(name: "GitStoreTests", dependencies: ["GitStore", "PatchbenchTestSupport"]),
        .testTarget(name: "WorkbenchTests", dependencies: ["Workbench", "PatchbenchTestSupport"]),
        .testTarget(
            name: "DifferentialTests", dependencies: ["GitStore", "PatchModel", "Statistics", "PatchbenchTestSupport"],
            exclude: ["Scripts"]),
        .testTarget(
            name: "CommandLineTests", dependencies: ["patchbench", "Workbench", "PatchModel", "PatchbenchTestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

// Only `make fuzz` links with libFuzzer, which brings the `main`.
if Context.environment["PATCHBENCH_FUZZ"] != nil {
    package.targets.append(.executableTarget(name: "patchfuzz", dependencies: ["PatchModel"], path: "Fuzz"))
}
