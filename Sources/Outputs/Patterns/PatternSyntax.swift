/// A regular expression as a tree.
///
/// The syntax is that of most engines, without what cannot be matched in linear time: references to groups, and looking
/// ahead or behind.
package indirect enum PatternSyntax: Equatable {
    case empty
    case set(PatternSet)
    case sequence([PatternSyntax])
    case choice([PatternSyntax])
    case group(PatternSyntax, Int?)
    case repeated(PatternSyntax, least: Int, most: Int?, isLazy: Bool)
    case assertion(Assertion)

    package enum Assertion: Sendable {
        case start, end, wordBoundary, noWordBoundary
    }
}

/// A set of Unicode scalars.
package struct PatternSet: Equatable, Sendable {
    package var ranges: [ClosedRange<UInt32>] = []
    package var classes: [Class] = []
    package var others: [PatternSet] = []
    package var isInverted = false
    package var ignoresCase = false

    package enum Class: Equatable, Sendable {
        case digit, word, space, horizontalSpace, letter, upper, lower, number, punctuation, symbol, any
        case not(digit: Bool, word: Bool, space: Bool)
    }

    package init(_ ranges: [ClosedRange<UInt32>] = [], classes: [Class] = []) {
        self.ranges = ranges
        self.classes = classes
    }

    package func contains(_ scalar: UInt32) -> Bool {
        var isIn = holds(scalar)
        if !isIn, ignoresCase, let other = Unicode.Scalar(scalar) {
            isIn = [other.properties.lowercaseMapping, other.properties.uppercaseMapping].contains { text in
                text.unicodeScalars.count == 1 && holds(text.unicodeScalars.first!.value)
            }
        }
        return isIn != isInverted
    }

    private func holds(_ scalar: UInt32) -> Bool {
        ranges.contains { $0.contains(scalar) } || classes.contains { $0.contains(scalar) }
            || others.contains { $0.contains(scalar) }
    }
}

extension PatternSet.Class {
    fileprivate func contains(_ value: UInt32) -> Bool {
        if case .any = self { return true }
        guard let scalar = Unicode.Scalar(value) else { return false }
        let properties = scalar.properties
        return switch self {
        case .any: true
        // A number must be one that is read as such.
        case .digit: (0x30...0x39).contains(value)
        case .word: value == 0x5F || properties.isAlphabetic || properties.numericType != nil
        case .space: properties.isWhitespace
        case .horizontalSpace: value == 0x09 || properties.generalCategory == .spaceSeparator
        case .letter: properties.isAlphabetic
        case .upper: properties.isUppercase
        case .lower: properties.isLowercase
        case .number: properties.numericType != nil
        case .punctuation: Self.punctuationCategories.contains(properties.generalCategory)
        case .symbol: Self.symbolCategories.contains(properties.generalCategory)
        case .not(let digit, let word, let space):
            !(digit && Self.digit.contains(value) || word && Self.word.contains(value)
                || space && Self.space.contains(value))
        }
    }

    private static let punctuationCategories: Set<Unicode.GeneralCategory> = [
        .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
        .finalPunctuation, .otherPunctuation,
    ]
    private static let symbolCategories: Set<Unicode.GeneralCategory> = [
        .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol,
    ]
}
