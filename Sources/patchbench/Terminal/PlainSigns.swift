/// The tool's own signs in ASCII, one for one, for a locale whose encoding has no others.
enum PlainSigns {
    private static let signs: [Character: Character] = [
        "✓": "+", "✗": "X", "·": ".", "×": "x", "…": "~", "→": ">", "±": "~", "−": "-", "–": "-", "\u{201C}": "\"",
        "\u{201D}": "\"", "’": "'",
    ]

    /// Names and subjects stay as they are.
    static func write(_ text: String) -> String {
        text.utf8.contains { $0 > 0x7f } ? String(text.map { signs[$0] ?? $0 }) : text
    }

    /// Whether the locale names another encoding than UTF-8; where none is named, nothing is known of it.
    static func areWanted(_ environment: [String: String]) -> Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        guard let locale = locale?.lowercased() else { return false }
        return !locale.contains("utf-8") && !locale.contains("utf8")
    }
}
