/// The names of a maildir; reading its files is the caller's.
public enum Maildir {
    /// The messages among paths relative to the maildir, in the order in which git-mailsplit takes them: those of
    /// `cur`, then those of `new`, by name, numbers in a name by value.
    public static func messages(_ paths: [String]) -> [String] {
        ["cur/", "new/"].flatMap { folder in
            paths.filter { path in
                let name = path.dropFirst(folder.count)
                return path.hasPrefix(folder) && !name.isEmpty && name.first != "." && !name.contains("/")
            }.sorted(by: precedes)
        }
    }

    /// Byte by byte, but runs of digits as numbers.
    static func precedes(_ left: String, _ right: String) -> Bool {
        var (a, b) = (Array(left.utf8)[...], Array(right.utf8)[...])
        while let x = a.first, let y = b.first {
            if ASCII.isDigit(x), ASCII.isDigit(y) {
                let (m, n) = (takeNumber(&a), takeNumber(&b))
                if m.count != n.count { return m.count < n.count }
                if m != n { return m.lexicographicallyPrecedes(n) }
            } else {
                if x != y { return x < y }
                a.removeFirst()
                b.removeFirst()
            }
        }
        return a.isEmpty && !b.isEmpty
    }

    /// The digits that begin the text, without leading zeros.
    private static func takeNumber(_ text: inout Bytes) -> Bytes {
        let digits = text.prefix(while: ASCII.isDigit)
        text = text.dropFirst(digits.count)
        return digits.drop { $0 == UInt8(ascii: "0") }
    }
}
