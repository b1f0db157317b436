// swift-tools-version: 6.2

import PackageDescription

/// An asynchronous function runs where its caller does, so that what is not sendable can be worked on by one task.
let asynchronous: [SwiftSetting] = [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]

let package = Package(
    name: "patchbench",
    products: [
        .executable(name: "patchbench", targets: ["patchbench"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLzma", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),
        .systemLibrary(name: "CBzip2", providers: [.apt(["libbz2-dev"])]),
        .target(name: "CProcess"),
        .target(name: "Files"),
        .target(name: "PatchModel", dependencies: ["CZlib", "CLzma", "CBzip2"]),
        // Its tests simulate thousands of series.
        .target(name: "Statistics", swiftSettings: [.unsafeFlags(["-O"], .when(configuration: .debug))]),
        .target(name: "Charts"),
        .target(name: "CTerminal"),
        // Draws a screen a key; its tests draw hundreds.
        .target(name: "Screen", swiftSettings: [.unsafeFlags(["-O"], .when(configuration: .debug))]),
        .target(name: "GitStore", dependencies: ["Files", "PatchModel", "CLibgit2", "CZlib"]),
        .target(
            name: "Machine",
            dependencies: ["CProcess", "Files"],
            swiftSettings: asynchronous),
        .target(name: "Outputs", dependencies: ["PatchModel"]),
        .target(
            name: "Input",
            dependencies: [
                "Files", "GitStore", "Machine", "Outputs", "PatchModel", .product(name: "Yams", package: "Yams"),
            ]),
        .target(name: "Judging", dependencies: ["Outputs", "PatchModel", "Statistics"]),
        .target(
            name: "Results",
            dependencies: ["Files", "Machine", "Outputs", "PatchModel", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: asynchronous),
        .target(
            name: "Workbench",
            dependencies: [
                "Files", "GitStore", "Input", "Judging", "Machine", "Outputs", "PatchModel", "Results", "Statistics",
            ],
            swiftSettings: asynchronous),
        .executableTarget(
            name: "patchbench",
            dependencies: [
                "CTerminal", "Charts", "Files", "GitStore", "Input", "Judging", "Machine", "Outputs", "PatchModel",
                "Results", "Screen", "Statistics", "Workbench",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: asynchronous),
        .executableTarget(
            name: "tool-benchmark",
            dependencies: ["Input", "Judging", "Machine", "Outputs", "PatchModel", "Results", "Workbench"],
            path: "Benchmarks/Tool", swiftSettings: asynchronous),
        .executableTarget(name: "verdict-simulation", dependencies: ["Statistics"], path: "Benchmarks/Verdicts"),
        .executableTarget(
            name: "big-series-benchmark", dependencies: ["GitStore", "PatchModel", "CLibgit2", "BenchmarkSupport"],
            path: "Benchmarks/BigSeries"),
        .executableTarget(
            name: "real-series-benchmark", dependencies: ["Statistics", "BenchmarkSupport"],
            path: "Benchmarks/RealSeries"),
        .target(name: "BenchmarkSupport", dependencies: ["Statistics"], path: "Benchmarks/Support"),
        .target(name: "PatchbenchTestSupport", dependencies: ["Machine"], path: "Tests/PatchbenchTestSupport"),
        .testTarget(name: "FilesTests", dependencies: ["Files", "PatchbenchTestSupport"]),
        .testTarget(name: "PatchModelTests", dependencies: ["PatchModel", "PatchbenchTestSupport"]),
        .testTarget(
            name: "StatisticsTests", dependencies: ["Statistics", "verdict-simulation", "PatchbenchTestSupport"]),
        .testTarget(name: "ChartsTests", dependencies: ["Charts"]),
        .testTarget(name: "ScreenTests", dependencies: ["Screen"]),
        .testTarget(name: "GitStoreTests", dependencies: ["GitStore", "PatchbenchTestSupport"]),
        .testTarget(name: "MachineTests", dependencies: ["Machine", "PatchbenchTestSupport"]),
        .testTarget(name: "OutputsTests", dependencies: ["Outputs", "PatchModel", "PatchbenchTestSupport"]),
        .testTarget(
            name: "InputTests", dependencies: ["GitStore", "Input", "Outputs", "PatchModel", "PatchbenchTestSupport"]),
        .testTarget(
            name: "JudgingTests",
            dependencies: ["Judging", "Outputs", "PatchModel", "Statistics", "PatchbenchTestSupport"]),
        .testTarget(
            name: "ResultsTests",
            dependencies: [
                "Results", "Machine", "Outputs", "PatchModel", "PatchbenchTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "WorkbenchTests",
            dependencies: [
                "Workbench", "GitStore", "Input", "Judging", "Machine", "Outputs", "PatchModel", "Results",
                "Statistics",
                "PatchbenchTestSupport",
            ],
            swiftSettings: asynchronous),
        .testTarget(
            name: "DifferentialTests", dependencies: ["GitStore", "PatchModel", "Statistics", "PatchbenchTestSupport"],
            exclude: ["Scripts"]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "patchbench", "GitStore", "Input", "Judging", "Machine", "Outputs", "PatchModel", "Results", "Screen",
                "Workbench",
                "PatchbenchTestSupport",
            ]),
    ],
    swiftLanguageModes: [.v6]
)

// Only `make fuzz` links with libFuzzer, which brings the `main`.
if Context.environment["PATCHBENCH_FUZZ"] != nil {
    package.targets.append(.executableTarget(name: "patchfuzz", dependencies: ["PatchModel"], path: "Fuzz"))
}
