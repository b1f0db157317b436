/// The lines of a hunk, held as their places in one text: a long series has a million of them.
public struct HunkLines: RandomAccessCollection, Sendable {
    private struct Place {
        let start: Int
        /// In bytes.
        var length: UInt32
        let kind: Hunk.Line.Kind
    }

    private let text: Bytes
    private var places: [Place] = []

    /// None yet.
    ///
    /// - Parameters:
    ///   - text: in which all of them will stand.
    ///   - room: for so many.
    init(in text: Bytes, room: Int) {
        self.text = text
        places.reserveCapacity(room)
    }

    public init(_ lines: [Hunk.Line]) {
        var text: [UInt8] = []
        for line in lines {
            places.append(Place(start: text.count, length: UInt32(line.text.count), kind: line.kind))
            text += line.text
        }
        self.text = text[...]
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { places.count }

    public subscript(index: Int) -> Hunk.Line {
        let place = places[index]
        return Hunk.Line(place.kind, text[place.start..<(place.start + Int(place.length))])
    }

    func count(of kind: Hunk.Line.Kind) -> Int { places.count { $0.kind == kind } }

    /// - Parameter line: a part of the text.
    mutating func append(_ kind: Hunk.Line.Kind, _ line: Bytes) {
        places.append(Place(start: line.startIndex, length: UInt32(line.count), kind: kind))
    }

    /// Takes a byte off the end of the last line.
    mutating func shortenLast() { places[places.count - 1].length -= 1 }

    /// Without room for more.
    var trimmed: HunkLines {
        var lines = self
        lines.places = places.map(\.self)
        return lines
    }
}

extension HunkLines: Hashable {
    public static func == (left: Self, right: Self) -> Bool { left.elementsEqual(right) }

    public func hash(into hasher: inout Hasher) { for line in self { hasher.combine(line) } }
}
