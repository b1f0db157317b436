/// The text of `go test -bench`: `BenchmarkCopy/size=32-8   1000   69.1 ns/op   32 B/op`.
///
/// Metrics by unit (`time`, `bytes`, `allocations`, `throughput`; a unit of the benchmark's own is its metric's name),
/// by the parameters `benchmark` and, where the output names it, `package`. `-count` gives several lines of a
/// benchmark: they are averaged. What go puts after the name for the number of CPUs is the condition `procs`, or a
/// parameter where benchmarks ran on several numbers (`GoNames`). A run that says `FAIL` is no run. Source:
/// golang.org/design/14313-benchmark-format, src/testing/benchmark.go.
package enum GoBench {
    package static func read(_ source: OutputSource) throws(BenchProblem) -> SampleCollector {
        var reader = GoReader()
        try source.forEachLine { (line) throws(BenchProblem) in
            try line.forEachPart { (part) throws(BenchProblem) in try reader.read(part) }
            return true
        }
        return try reader.collected()
    }

    package static func beginsWithName(_ line: ArraySlice<UInt8>) -> Bool {
        let name = line.drop { $0 <= 0x20 }
        guard name.starts(with: "Benchmark".utf8) else { return false }
        return isName(String(output: name.prefix { $0 > 0x20 }))
    }

    /// Whether a line, after a name or with one, is a result: iterations, a value and its unit.
    package static func isResult(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first(where: { $0 > 0x20 }), first == UInt8(ascii: "B") || (0x30...0x39).contains(first)
        else { return false }
        let fields = fields(of: line, atMost: 4)
        return isResult(fields[...]) || fields.count >= 3 && fields[2] == "ns/op" && isValue(fields[...])
    }

    static func isResult(_ fields: ArraySlice<String>) -> Bool {
        guard fields.count >= 4, isName(fields[fields.startIndex]) else { return false }
        return isValue(fields.dropFirst())
    }

    /// Iterations, a value and its unit.
    static func isValue(_ fields: ArraySlice<String>) -> Bool {
        let words = Array(fields.prefix(3))
        return words.count == 3 && Int(words[0]) != nil && (Double(words[1]) != nil || words[2].hasSuffix("/op"))
    }

    static func isName(_ word: String) -> Bool {
        guard word.hasPrefix("Benchmark") else { return false }
        // As go itself tells one: no lower-case letter follows.
        return word.dropFirst("Benchmark".count).first?.isLowercase != true
    }

    /// The words of a line.
    static func fields(of line: ArraySlice<UInt8>, atMost count: Int = .max) -> [String] {
        let parts = line.split(maxSplits: count == .max ? .max : count) { $0 <= 0x20 }
        return parts.prefix(count).map { String(output: $0) }
    }
}

/// Reads go's lines one after the other.
struct GoReader {
    private var collector = SampleCollector()
    private var series: [Series] = []
    private var places: [Key: Int] = [:]
    private var values = 0
    private var better: [String: Metric.Direction] = [:]
    private var package: String?
    /// A name whose result comes on a line of its own, since the benchmark itself printed something.
    private var pendingName: String?
    /// Of a benchmark that was skipped: its message is on the lines below it.
    private var skipped: [(name: String, package: String?, line: BenchLine, message: String?)] = []
    private var isInMessage = false

    /// What go prints of one unit of one benchmark, `-count` times.
    private struct Series {
        var key: Key
        var sum = 0.0
        var count = 0
        /// A word that is no number.
        var bad: (word: String, line: BenchLine)?
    }

    private struct Key: Hashable {
        var name: String
        var package: String?
        var unit: String
    }

    mutating func read(_ line: OutputLine) throws(BenchProblem) {
        guard let first = line.bytes.first else { return }
        if isInMessage, first == 0x20 || first == 0x09 {
            let message = line.text.drop { $0.isWhitespace }
            if !message.hasPrefix("---") {
                if skipped[skipped.count - 1].message == nil { skipped[skipped.count - 1].message = String(message) }
                return
            }
        }
        isInMessage = false
        guard mayMatter(line.bytes.drop { $0 <= 0x20 }) else { return }
        let fields = GoBench.fields(of: line.bytes)
        if try readFailure(fields, first, line) || readHeader(fields) { return }
        if GoBench.isName(fields[0]) {
            pendingName = fields[0]
            if GoBench.isResult(fields[...]) { try add(fields[0], fields.dropFirst(), line) }
        } else if let name = pendingName, fields.count >= 3, fields[2].hasSuffix("/op"), GoBench.isValue(fields[...]) {
            try add(name, fields[...], line)
        }
    }

    /// Most lines of a log are none of go's.
    private func mayMatter(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return false }
        if (0x30...0x39).contains(first) { return pendingName != nil }
        return Self.heads[first]?.contains { line.starts(with: $0) } ?? false
    }

    /// What lines of go's begin with, by the first byte.
    private static let heads: [UInt8: [[UInt8]]] = Dictionary(
        grouping: [
            "Benchmark", "---", "FAIL", "Unit ", "pkg:", "goos:", "goarch:", "cpu:", "exit status", "panic:", "signal:",
            "fatal error:",
        ].map { Array($0.utf8) }, by: { $0[0] })

    private mutating func add(
        _ name: String, _ fields: ArraySlice<String>, _ line: OutputLine
    ) throws(BenchProblem) {
        pendingName = nil
        let fields = Array(fields)
        for place in stride(from: 1, to: fields.count - 1, by: 2) {
            values += 1
            guard values <= BenchLimit.values.count else { throw line.line.problem(.beyond(.values)) }
            let word = Int(fields[0]) == 0 ? Self.noIterations : fields[place]
            try add(word, to: Key(name: name, package: package, unit: fields[place + 1]), line)
        }
    }

    private static let noIterations = "0 iterations"

    private mutating func add(_ word: String, to key: Key, _ line: OutputLine) throws(BenchProblem) {
        let place = places[key] ?? series.count
        if place == series.count {
            guard place < BenchLimit.metrics.count else { throw line.line.problem(.beyond(.metrics)) }
            places[key] = place
            series.append(Series(key: key))
        }
        if let value = Double(finite: word) {
            series[place].sum += value
            series[place].count += 1
        } else if series[place].bad == nil {
            series[place].bad = (word, line.line)
        }
    }
}

extension GoReader {
    /// What go prints where a run fails: it then ends with 1, which a pipe may hide.
    private mutating func readFailure(
        _ fields: [String], _ first: UInt8, _ line: OutputLine
    ) throws(BenchProblem) -> Bool {
        if let mark = fields.firstIndex(of: "---"), mark <= 1, mark + 2 < fields.count {
            let name = fields[mark + 2]
            if fields[mark + 1] == "FAIL:" { throw line.line.problem(.failed(name)) }
            if fields[mark + 1] == "SKIP:" {
                skipped.append((name, package, line.line, nil))
                isInMessage = true
            }
            return true
        }
        guard first > 0x20 else { return false }
        let isStatus = fields.count == 3 && fields[0] == "exit" && fields[1] == "status"
        let isError = ["panic:", "signal:", "fatal"].contains(fields[0]) && fields.count > 1
        if fields[0] == "FAIL" || isStatus || isError && (fields[0] != "fatal" || fields[1] == "error:") {
            throw line.line.problem(.failed(fields.joined(separator: " ")))
        }
        return false
    }

    private mutating func readHeader(_ fields: [String]) -> Bool {
        if fields[0] == "Unit", fields.count >= 3 {
            for word in fields.dropFirst(2) {
                let direction: Metric.Direction? =
                    word == "better=higher" ? .more : word == "better=lower" ? .less : nil
                if let direction { better[fields[1]] = direction }
            }
            return true
        }
        guard ["pkg:", "goos:", "goarch:", "cpu:"].contains(fields[0]) else { return false }
        let value = fields.dropFirst().joined(separator: " ")
        if fields[0] == "pkg:" {
            package = value
        } else {
            collector.note(condition: String(fields[0].dropLast()), .text(value))
        }
        return true
    }

    /// The samples, once all names are known.
    func collected() throws(BenchProblem) -> SampleCollector {
        var collector = collector
        let names = GoNames(series.map(\.key.name))
        if let procs = names.procs { collector.note(condition: "procs", .integer(procs)) }
        // Different keys stay different, so that no two of them meet in one metric.
        for one in series {
            let parameters = names.parameters(of: one.key.name).merging(packageParameter(one.key.package)) { $1 }
            let metric = metric(of: one.key.unit, Parameters(parameters))
            if let (word, line) = one.bad {
                let reason: MissingMetric.Reason = word == Self.noIterations ? .skipped : .noNumber
                collector.miss(metric.name, metric.parameters, reason, word, at: line)
            } else {
                try collector.add(metric, one.sum / Double(one.count), at: BenchLine())
            }
        }
        for (name, package, line, message) in skipped {
            let name = String(name.dropFirst("Benchmark".count))
            let parameters = packageParameter(package).merging(["benchmark": .text(name)]) { $1 }
            collector.miss("time", Parameters(parameters), .skipped, message, at: line)
        }
        return collector
    }

    private func packageParameter(_ package: String?) -> [String: Parameters.Value] {
        package.map { ["package": .text($0)] } ?? [:]
    }

    private func metric(of unit: String, _ parameters: Parameters) -> Metric {
        let names = ["ns/op": "time", "B/op": "bytes", "allocs/op": "allocations", "MB/s": "throughput"]
        let known: [String: Metric.Direction] = ["allocs/op": .less, "MB/s": .more]
        // A unit of the benchmark's own may be called as one of go's metrics.
        let own = names.values.contains(unit) ? "reported-" + unit : unit
        return Metric(
            name: names[unit] ?? own, parameters: parameters, unit: unit,
            better: better[unit] ?? known[unit] ?? MetricUnit(unit).usualDirection)
    }
}
