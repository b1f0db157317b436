import Testing

@testable import Outputs

@Suite struct FunctionCountsTests {
    private static func profile(_ entries: [(String, String, UInt64, String, Int)]) -> InstructionProfile {
        var profile = InstructionProfile()
        for (name, file, count, place, line) in entries {
            profile.add(
                count, to: InstructionProfile.Function(name: name, file: file),
                at: InstructionProfile.Place(file: place, line: line))
        }
        return profile
    }

    @Test func `of each file that a function's code comes from the costliest line is kept`() {
        let counts = FunctionCounts(
            Self.profile([("f", "a.c", 5, "a.c", 1), ("f", "a.c", 7, "a.c", 2), ("f", "a.c", 3, "b.h", 9)]))
        let function = InstructionProfile.Function(name: "f", file: "a.c")
        #expect(
            counts.functions == [
                function: [
                    "a.c": FunctionCounts.Part(count: 12, line: 2), "b.h": FunctionCounts.Part(count: 3, line: 9),
                ]
            ])
        #expect(counts.count(of: function) == 15)
    }

    @Test func `what is written is read, whatever a name holds`() {
        let counts = FunctionCounts(
            Self.profile([
                ("operator()<int, char>", "a b.cc", 5, "a b.cc", 1), ("code of dash", "", 7, "", 0),
                ("f", "a.c", 1, "b.h", 2),
            ]))
        #expect(FunctionCounts(text: counts.text) == counts)
        #expect(FunctionCounts(text: "no\tcounts\n").functions.isEmpty)
    }
}
