import Statistics

/// Makes what commits say, with what has to be encoded, folded or told apart from a mail's own lines.
enum MessageMaker {
    private static let names = [
        "A U Thor", "Jörg Größe", "山田 太郎", "O'Neil, Pat", "J. R. Hacker", "\"Quoted\" Name", "x", "Ünï (côde)",
    ]
    private static let subjects = [
        "slab: drain all free slabs", "größer",
        "mm, slab: é in a subject that is so long that the mail has to fold it somewhere",
        "a subject that is plain but so long that the mail has to fold it, which format-patch does at 76 columns or so",
        "subject: with [brackets] inside", "page_ref: use =?UTF-8?q?not=20encoded?= words", "tab\there",
        "50% of #define",
        "日本語の件名がここにあるので、ヘッダーは符号化されて何行かに折り返されるはずです",
    ]
    private static let paragraphs = [
        "Why it is wanted.", "Größe matters:\n  - indented\n\t- with a tab", "From here on, all is well.",
        "--  not a signature",
        ">From quoted", "a line\\", "@@ -1 +1 @@ is not a hunk", "Seen: not a header", "...", "* * *", "x: y\nz: w",
        "trailing space \nand more", "a very long line " + String(repeating: "that goes on ", count: 90), "= 3D =20",
    ]
    private static let trailers = [
        "Signed-off-by: A U Thor <author@example.org>", "Acked-by: Jörg Größe <joerg@example.org>",
        "Feature: lockless-grow",
        "Link: https://lore.example.org/r/20160328-x@example.org", "Fixes: 0123456789ab (\"slab: a subject\")",
    ]

    static func message(using random: inout Xoshiro256) -> GeneratedSeries.Message {
        func pick(_ texts: [String], _ count: Int) -> [String] {
            (0..<count).map { _ in texts.randomElement(using: &random)! }
        }
        let zone = ["+0000", "+0900", "-0330", "+1245", "-0800"].randomElement(using: &random)!
        let body = pick(paragraphs, Int.random(in: 0...3, using: &random))
        let ends = [pick(trailers, Int.random(in: 0...3, using: &random)).joined(separator: "\n")].filter {
            !$0.isEmpty
        }
        return GeneratedSeries.Message(
            author: "\(names.randomElement(using: &random)!) <author@example.org>",
            date: "\(Int.random(in: 1_000_000_000...1_800_000_000, using: &random)) \(zone)",
            text: (pick(subjects, 1) + body + ends).joined(separator: "\n\n") + "\n")
    }
}
