/// Numbers for the machines that measured a run, from 0 in the order in which they came.
package struct NodeNumbers: Sendable {
    package private(set) var names: [String] = []

    package init() {}

    package mutating func number(of name: String) -> Int {
        if let known = names.firstIndex(of: name) { return known }
        names.append(name)
        return names.count - 1
    }
}
