/// Which words of two lines are not the same.
struct WordDiff {
    /// Pieces of a line, in order; those that the other line has not are marked.
    struct Piece: Equatable {
        var text: String
        var isChanged: Bool
    }

    /// More words than this are compared by their common beginning and end alone.
    static let mostWords = 200

    let old: [Piece]
    let new: [Piece]

    /// Two lines that have less than a third of their words in common are not compared: nothing in them is marked.
    init(_ old: String, _ new: String) {
        let (left, right) = (Self.words(old), Self.words(new))
        var numbers: [Substring: Int] = [:]
        func number(_ word: Substring) -> Int {
            if let known = numbers[word] { return known }
            numbers[word] = numbers.count
            return numbers.count - 1
        }
        let common = Self.common(left.map(number), right.map(number))
        let weight = left.indices.filter { common.old.contains($0) }.reduce(0) { $0 + left[$1].utf8.count }
        guard weight * 3 >= max(old.utf8.count, new.utf8.count) else {
            self.old = [Piece(text: old, isChanged: false)]
            self.new = [Piece(text: new, isChanged: false)]
            return
        }
        self.old = Self.pieces(left, common.old)
        self.new = Self.pieces(right, common.new)
    }

    /// Runs of letters and digits; every other character is a word of its own.
    static func words(_ line: String) -> [Substring] {
        var words: [Substring] = []
        var start = line.startIndex
        var wasWord = false
        for index in line.indices {
            let isWord = line[index].isLetter || line[index].isNumber || line[index] == "_"
            if index > start, !(isWord && wasWord) {
                words.append(line[start..<index])
                start = index
            }
            wasWord = isWord
        }
        if start < line.endIndex { words.append(line[start...]) }
        return words
    }

    /// Indices of a longest common subsequence of words, by their numbers. O(words squared) between the common ends, of
    /// at most `mostWords`.
    private static func common(_ left: [Int], _ right: [Int]) -> (old: Set<Int>, new: Set<Int>) {
        let head = zip(left, right).prefix { $0 == $1 }.count
        let rest = min(left.count, right.count) - head
        let tail = zip(left.reversed(), right.reversed()).prefix(rest).prefix { $0 == $1 }.count
        var old = Set(0..<head).union((left.count - tail)..<left.count)
        var new = Set(0..<head).union((right.count - tail)..<right.count)
        let (rows, columns) = (left.count - head - tail, right.count - head - tail)
        guard rows > 0, columns > 0, rows <= mostWords, columns <= mostWords else { return (old, new) }
        var lengths = [Int](repeating: 0, count: (rows + 1) * (columns + 1))
        for row in (0..<rows).reversed() {
            for column in (0..<columns).reversed() {
                let here = row * (columns + 1) + column
                lengths[here] =
                    left[head + row] == right[head + column]
                    ? lengths[here + columns + 2] + 1 : max(lengths[here + columns + 1], lengths[here + 1])
            }
        }
        var (row, column) = (0, 0)
        while row < rows, column < columns {
            let here = row * (columns + 1) + column
            if left[head + row] == right[head + column] {
                old.insert(head + row)
                new.insert(head + column)
                (row, column) = (row + 1, column + 1)
            } else if lengths[here + columns + 1] >= lengths[here + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return (old, new)
    }

    private static func pieces(_ words: [Substring], _ common: Set<Int>) -> [Piece] {
        var pieces: [Piece] = []
        for (index, word) in words.enumerated() {
            let isChanged = !common.contains(index)
            if pieces.last?.isChanged == isChanged {
                pieces[pieces.count - 1].text += word
            } else {
                pieces.append(Piece(text: String(word), isChanged: isChanged))
            }
        }
        return pieces
    }
}
