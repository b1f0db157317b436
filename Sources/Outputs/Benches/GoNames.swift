/// Which numbers at the ends of go's benchmark names are numbers of CPUs.
///
/// go adds `-N` where GOMAXPROCS is not 1, and a name may end so by itself. Where all names end in one number, it is
/// the CPUs'. Else `-cpu` lists several, or nothing is added: the name of a function has no `-`, so that what follows
/// it is the number of CPUs for certain; of `Hash/n-64` it is if a function or the same name without it ran with such a
/// number. What is left stays as printed, and different names stay different. Source: benchmarkName in
/// src/testing/benchmark.go.
struct GoNames {
    /// Of all benchmarks; nil where there were several, or no benchmark.
    let procs: Int?
    private let isCommon: Bool
    /// The numbers that are known to be of CPUs.
    private let known: Set<Int>

    init(_ names: [String]) {
        let distinct = Set(names)
        let split = distinct.map(Self.split)
        let numbers = Set(split.map(\.number))
        isCommon = numbers.count == 1 && numbers != [nil]
        if isCommon {
            known = Set(numbers.compactMap { $0 })
        } else {
            var known: Set<Int> = []
            for (name, number) in split {
                if number == nil || !name.contains("/") {
                    known.insert(number ?? 1)
                } else if let number, distinct.contains(name) {
                    known.insert(number)
                }
            }
            // Whatever ends in none of them ran on one CPU.
            let isPlain = split.contains { $0.number.map { !known.contains($0) } ?? true }
            self.known = known.isEmpty || !isPlain ? known : known.union([1])
        }
        procs = known.count == 1 ? known.first : nil
    }

    func parameters(of name: String) -> [String: Parameters.Value] {
        let (base, number) = Self.split(name)
        let isProcs = number.map { isCommon || $0 != 1 && known.contains($0) } ?? false
        let benchmark = (isProcs ? base : name).dropFirst("Benchmark".count)
        var parameters = ["benchmark": Parameters.Value.text(String(benchmark))]
        if known.count > 1 { parameters["procs"] = .integer(isProcs ? number! : 1) }
        return parameters
    }

    private static func split(_ name: String) -> (name: String, number: Int?) {
        guard let dash = name.lastIndex(of: "-"), case let digits = name[name.index(after: dash)...],
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !digits.hasPrefix("0"), let number = Int(digits),
            number > 1
        else { return (name, nil) }
        return (String(name[..<dash]), number)
    }
}
