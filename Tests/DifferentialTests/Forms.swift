import Statistics

/// How one series is written down, drawn from its number.
struct Forms: Sendable {
    /// Words for `git format-patch`.
    let mailOptions: String
    /// For forms.sh: `git` with options, or a way to use diff(1); `none` where only a mail can say it.
    let style: String
    let strip: Int
    let isReversed: Bool
    let fuzz: Int

    private static let mailOptions = [
        "-M", "-C -M", "-C --find-copies-harder", "--no-renames", "--full-index", "-U1", "-U5", "-U12", "--attach",
        "--inline", "--no-stat", "--patience", "--histogram", "-W", "-B", "--src-prefix=old/ --dst-prefix=new/",
    ]
    // GNU patch takes a hunk with less context behind than before it for one at the end of the file, so no -W here.
    private static let gitStyles = ["git -M", "git -C", "git --no-renames", "git --full-index", "git -U1", "git -U6"]
    private static let diffStyles = ["folders", "index", "mm"]

    init(_ series: GeneratedSeries, seed: UInt64) {
        var random = Xoshiro256(seed: seed &+ 7 &* UInt64(series.number))
        mailOptions = Self.mailOptions.randomElement(using: &random)!
        fuzz = [0, 0, 0, 0, 0, 0, 1, 2].randomElement(using: &random)!
        let isPlain = series.repertoire == .plain && Int.random(in: 0..<10, using: &random) < 7
        // Without a tab behind it, GNU patch ends a name at a space.
        let hasSpaces = ([series.origin] + series.stages).contains { $0.keys.contains { $0.contains(" ") } }
        if series.repertoire == .full {
            (style, strip) = ("none", 1)
        } else if Int.random(in: 0..<5, using: &random) == 0 {
            (style, strip) = (isPlain ? "orig" : "git --no-prefix", 0)
        } else if isPlain {
            (style, strip) = (hasSpaces ? "folders" : Self.diffStyles.randomElement(using: &random)!, 1)
        } else {
            (style, strip) = (Self.gitStyles.randomElement(using: &random)!, 1)
        }
        isReversed =
            series.repertoire == .plain && strip == 1 && style != "mm" && Int.random(in: 0..<6, using: &random) == 0
    }
}
