import Foundation
import PatchbenchTestSupport
import Testing

/// A stranger's control characters do not reach a terminal as more than text.
@Suite struct ControlCharacterTests {
    private let small: SmallSeries

    /// A subject, an author and a file whose names hold escape sequences.
    init() throws {
        small = try SmallSeries()
        try small.edit("patches/0002-say-why.patch") {
            $0.replacing("notes: say why", with: "notes: \u{1B}]0;title\u{7} say\u{9B}31m \u{7F}why")
                .replacing("Bob Example", with: "Bob \u{1B}[2JExample")
                .replacing("a/notes/why.txt b/notes/why.txt", with: #""a/notes/\033[1mwhy" "b/notes/\033[1mwhy""#)
                .replacing("+++ b/notes/why.txt", with: #"+++ "b/notes/\033[1mwhy""#)
        }
    }

    @Test(arguments: [
        "series", "push --all", "pop --all", "goto 2", "diffstat", "diffstat base..top", "show 2", "diff 1..2",
        "range-diff patches patches", "apply --base base patches", "import patches --name other", "push 9",
        "goto title", "interdiff 1 2", "series --json", "apply --base base patches --json",
    ])
    func `no verb prints an escape sequence`(_ words: String) async throws {
        let answer = try await small.patchbench(words.split(separator: " ").map(String.init))
        for text in [answer.text, answer.errors] {
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
            #expect(!text.unicodeScalars.contains { (0x7f...0x9f).contains($0.value) })
        }
    }
}
