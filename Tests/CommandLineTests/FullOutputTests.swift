import Foundation
import Glibc
import PatchbenchTestSupport
import Testing

@testable import patchbench

/// An output that does not take what is written to it.
@Suite struct FullOutputTests {
    @Test(arguments: [("/dev/full", ENOSPC), ("/dev/null", EBADF)])
    func `F3: what an output does not take is kept as its error`(_ device: String, _ reason: Int32) throws {
        // The null device is opened for reading alone, as a closed output is.
        let file = open(device, device == "/dev/full" ? O_WRONLY : O_RDONLY)
        defer { close(file) }
        let console = ProcessConsole(output: file)
        #expect(console.failure == nil)
        console.line("lost")
        #expect(console.failure == reason)
    }

    @Test func `F3: an output that loses what it is given is exit status 1 and one line`() async throws {
        let file = open("/dev/full", O_WRONLY)
        defer { close(file) }
        let folder = try TemporaryFolder()
        let errors = folder.file("errors").path
        let said = open(errors, O_WRONLY | O_CREAT, 0o600)
        defer { close(said) }
        let invocation = Invocation(
            arguments: ["--help"], environment: [:], folder: folder.url,
            console: ProcessConsole(output: file, errors: said))
        #expect(await Patchbench.run(invocation) == 1)
        #expect(
            try folder.text(of: "errors")
                == "patchbench: cannot write to standard output: No space left on device\n")
    }
}
