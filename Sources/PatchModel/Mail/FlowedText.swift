/// `format=flowed`, RFC 3676: lines are stuffed with a blank, and paragraphs broken after one.
enum FlowedText {
    /// The text as it was before it was made to flow, as far as that can be told: a line of a patch that ended in a
    /// blank looks like a broken paragraph and is joined with the next.
    /// - Parameter deletesBlank: `DelSp=yes`: the blank before a break is not the text's.
    static func restored(_ text: MailText, deletesBlank: Bool) -> MailText {
        var builder = MailText.Builder()
        var isPending = false
        var lastLine = 1
        text.forEachLine { line, number in
            lastLine = number
            // A signature's separator, which no paragraph goes on with.
            if !isPending, line.withoutLineEnd.equals("-- ") { return builder.append(line, from: number) }
            let unstuffed = line.first == ASCII.space ? line.dropFirst() : line
            isPending = unstuffed.withoutLineEnd.last == ASCII.space
            let kept = isPending ? unstuffed.withoutLineEnd.dropLast(deletesBlank ? 1 : 0) : unstuffed
            builder.append(kept, from: number)
        }
        if isPending { builder.append([ASCII.newline], from: lastLine) }
        return builder.text
    }
}
