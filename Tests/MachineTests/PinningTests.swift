import Foundation
import PatchbenchTestSupport
import Testing

@testable import Machine

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
        #expect(throws: MachineError.self) { try Pinning.cpus(CPUSet([8191])!).cpus() }
    }
}
