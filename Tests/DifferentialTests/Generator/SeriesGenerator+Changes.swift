import Statistics

extension SeriesGenerator {
    /// One file's change, of a kind that the repertoire has.
    mutating func change(_ tree: inout FileTree) {
        let draw = Int.random(in: 0..<100, using: &random)
        switch (draw, repertoire) {
        case (0..<60, _): editText(&tree)
        case (60..<70, _): create(&tree)
        case (70..<76, _): delete(&tree)
        case (_, .plain): editText(&tree)
        case (76..<82, _): rename(&tree)
        case (82..<86, _): copy(&tree)
        case (86..<90, _): changeMode(&tree)
        case (90..<94, _): changeLink(&tree)
        case (_, .extended): editText(&tree)
        case (94..<98, _): changeBinary(&tree)
        default: changeType(&tree)
        }
    }

    private mutating func editText(_ tree: inout FileTree) {
        guard let path = pick(from: tree, where: { $0.isText }), let entry = tree[path] else { return }
        touched.insert(path)
        tree[path]?.bytes = edited(entry.bytes, spots: Int.random(in: 1...4, using: &random))
    }

    private mutating func create(_ tree: inout FileTree) {
        let path = newPath(in: tree)
        touched.insert(path)
        tree[path] = repertoire != .plain && chance(15) ? Entry(bytes: []) : makeText()
    }

    private mutating func delete(_ tree: inout FileTree) {
        let anything = repertoire == .full
        guard tree.count > 2, let path = pick(from: tree, where: { anything || $0.isText }) else { return }
        touched.insert(path)
        tree[path] = nil
    }

    /// To another name, half of the time with a few lines changed too.
    private mutating func rename(_ tree: inout FileTree) {
        guard let path = pick(from: tree, where: { $0.isText && !$0.bytes.isEmpty }), var entry = tree[path] else {
            return
        }
        let target = newPath(in: tree)
        touched.formUnion([path, target])
        if chance(50) { entry.bytes = edited(entry.bytes, spots: 1) }
        tree[path] = nil
        tree[target] = entry
    }

    private mutating func copy(_ tree: inout FileTree) {
        guard let path = pick(from: tree, where: { $0.isText && !$0.bytes.isEmpty }), var entry = tree[path] else {
            return
        }
        let target = newPath(in: tree)
        touched.formUnion([path, target])
        if chance(50) { entry.bytes = edited(entry.bytes, spots: 1) }
        tree[target] = entry
        // git finds a copy cheaply only where its source changes too.
        if chance(50) { tree[path]?.bytes = edited(entry.bytes, spots: 1) }
    }

    private mutating func changeMode(_ tree: inout FileTree) {
        guard let path = pick(from: tree, where: { $0.mode != .symbolicLink }), var entry = tree[path] else { return }
        touched.insert(path)
        entry.mode = entry.mode == .regular ? .executable : .regular
        if entry.isText, chance(40) { entry.bytes = edited(entry.bytes, spots: 1) }
        tree[path] = entry
    }

    private mutating func changeLink(_ tree: inout FileTree) {
        let target = Entry(mode: .symbolicLink, bytes: Array("src/\(Int.random(in: 0..<1000, using: &random))".utf8))
        if chance(50), let path = pick(from: tree, where: { $0.mode == .symbolicLink }) {
            touched.insert(path)
            tree[path] = chance(70) ? target : nil
        } else {
            let path = newPath(in: tree)
            touched.insert(path)
            tree[path] = target
        }
    }

    /// A few bytes (git sends a delta), all of them (a literal), a new file or its end.
    private mutating func changeBinary(_ tree: inout FileTree) {
        guard let path = pick(from: tree, where: { $0.bytes.contains(0) }), var entry = tree[path] else {
            let path = newPath(in: tree)
            touched.insert(path)
            tree[path] = Entry(bytes: makeBinary())
            return
        }
        touched.insert(path)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: entry.bytes = makeBinary()
        case 1:
            tree[path] = nil
            return
        default:
            for _ in 0..<3 {
                let place = Int.random(in: 1...entry.bytes.count, using: &random)
                entry.bytes.insert(contentsOf: TextMaker.binary(4, using: &random), at: place)
            }
        }
        tree[path] = entry
    }

    /// A file becomes a link, a link a file, or a file a folder.
    private mutating func changeType(_ tree: inout FileTree) {
        guard let path = pick(from: tree, where: { $0.isText || $0.mode == .symbolicLink }) else { return }
        touched.insert(path)
        if chance(40) {
            tree[path] = nil
            tree["\(path)/inner"] = makeText()
            touched.insert("\(path)/inner")
        } else if tree[path]?.mode == .symbolicLink {
            tree[path] = makeText()
        } else {
            tree[path] = Entry(mode: .symbolicLink, bytes: Array("elsewhere".utf8))
        }
    }

    /// The text with lines inserted, removed and replaced at so many places, now and then its last newline too.
    private mutating func edited(_ bytes: [UInt8], spots: Int) -> [UInt8] {
        var lines = bytes.textLines
        var maker = TextMaker(carriageReturns: bytes.hasCarriageReturns)
        for _ in 0..<spots {
            let place = Int.random(in: 0...lines.count, using: &random)
            let removed = chance(60) ? min(Int.random(in: 1...4, using: &random), lines.count - place) : 0
            var added =
                removed == 0 || chance(70) ? maker.lines(Int.random(in: 1...5, using: &random), using: &random) : []
            if place == lines.count || place + removed == lines.count, let last = lines.last, last.last != 10 {
                // The text ends without a newline: what is put behind its last line has to start a line of its own.
                if place == lines.count { lines[lines.count - 1].append(10) }
                if let end = added.indices.last { added[end].removeLast() }
            }
            lines.replaceSubrange(place..<place + removed, with: added)
        }
        if chance(5), lines.last?.last == 10 { lines[lines.count - 1].removeLast() }
        if lines.allSatisfy(\.isEmpty) { return repertoire == .plain ? Array("left\n".utf8) : [] }
        return lines.flatMap { $0 }
    }
}
