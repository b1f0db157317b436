import Testing

@testable import Statistics

@Suite struct RandomTests {
    /// The first outputs of SplitMix64 from 0, as published with its reference implementation.
    @Test func `SplitMix64 gives its published first words`() {
        var random = SplitMix64(seed: 0)
        #expect([random.next(), random.next()] == [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4])
    }

    /// Computed with a transcription of the paper's recurrence in Python.
    @Test func `xoshiro256 starts from SplitMix64's words`() {
        var random = Xoshiro256(seed: 0)
        #expect([random.next(), random.next()] == [0x99EC_5F36_CB75_F2B4, 0xBF6E_1F78_4956_452A])
    }
}
