/// What a metric's unit says: a dimension and the size of one unit in it.
///
/// Units of time, of information and of frequency are known, alone (`ms`, `KiB`) and in a quotient (`ns/op`, `MB/s`,
/// `req/min`, `requests per second`); every other word is a dimension of its own. Decimal prefixes are powers of 1,000,
/// `KB` is `kB`; binary ones (`KiB`) are powers of 1,024. Source: IEC 80000-13, the SI brochure.
public struct MetricUnit: Hashable, Sendable {
    public let numerator: Quantity
    /// Nil where the unit is no quotient.
    public let denominator: Quantity?

    /// One side of a unit.
    public struct Quantity: Hashable, Sendable {
        /// `time`, `information`, `number` or the word itself.
        public let dimension: String
        /// In picoseconds or bits, so that the sizes of common units are whole.
        public let size: Double
    }

    public init(_ text: String) {
        let parts = Self.sides(of: text)
        guard let below = parts.below else {
            guard let frequency = Self.frequencies[parts.above] else {
                (numerator, denominator) = (Self.quantity(parts.above), nil)
                return
            }
            numerator = Quantity(dimension: "number", size: frequency)
            denominator = Quantity(dimension: "time", size: 1e12)
            return
        }
        (numerator, denominator) = (Self.quantity(parts.above), Self.quantity(below))
    }

    /// `value` of this unit in another; nil where the two measure different things.
    public func convert(_ value: Double, to other: MetricUnit) -> Double? {
        guard self != other else { return value }
        guard numerator.dimension == other.numerator.dimension,
            denominator?.dimension == other.denominator?.dimension
        else { return nil }
        let above = value * numerator.size * (other.denominator?.size ?? 1)
        return above / (other.numerator.size * (denominator?.size ?? 1))
    }

    /// A time, whole or for each of something that is counted.
    package var isTime: Bool { numerator.dimension == "time" && isSimple }
    /// Bits or bytes, whole or for each of something that is counted.
    package var isInformation: Bool { numerator.dimension == "information" && isSimple }

    /// What less of is better without anybody saying it.
    package var usualDirection: Metric.Direction { isTime || isInformation ? .less : .unknown }

    private var isSimple: Bool {
        denominator.map { !["time", "information"].contains($0.dimension) } ?? true
    }
}

extension MetricUnit {
    private static func sides(of text: String) -> (above: String, below: String?) {
        let text = trimmed(text[...])
        if let slash = text.firstIndex(of: "/"), text[text.index(after: slash)...].contains(where: { $0 != " " }) {
            return (trimmed(text[..<slash]), trimmed(text[text.index(after: slash)...]))
        }
        let words = text.split(separator: " ")
        if let per = words.firstIndex(of: "per"), per + 1 < words.count {
            return (words[..<per].joined(separator: " "), words[(per + 1)...].joined(separator: " "))
        }
        return (text, nil)
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    private static func quantity(_ word: String) -> Quantity {
        // The micro sign and the Greek letter are one prefix; written-out words may begin with a capital.
        let word = String(word.map { $0 == "\u{B5}" || $0 == "\u{3BC}" ? "u" : $0 })
        let spelled = word.count > 3 ? word.lowercased() : word
        if let size = times[word] ?? times[spelled] { return Quantity(dimension: "time", size: size) }
        if let size = sizes[word] ?? sizes[spelled] { return Quantity(dimension: "information", size: size) }
        return word.isEmpty || word == "1"
            ? Quantity(dimension: "number", size: 1) : Quantity(dimension: "\u{201C}\(word)\u{201D}", size: 1)
    }

    /// In picoseconds.
    private static let times: [String: Double] = {
        let prefixes: [(short: String, long: String, size: Double)] = [
            ("", "", 1e12), ("m", "milli", 1e9), ("u", "micro", 1e6), ("n", "nano", 1e3), ("p", "pico", 1),
        ]
        var sizes = ["min": 6e13, "mins": 6e13, "minute": 6e13, "minutes": 6e13]
        for hour in ["h", "hr", "hrs", "hour", "hours"] { sizes[hour] = 3.6e15 }
        for (short, long, size) in prefixes {
            for ending in ["s", "sec", "secs"] { sizes[short + ending] = size }
            for ending in ["second", "seconds"] { sizes[long + ending] = size }
        }
        return sizes
    }()

    /// In bits. `b` alone, and with a prefix, is a bit to some and a byte to others: it is neither here.
    private static let sizes: [String: Double] = {
        var sizes: [String: Double] = ["bit": 1, "bits": 1, "B": 8, "byte": 8, "bytes": 8, "KB": 8e3, "Kbit": 1e3]
        let prefixes = [("k", "K"), ("M", "M"), ("G", "G"), ("T", "T")]
        for (power, prefix) in prefixes.enumerated() {
            let decimal = [1e3, 1e6, 1e9, 1e12][power]
            let binary = Double(UInt64(1) << UInt64(10 * (power + 1)))
            sizes[prefix.0 + "B"] = 8 * decimal
            sizes[prefix.0 + "bit"] = decimal
            sizes[prefix.1 + "iB"] = 8 * binary
            sizes[prefix.1 + "ibit"] = binary
        }
        return sizes
    }()

    private static let frequencies = ["Hz": 1.0, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9]
}

/// Why values of one metric from two stages, or two lines, cannot be compared.
public enum MetricConflict: Error, Hashable, Sendable {
    case units(Metric, String, String)
    case directions(Metric, Metric.Direction, Metric.Direction)
}

extension Metric {
    /// `value` of `other`, the same metric as another stage or line printed it, in this metric's unit.
    ///
    /// - Throws: `MetricConflict`, where the units measure different things, or less is better for one and more for the
    ///   other.
    public func convert(_ value: Double, of other: Metric) throws(MetricConflict) -> Double {
        guard better == other.better || better == .unknown || other.better == .unknown else {
            throw .directions(self, better, other.better)
        }
        guard unit != other.unit else { return value }
        guard let converted = MetricUnit(other.unit).convert(value, to: MetricUnit(unit)) else {
            throw .units(self, unit, other.unit)
        }
        return converted
    }
}
