import Foundation
import Outputs

/// What is wrong in `patchbench.yaml`.
public enum PlanProblem: Sendable, Equatable {
    case syntax(String)
    /// Aliases that stand for more nodes than this.
    case tooManyAliases(Int)
    case unknownKey(String, known: [String])
    case duplicateKey(String)
    /// `in` is the series, nil at the top.
    case missingKey(String, in: String?)
    /// The value of `key` (nil: the whole document) is not of the type that it needs.
    case wrongType(_ key: String?, expected: ValueType)
    case emptySeries
    /// A series name becomes part of a path and of a git ref.
    case badSeriesName(String)
    case noSuchFolder(_ key: String, URL)
    case noSuchFile(_ key: String, URL)
    /// A file to keep is not named by a plain path inside the work tree.
    case keepsOutside(String)
    /// Likewise the file that a command writes its results to.
    case outputOutside(String)
    /// No range of commits.
    case badRange(String)
    /// A place that a sandbox is to show has to be named from the root, or from the home.
    case notAbsolute(_ key: String, String)
    case unknownValue(String, of: String, known: [String])
    /// Neither `none`, `one` nor a list of CPUs.
    case badPinning(String)
    case badPlace(String)
    /// What stands under `of` is no metric, with its parameters in brackets.
    case badMetric(String, of: String)
    case badPattern(LinePattern.Problem)
    /// A mapping under `pattern` says nothing of what matches.
    case patternWithoutMatch
    case patternWithFormat
    /// The key says something of `pattern`, which is not there.
    case withoutPattern(String)

    public enum ValueType: Sendable, Equatable {
        case mapping, string, stringOrList, seconds, bytes, rebuilds, percentage
        /// Of bytes.
        case size
        /// A whole number from 0 to this.
        case upTo(Int)
        /// A list of so many numbers.
        case numbers(Int)
        case oneOf([String])
    }
}
