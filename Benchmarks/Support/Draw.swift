import Statistics

/// Draws whose sequence depends on nothing but the seed.
public struct Draw {
    private var source: Xoshiro256

    public init(seed: UInt64) { source = Xoshiro256(seed: seed) }

    public mutating func below(_ bound: Int) -> Int {
        Int(source.next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    public mutating func one(in count: Int) -> Bool { below(count) == 0 }
    public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
