/// The instructions that processes executed in user space, by function and by where in the source these stand.
package struct InstructionProfile: Sendable, Equatable {
    package private(set) var functions: [Function: [Place: UInt64]] = [:]
    package private(set) var total: UInt64 = 0

    /// Functions of one name in two files are two.
    package struct Function: Hashable, Sendable {
        package var name: String
        /// Where it begins; empty where there are no debug symbols.
        package var file: String

        package init(name: String, file: String) {
            self.name = name
            self.file = file
        }
    }

    /// A line of a source file; code that was compiled into a function from another file keeps its own.
    package struct Place: Hashable, Sendable {
        package var file: String
        package var line: Int

        package init(file: String, line: Int) {
            self.file = file
            self.line = line
        }
    }

    package init() {}

    package mutating func add(_ count: UInt64, to function: Function, at place: Place) {
        functions[function, default: [:]][place, default: 0] += count
        total += count
    }

    /// What several processes executed.
    package mutating func add(_ other: InstructionProfile) {
        functions.merge(other.functions) { $0.merging($1, uniquingKeysWith: +) }
        total += other.total
    }

    /// What a function executed itself, without what it called.
    package func count(of function: Function) -> UInt64 { functions[function]?.values.reduce(0, +) ?? 0 }
}
