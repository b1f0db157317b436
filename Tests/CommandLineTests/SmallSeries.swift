import Foundation
import PatchbenchTestSupport

/// A series of three patches on a base of shell scripts, in a folder of its own.
///
/// The benchmark prints the number in `value.txt`: 10 at the base, 8 from patch 1 on, 4 from patch 3 on. The witness of
/// patch 1 fails before it. Patch 2 is a refactor. Every build adds its stage to the file `builds`.
struct SmallSeries {
    let folder: TemporaryFolder

    init(plan: String = SmallSeries.plan) throws {
        folder = try TemporaryFolder()
        try folder.write(plan, to: "patchbench.yaml")
        for (name, text) in Self.base { try folder.write(text, to: "base/" + name) }
        for (name, text) in Self.patches { try folder.write(text, to: "patches/" + name) }
    }

    /// Runs the tool here, inside the tests' process.
    func patchbench(_ arguments: String...) async throws -> Command { try await patchbench(arguments) }

    func patchbench(_ arguments: [String]) async throws -> Command {
        try await Command.patchbench(arguments, in: folder.url, environment: environment)
    }

    /// Runs the built tool here, as a process of its own.
    func product(_ arguments: String...) throws -> Command { try product(arguments) }

    func product(_ arguments: [String]) throws -> Command {
        try Command.product(arguments, in: folder.url, environment: environment)
    }

    /// Starts it.
    func start(
        _ arguments: [String], output: FileHandle = .nullDevice, errors: FileHandle = .nullDevice
    ) throws -> Process {
        try Command.startProduct(
            arguments, in: folder.url, environment: environment, output: output, errors: errors)
    }

    private var environment: [String: String] {
        ["BUILDS": folder.file("builds").path, "HOME": folder.url.path]
    }

    /// Real git on the repository that holds the stages.
    func git(_ arguments: String...) throws -> Command {
        try Command.run(
            "git", ["--git-dir", folder.file(".patchbench/repository.git").path] + arguments, in: folder.url)
    }

    /// The stages that were built, in the order of their builds.
    var builds: [String] {
        ((try? folder.text(of: "builds")) ?? "").split(separator: "\n").map(String.init)
    }

    func edit(_ path: String, _ change: (String) -> String) throws {
        try folder.write(change(folder.text(of: path)), to: path)
    }

    static let plan = """
        series:
          small:
            base: base
            patches: patches
            build: sh build.sh
            keep: [out/run, out/value.txt]
            test: sh out/run test
            trace: sh out/run trace
            bench: sh out/run bench

        """

    private static let base = [
        "value.txt": "the value is\n10\ncycles\n",
        "build.sh": """
        echo "$PATCHBENCH_STAGE" >> "$BUILDS"
        mkdir -p out
        cp run.sh out/run
        cp value.txt out/value.txt

        """,
        "run.sh": """
        value=$(sed -n 2p out/value.txt)
        case $1 in
        test)
            echo 'KTAP version 1'
            echo '1..2'
            echo 'ok 1 starts'
            case " $PATCHBENCH_FLAGS " in
            *' lower-value '*) [ "$value" -le 8 ] && echo 'ok 2 witness' || echo 'not ok 2 witness # still high' ;;
            *) echo 'not ok 2 witness # XFAIL before lower-value: it is 10' ;;
            esac ;;
        trace) echo "digest $value" ;;
        bench)
            echo '{"conditions":{"cpus":1}}'
            echo '{"metric":"alloc","parameters":{"size":32},"unit":"cycles","value":'$value',"better":"less"}'
            echo '{"metric":"free","parameters":{"size":32},"unit":"cycles","value":'$((value * \
            2))',"better":"less"}' ;;
        esac

        """,
        ".gitignore": "out/\n",
    ]

    private static let patches = [
        "series":
            "# three patches\n0001-lower-the-value.patch\n0002-say-why.patch\n\n0003-halve-the-value.patch # again\n",
        "0001-lower-the-value.patch": """
        From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001
        From: Ada Example <ada@example.org>
        Date: Mon, 2 Mar 2026 10:20:30 +0100
        Subject: [PATCH 1/3] value: lower it to 8

        Ten is too many.

        Feature: lower-value
        Signed-off-by: Ada Example <ada@example.org>
        ---
         value.txt | 2 +-
         1 file changed, 1 insertion(+), 1 deletion(-)

        diff --git a/value.txt b/value.txt
        --- a/value.txt
        +++ b/value.txt
        @@ -1,3 +1,3 @@
         the value is
        -10
        +8
         cycles
        --\u{20}
        2.39.5

        """,
        "0002-say-why.patch": """
        From: Bob Example <bob@example.org>
        Date: Tue, 3 Mar 2026 11:00:00 +0000
        Subject: [PATCH 2/3] notes: say why

        Claim: same-behaviour
        ---
        diff --git a/notes/why.txt b/notes/why.txt
        new file mode 100644
        --- /dev/null
        +++ b/notes/why.txt
        @@ -0,0 +1,2 @@
        +because
        +of this

        """,
        "0003-halve-the-value.patch": """
        From: Ada Example <ada@example.org>
        Date: Wed, 4 Mar 2026 12:00:00 +0000
        Subject: [PATCH 3/3] value: halve it

        Feature: halved-value
        ---
        diff --git a/value.txt b/value.txt
        --- a/value.txt
        +++ b/value.txt
        @@ -1,3 +1,3 @@
         the value is
        -8
        +4
         cycles

        """,
    ]
}
