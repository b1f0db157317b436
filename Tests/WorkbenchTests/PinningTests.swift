import Foundation
import PatchbenchTestSupport
import Testing

@testable import Workbench

@Suite struct PinningTests {
    /// Lists as in the kernel's documentation of `cpuset`'s list format.
    @Test(arguments: [
        ("0", [0], "0"), ("0-3,5", [0, 1, 2, 3, 5], "0-3,5"), ("4,1,2", [1, 2, 4], "1-2,4"), ("0,0-1", [0, 1], "0-1"),
    ])
    func `a list of CPUs is read and written as the kernel has it`(_ list: String, _ numbers: [Int], _ text: String) {
        #expect(CPUSet(list: list)?.numbers == numbers)
        #expect(CPUSet(list: list)?.description == text)
    }

    @Test(arguments: ["", "a", "1-", "-1", "3-1", "1,,2", "0-99999", "all"])
    func `what is no list is refused`(_ text: String) {
        #expect(CPUSet(list: text) == nil)
        #expect(Pinning(text) == nil)
    }

    private static let interrupts = """
                   CPU0       CPU1       CPU3
         24:          1          0          9   IO-APIC   5-edge      ACPI:Ged
         36:          0       5405          2   PCI-MSIX  1-edge      virtio1-req.0
        LOC:    3264284          1          1   Local timer interrupts
        """

    @Test(arguments: [
        ("", [0, 1, 3], 0), ("", [1, 3], 3), ("1", [0, 1, 3], 1), ("", [1, 2, 5], 5), ("7", [1, 3], 3),
    ])
    func `one CPU is an isolated one, or that with the fewest interrupts of devices, or the last`(
        isolated: String, allowed: [Int], quietest: Int
    ) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.interrupts, to: "proc/interrupts")
        try folder.write(isolated + "\n", to: "sys/devices/system/cpu/isolated")
        #expect(Pinning.quietest(of: CPUSet(allowed)!, on: SystemFiles(root: folder.url)) == quietest)
    }

    @Test func `a CPU that is not there is an error`() {
        #expect(throws: WorkbenchError.self) { try Pinning.cpus(CPUSet([8191])!).cpus() }
    }

    @Test func `a pinned command and its children have these CPUs alone, and the next one has all`() async throws {
        let folder = try TemporaryFolder()
        let cpu = try #require(ThreadAffinity.ofProcess.numbers.last)
        func allowed(_ cpus: CPUSet?) async throws -> String {
            let output = folder.url.appending(path: "out")
            let command = ShellCommand(
                text: "sh -c 'sed -n s/Cpus_allowed_list:.//p /proc/self/status'", directory: folder.url,
                environment: ["PATH": "/usr/bin:/bin"], limit: .seconds(60), output: output, cpus: cpus)
            #expect(try await CommandRunner().run(command) == .exited(status: 0))
            return LogFile(output).text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        #expect(try await allowed(CPUSet([cpu])) == "\(cpu)")
        let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap { pid_t($0) }
        #expect(Set(threads.compactMap(ThreadAffinity.get)) == [ThreadAffinity.ofProcess])
    }
}
