extension [TestResult] {
    /// Each name once, where it is first met: the worst of its results, and how often it stands.
    public var merged: [TestResult] {
        var copy = self
        copy.merge()
        return copy
    }

    /// Makes each name stand once. In place: there may be a million.
    package mutating func merge() {
        guard count > 1 else { return }
        var places = PlacesOfNames(count: count)
        var end = 0
        for index in indices {
            let place = places.place(of: self[index].name, or: end) { self[$0].name }
            if place < end {
                self[place].merge(self[index])
            } else {
                if index != end { self[end] = self[index] }
                end += 1
            }
        }
        if end < count { removeLast(count - end) }
    }
}

extension TestResult {
    fileprivate mutating func merge(_ other: TestResult) {
        let all = times + other.times
        if other.severity > severity { self = other }
        times = all
    }
}

/// Where each name stands in a list: a dictionary that does not hold the names a second time.
private struct PlacesOfNames {
    /// Of places, by the hashes of their names; negative where there is none.
    private var table: [Int32]

    init(count: Int) {
        var size = 4
        while size < 2 * count { size *= 2 }
        table = [Int32](repeating: -1, count: size)
    }

    /// The place that is known, or else `new`, which is known from then on.
    mutating func place(of name: String, or new: Int, _ known: (Int) -> String) -> Int {
        var slot = name.hashValue & (table.count - 1)
        while table[slot] >= 0 {
            if known(Int(table[slot])) == name { return Int(table[slot]) }
            slot = (slot + 1) & (table.count - 1)
        }
        table[slot] = Int32(new)
        return new
    }
}
