import Outputs

/// Build systems that write the files of another one: CMake, Meson, and configure scripts.
extension BuildSystem {
    static func cmake(_ files: ProjectFiles) -> BuildSystem? {
        guard files.has("CMakeLists.txt") else { return nil }
        let folder = buildFolder(files)
        let lists = files.all { $0.hasSuffix("CMakeLists.txt") || $0.hasSuffix(".cmake") }.prefix(200)
        let texts = lists.map { (path: $0, text: files.text($0)) }
        let build = { (options: String) in
            [
                "cmake -S . -B \(folder) -DCMAKE_BUILD_TYPE=Release" + options,
                "cmake --build \(folder) -j$(nproc)",
            ]
        }
        var found = BuildSystem(
            name: "CMake", file: "CMakeLists.txt", tool: "cmake", build: build(""), toolchain: "cc --version")
        if texts.contains(where: { $0.text.contains(#/\b(add_test|gtest_discover_tests|catch_discover_tests)\s*\(/#) })
        {
            found.test = TestCommand(
                text: "ctest --test-dir \(folder) --output-junit test-results.xml", format: .junit,
                output: "\(folder)/test-results.xml")
        }
        if var bench = texts.lazy.compactMap({ googleBenchmark(in: $0.text, of: $0.path, folder) }).first {
            bench.build = texts.lazy.compactMap { benchOption(in: $0.text) }.first.map { build(" -D\($0)=ON") }
            found.benches = [bench]
        }
        return found
    }

    /// The program of a target that is linked with Google Benchmark.
    private static func googleBenchmark(in text: String, of list: String, _ folder: String) -> Bench? {
        let links =
            #/target_link_libraries\s*\(\s*([\w-]+)[^)]*\bbenchmark(::benchmark|_main|::benchmark_main)?\b[^)]*\)/#
        guard let target = text.firstMatch(of: links)?.1 else { return nil }
        let command = BenchCommand(
            text: "\(folder)/\(list.folder)\(target) --benchmark_format=json", format: .googleBenchmark)
        return Bench(kind: .googleBenchmark, command: command)
    }

    /// An option that turns benchmarks on, and is off by itself; not one of Google Benchmark's own.
    private static func benchOption(in text: String) -> Substring? {
        text.firstMatch(of: #/(?:option|set|add_option)\s*\(\s*((?!BENCHMARK_)\w*BENCH\w*)\s+(?:"[^"]*"\s+)?OFF/#)?.1
    }

    static func meson(_ files: ProjectFiles) -> BuildSystem? {
        guard files.has("meson.build") else { return nil }
        let folder = buildFolder(files)
        var found = BuildSystem(
            name: "Meson", file: "meson.build", tool: "meson",
            build: [
                "test -e \(folder)/build.ninja || meson setup \(folder) --buildtype=release",
                "meson compile -C \(folder)",
            ], toolchain: "cc --version")
        let texts = files.named("meson.build").prefix(200).map { (path: $0, text: files.text($0)) }
        if texts.contains(where: { $0.text.contains(#/(?m)^\s*test\s*\(/#) }) {
            found.test = TestCommand(
                text: "meson test -C \(folder) --no-rebuild", format: .junit,
                output: "\(folder)/meson-logs/testlog.junit.xml")
        }
        for (path, text) in texts {
            guard let program = text.firstMatch(of: #/executable\s*\(\s*'([\w-]+)'[^)]*\b\w*benchmark\w*/#)?.1,
                text.contains(#/dependency\s*\(\s*'benchmark/#) || files.text("meson.build").contains("'benchmark'")
            else { continue }
            let command = BenchCommand(
                text: "\(folder)/\(path.folder)\(program) --benchmark_format=json", format: .googleBenchmark)
            found.benches = [Bench(kind: .googleBenchmark, command: command)]
            break
        }
        return found
    }

    /// A configure script, or what autoconf makes one of.
    static func configured(_ files: ProjectFiles) -> BuildSystem? {
        let source = ["configure.ac", "configure.in"].first(where: files.has)
        guard files.has("configure") || source != nil else { return nil }
        var build: [String] = []
        if let source, !files.has("configure") {
            let script = files.has("autogen.sh") ? "NOCONFIGURE=1 sh ./autogen.sh" : "autoreconf -fi"
            build = ["test configure -nt \(source) || \(script)"]
        }
        // A makefile that comes with the project would be overwritten.
        let folder = makefiles.contains(where: files.has) ? buildFolder(files) : nil
        let (inside, configure) = folder.map { ("cd \($0) && ", "../configure") } ?? ("", "./configure")
        let mark = (folder.map { "\($0)/" } ?? "") + ".configured"
        if let folder { build.append("mkdir -p \(folder)") }
        build += [
            "test \(mark) -nt configure || (\(inside)\(configure) && touch .configured)", "\(inside)make -j$(nproc)",
        ]
        let isAutomake = files.has("Makefile.am")
        // The programs of the tests are built, and none is run.
        if isAutomake { build.append("\(inside)make -j$(nproc) check TESTS=") }
        let target = isAutomake ? "check" : testTarget(of: "Makefile.in", in: files)
        return BuildSystem(
            name: source == nil ? "configure script" : "autotools", file: source ?? "configure",
            tool: source == nil || files.has("configure") ? "make" : "autoreconf", build: build,
            test: target.map { TestCommand(text: "\(inside)make \($0)") }, toolchain: "cc --version")
    }
}
