/// The aliases of a YAML text, counted before anything is made of them: few lines can stand for more than memory holds.
struct YAMLAliases {
    /// So many nodes are enough for anyone.
    static let limit = 10_000

    private struct Anchor {
        let name: Substring
        let indent: Int
        /// Whether the anchor's line begins a sequence's entry.
        let isEntry: Bool
        /// The nodes that an alias of it stands for.
        var size = 1
    }

    /// How many nodes all aliases stand for; at most `limit` and one.
    private(set) var size = 0
    private var sizes: [Substring: Int] = [:]
    private var open: [Anchor] = []

    init(in text: String) {
        let sign = #/(?:^|[\s\[{,:?\-])([&*])([A-Za-z0-9_\-]+)/#
        for line in text.split(separator: "\n") {
            let indent = line.prefix { $0 == " " }.count
            let isEntry = line.dropFirst(indent).first == "-"
            if line.count > indent { close(to: indent, isEntry) }
            for match in line.matches(of: sign) {
                if match.1 == "&" {
                    open.append(Anchor(name: match.2, indent: indent, isEntry: isEntry))
                } else {
                    use(match.2)
                }
            }
        }
    }

    /// An anchor's node goes on in lines that are deeper, and in entries of a sequence that are as deep as its key. At
    /// the top a node in brackets can go on anywhere.
    private mutating func close(to indent: Int, _ isEntry: Bool) {
        while let last = open.last, last.indent > 0, indent <= last.indent,
            !(indent == last.indent && isEntry && !last.isEntry)
        {
            close(open.count - 1)
        }
    }

    private mutating func close(_ index: Int) {
        let anchor = open.remove(at: index)
        sizes[anchor.name] = anchor.size
        if index > 0 { add(anchor.size - 1, to: index - 1) }
    }

    private mutating func use(_ name: Substring) {
        // No node holds itself: what is used is over.
        if let index = open.lastIndex(where: { $0.name == name }) { close(index) }
        guard let used = sizes[name] else { return }
        size = min(Self.limit + 1, size + used)
        if !open.isEmpty { add(used, to: open.count - 1) }
    }

    private mutating func add(_ count: Int, to index: Int) {
        open[index].size = min(Self.limit + 1, open[index].size + count)
    }
}
