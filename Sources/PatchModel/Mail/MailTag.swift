/// What stands in front of a mail's subject: `[RFC PATCH v2 07/11]`.
public struct MailTag: Hashable, Sendable, CustomStringConvertible {
    /// With the word PATCH.
    public var prefix: String
    /// Of the posting; the first is not told.
    public var version: Int
    /// Nil where the mail stands alone.
    public var number: Int?
    public var total: Int

    /// - Parameter prefix: a word before `PATCH`, or all words with it.
    public init(prefix: String = "PATCH", version: Int = 1, number: Int? = nil, total: Int = 0) {
        self.prefix = prefix.isEmpty ? "PATCH" : prefix.contains("PATCH") ? prefix : prefix + " PATCH"
        self.version = version
        self.number = number
        self.total = total
    }

    /// Numbers as wide as the last one.
    public var description: String {
        let place = number.map { number in
            let zeros = String(repeating: "0", count: max(0, String(total).count - String(number).count))
            return " \(zeros)\(number)/\(total)"
        }
        return "[" + prefix + (version > 1 ? " v\(version)" : "") + (place ?? "") + "]"
    }
}

/// Whom mails go to.
public struct Recipients: Hashable, Sendable {
    public var to: [Person]
    public var cc: [Person]

    public init(to: [Person] = [], cc: [Person] = []) {
        self.to = to
        self.cc = cc
    }

    /// A field a kind, each address on a line of its own.
    var fields: String {
        [("To", to), ("Cc", cc)].filter { !$0.1.isEmpty }.map { key, people in
            "\(key): " + people.map(\.mailbox).joined(separator: ",\n    ") + "\n"
        }.joined()
    }
}
