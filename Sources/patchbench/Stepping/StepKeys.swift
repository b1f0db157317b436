import Screen

/// Every key, what it does, and how the help calls it.
struct StepKey: Sendable {
    let keys: [Key]
    let name: String
    let help: String
    let act: @Sendable (inout StepState) -> [StepEffect]

    init(
        _ keys: [Key], _ name: String, _ help: String, _ act: @escaping @Sendable (inout StepState) -> [StepEffect]
    ) {
        (self.keys, self.name, self.help, self.act) = (keys, name, help, act)
    }
}

enum StepKeys {
    /// By the key.
    static let all: [Key: StepKey] = Dictionary(
        table.flatMap { entry in entry.keys.map { ($0, entry) } }, uniquingKeysWith: { first, _ in first })

    /// A line a key.
    static let help: [String] =
        table.map { "\($0.name.padded(to: 18)) \($0.help)" } + [
            "", "marks of a stage:  + applied  > applied last  - not applied  ! in part  * marked",
            "                   b built   tests \u{2713} pass \u{2717} fail",
            "                   claims \u{2713} confirmed \u{2717} refuted ? not shown",
            "                   ~ cannot be told from no change   = unchanged",
            "in reverse: characters that a terminal would obey; underlined: read from right to left",
        ]

    private static let table = moving + showing + changing

    private static let moving: [StepKey] = [
        StepKey([.character("j"), .down], "j, down", "next line") { $0.move(by: 1) },
        StepKey([.character("k"), .up], "k, up", "previous line") { $0.move(by: -1) },
        StepKey([.character("J")], "J", "next patch") { $0.select($0.selected + 1) },
        StepKey([.character("K")], "K", "previous patch") { $0.select($0.selected - 1) },
        StepKey([.character("g"), .home], "g, home", "first line") { $0.moveToEnd(first: true) },
        StepKey([.character("G"), .end], "G, end", "last line") { $0.moveToEnd(first: false) },
        StepKey([.character(" "), .pageDown, .control("f")], "space, page down", "a page down") { $0.movePage(1) },
        StepKey([.character("-"), .pageUp, .control("b")], "-, page up", "a page up") { $0.movePage(-1) },
        StepKey([.control("d")], "^D", "half a page down") { $0.movePage(0.5) },
        StepKey([.control("u")], "^U", "half a page up") { $0.movePage(-0.5) },
        StepKey([.left, .character("h")], "h, left", "scroll to the left") { $0.shifted(-8) },
        StepKey([.right, .character("l")], "l, right", "scroll to the right") { $0.shifted(8) },
        StepKey([.character("/")], "/", "search in this pane") { $0.asked(.search) },
        StepKey([.character("n")], "n", "search on") { $0.findNext(forward: true) },
        StepKey([.character("N")], "N", "search back") { $0.findNext(forward: false) },
        StepKey([.character("@")], "@", "next hunk") { $0.without { $0.moveToNextHunk() } },
        StepKey([.character("t")], "t", "find a file of the diff") { $0.asked(.file) },
    ]

    private static let showing: [StepKey] = [
        StepKey([.enter], "enter", "into the patch; on a metric: let the bars show it; on a file: to its diff") {
            $0.enter()
        },
        StepKey([.character("<"), .escape], "<, escape", "back") { $0.back(quits: false) },
        StepKey([.character("q")], "q", "back; from the list, quit") { $0.back(quits: true) },
        StepKey([.tab], "tab", "the other pane") {
            $0.without {
                $0.focus = $0.focus == .list ? .document : .list; $0.keepInView()
            }
        },
        StepKey([.character("[")], "[", "less context") { $0.changeContext(by: -1) },
        StepKey([.character("]")], "]", "more context") { $0.changeContext(by: 1) },
        StepKey([.character("O")], "O", "this pane alone, or both") {
            $0.without {
                $0.isMaximised.toggle(); $0.makeHead(); $0.keepInView()
            }
        },
        StepKey([.character("m")], "m", "mark the stage, or take the mark away") { $0.without { $0.toggleMark() } },
        StepKey([.character("d")], "d", "diff between the marks, or the mark and this stage") { $0.showBetween() },
        StepKey([.character("v")], "v", "this patch in the other version of the series") { $0.showVersion() },
        StepKey([.character("R")], "R", "read the series again") { $0.without { $0.message = "" } + [.read, .redraw] },
        StepKey([.control("l")], "^L", "draw anew") { _ in [.redraw] },
        StepKey([.character("?")], "?", "all keys") {
            $0.without {
                $0.showsHelp.toggle(); $0.helpTop = 0
            }
        },
    ]

    private static let changing: [StepKey] = [
        StepKey([.character(">")], ">", "go to this stage: the work tree moves") { $0.run(.goto($0.selected)) },
        StepKey([.character("T")], "T", "build and test this stage") { $0.run(.test($0.selected)) },
        StepKey([.character("B")], "B", "measure this stage and the one before it") { $0.bench() },
        StepKey([.character("b")], "b", "which patch changed the metric under the cursor, or that of the bars?") {
            $0.bisect()
        },
        StepKey([.character("u")], "u", "undo the last change of the series") { $0.run(.undo) },
        StepKey([.character("Q")], "Q", "quit") { _ in [.quit(interrupted: false)] },
        StepKey([.control("c")], "^C", "stop, and quit") { _ in [.quit(interrupted: true)] },
        StepKey([.control("z")], "^Z", "to the shell; fg comes back") { _ in [.suspend] },
    ]
}
