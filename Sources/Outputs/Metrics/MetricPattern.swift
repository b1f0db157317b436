/// Metrics by name and, in brackets, by their parameters: `alloc`, `alloc(size>=1024)`, `alloc(size=64, cpus=2)`.
public struct MetricPattern: Hashable, Sendable {
    public let name: String
    /// All of them must hold.
    public let conditions: [Condition]

    public struct Condition: Hashable, Sendable {
        public let parameter: String
        public let relation: Relation
        public let value: Parameters.Value

        package init(parameter: String, relation: Relation, value: Parameters.Value) {
            self.parameter = parameter
            self.relation = relation
            self.value = value
        }
    }

    public enum Relation: String, Hashable, Sendable {
        case atLeast = ">="
        case atMost = "<="
        case notEqual = "!="
        case equal = "="
        case below = "<"
        case above = ">"
    }

    public func matches(_ metric: Metric) -> Bool {
        metric.name == name && conditions.allSatisfy { $0.holds(for: metric.parameters) }
    }
}

/// What is wrong with a pattern of metrics.
public enum MetricPatternProblem: Error, Hashable, Sendable {
    case badMetric(String)
    case badCondition(String)
}

extension MetricPattern {
    /// - Throws: `MetricPatternProblem`.
    public init(reading text: some StringProtocol) throws(MetricPatternProblem) {
        guard let parts = String(text).wholeMatch(of: /\s*([^\s,()]+)\s*(?:\(([^()]*)\))?\s*/) else {
            throw .badMetric(String(text))
        }
        name = String(parts.1)
        var conditions: [Condition] = []
        for word in parts.2?.split(separator: ",", omittingEmptySubsequences: false) ?? [] {
            conditions.append(try Condition(reading: word))
        }
        self.conditions = conditions
    }

    /// `alloc(size<=128), free`.
    /// - Throws: `MetricPatternProblem`.
    package static func list(_ text: some StringProtocol) throws(MetricPatternProblem) -> [MetricPattern] {
        var depth = 0
        let words = text.split(omittingEmptySubsequences: false) { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return character == "," && depth == 0
        }
        var patterns: [MetricPattern] = []
        for word in words { patterns.append(try MetricPattern(reading: word)) }
        return patterns
    }
}

extension MetricPattern.Condition {
    fileprivate init(reading text: Substring) throws(MetricPatternProblem) {
        guard let parts = text.wholeMatch(of: /\s*([^\s<>=!]+)\s*(>=|<=|!=|=|<|>)\s*([^\s<>=!](?:.*\S)?)\s*/),
            let relation = MetricPattern.Relation(rawValue: String(parts.2))
        else { throw .badCondition(String(text)) }
        self.init(parameter: String(parts.1), relation: relation, value: Parameters.Value(reading: parts.3))
    }

    /// A parameter that is not there meets no condition; texts have no order.
    package func holds(for parameters: Parameters) -> Bool {
        guard let actual = parameters.values[parameter] else { return false }
        if let left = actual.number, let right = value.number {
            return switch relation {
            case .atLeast: left >= right
            case .atMost: left <= right
            case .notEqual: left != right
            case .equal: left == right
            case .below: left < right
            case .above: left > right
            }
        }
        return switch relation {
        case .equal: actual.description == value.description
        case .notEqual: actual.description != value.description
        case .atLeast, .atMost, .below, .above: false
        }
    }
}

extension Parameters.Value {
    fileprivate init(reading text: Substring) {
        if let integer = Int(text) {
            self = .integer(integer)
        } else if let number = Double(text) {
            self = .number(number)
        } else {
            self = Bool(String(text)).map(Self.flag) ?? .text(String(text))
        }
    }
}

extension Metric: CustomStringConvertible {
    /// `alloc(size=4096)`.
    public var description: String {
        guard !parameters.values.isEmpty else { return name }
        let values = parameters.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\(name)(\(values.joined(separator: ", ")))"
    }
}

extension MetricPattern: CustomStringConvertible {
    public var description: String {
        guard !conditions.isEmpty else { return name }
        let words = conditions.map { "\($0.parameter)\($0.relation.rawValue)\($0.value)" }
        return "\(name)(\(words.joined(separator: ", ")))"
    }
}
