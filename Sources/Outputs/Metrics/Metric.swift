import Foundation

/// What a benchmark measures: its name and the parameters that it was measured with.
///
/// Two samples belong together when name and parameters are equal; unit and direction come along.
public struct Metric: Hashable, Sendable {
    public let name: String
    public let parameters: Parameters
    public let unit: String
    public let better: Direction

    package init(name: String, parameters: Parameters, unit: String, better: Direction) {
        self.name = name
        self.parameters = parameters
        self.unit = unit
        self.better = better
    }

    /// Which way is better.
    public enum Direction: String, Hashable, Sendable, Codable {
        case less, more
        /// Nobody said it, and the unit does not say it either.
        case unknown
    }

    public static func == (left: Metric, right: Metric) -> Bool {
        left.name == right.name && left.parameters == right.parameters
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(parameters)
    }
}

/// The parameters of a metric, by name.
public struct Parameters: Hashable, Sendable {
    public let values: [String: Value]

    public init(_ values: [String: Value] = [:]) { self.values = values }

    public enum Value: Hashable, Sendable {
        case integer(Int)
        case number(Double)
        case flag(Bool)
        case text(String)
    }
}

extension Parameters.Value: CustomStringConvertible, Comparable, Codable {
    public var description: String {
        switch self {
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .flag(let value): String(value)
        case .text(let value): value
        }
    }

    /// Nil for what is no number.
    package var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .flag, .text: nil
        }
    }

    /// Numbers by size and before everything else, the rest as text.
    public static func < (left: Self, right: Self) -> Bool {
        switch (left.number, right.number) {
        case (let left?, let right?): left < right
        case (.some, nil): true
        case (nil, .some): false
        case (nil, nil): left.description < right.description
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .flag(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        }
    }
}
