/// Which commits are meant, in the words of gitrevisions: `A..B`, `B ^A`, `X^!`, `X^-`, `-3`, each with `-- PATH…`.
///
/// There is one end, because the commits are to stand on one another.
public struct CommitRange: Hashable, Sendable {
    /// As it was written.
    public let text: String
    /// The name of the last commit.
    public var tip: String
    /// Names of commits that are left out, with all that they descend from.
    public var hidden: [String]
    /// Whether the tip's parents are left out (`X^!`), so that it stands alone.
    public var isSingle = false
    /// At most so many, the latest.
    public var limit: Int?
    /// Only what the commits change in these files.
    public var paths: Pathspec

    /// - Parameters:
    ///   - paths: beside those that the text itself names.
    ///   - folder: where paths begin, as git has them begin in the current folder. Empty for the top.
    /// - Throws: `GitStoreError.notARange`; `.unsafePath`, `.badPathspec`.
    public init(_ text: String, paths: [String] = [], in folder: String = "") throws(GitStoreError) {
        var words = Self.words(text)
        var named = paths
        if let mark = words.firstIndex(of: "--") {
            named = words[(mark + 1)...] + paths
            words.removeSubrange(mark...)
        }
        self.text = text
        self.paths = try Pathspec(named, in: folder)
        (tip, hidden) = ("", [])
        var tips: [String] = []
        for word in words { try take(word, &tips, text) }
        if tips.isEmpty, limit != nil || !hidden.isEmpty { tips = ["HEAD"] }
        // A commit alone would mean all that it descends from.
        guard tips.count == 1, isSingle || limit != nil || !hidden.isEmpty else { throw .notARange(text) }
        tip = tips[0]
    }

    /// Whether a word on a command line is meant as a range, and not as a file.
    public static func isRange(_ word: String) -> Bool {
        (word.contains("..") && !word.contains("../") && word != "..") || word.hasSuffix("^!")
            || word.hasPrefix("^") || count(word) != nil || withoutParent(word) != nil
    }

    private mutating func take(_ word: String, _ tips: inout [String], _ text: String) throws(GitStoreError) {
        if let count = Self.count(word) {
            limit = count
        } else if word.hasSuffix("^!") {
            tips.append(String(word.dropLast(2)))
            isSingle = true
        } else if let (commit, parent) = Self.withoutParent(word) {
            tips.append(commit)
            hidden.append("\(commit)^\(parent)")
        } else if word.hasPrefix("^") {
            hidden.append(String(word.dropFirst()))
        } else if let dots = word.firstRange(of: "..") {
            let (from, to) = (word[..<dots.lowerBound], word[dots.upperBound...])
            guard !to.hasPrefix(".") else { throw .notARange(text) }
            // As in git, an end that is not written is `HEAD`.
            hidden.append(from.isEmpty ? "HEAD" : String(from))
            tips.append(to.isEmpty ? "HEAD" : String(to))
        } else {
            tips.append(word)
        }
    }

    /// `-3`
    private static func count(_ word: String) -> Int? {
        guard word.hasPrefix("-"), let count = Int(word.dropFirst()), count > 0 else { return nil }
        return count
    }

    /// `X^-` and `X^-2`: the commit, and the number of the parent that is left out.
    private static func withoutParent(_ word: String) -> (commit: String, parent: Int)? {
        guard let mark = word.ranges(of: "^-").last else { return nil }
        let digits = word[mark.upperBound...]
        guard let parent = digits.isEmpty ? 1 : Int(digits), parent > 0 else { return nil }
        return (String(word[..<mark.lowerBound]), parent)
    }

    /// Parts between blanks; in braces, as in `HEAD^{/a subject}`, a blank is part of the name.
    private static func words(_ text: String) -> [String] {
        var (words, word, depth) = ([String](), "", 0)
        for character in text {
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
            if character.isWhitespace, depth <= 0 {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
    }
}
