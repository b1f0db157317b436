/// A commit of another repository, as git shows it in diffs: one line of text.
public enum Submodule {
    private static let words = Array("Subproject commit ".utf8)

    public static func text(of commit: String) -> [UInt8] { words + Array(commit.utf8) + [ASCII.newline] }

    /// The commit that a text names, in hexadecimal; nil for a text that is none of git's.
    public static func commit(in text: some Collection<UInt8>) -> String? {
        let digits = text.dropFirst(words.count).dropLast()
        guard text.starts(with: words), text.count == words.count + 41, Array(text).last == ASCII.newline,
            digits.allSatisfy({ ASCII.isDigit($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return String(decoding: digits, as: UTF8.self)
    }
}
