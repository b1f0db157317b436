import Foundation

/// The text of `go test -bench`: `BenchmarkCopy/size=32-8   1000   69.1 ns/op   32 B/op`.
///
/// Metrics by unit (`time`, `bytes`, `allocations`, `throughput`; a unit of the benchmark's own is its metric's name),
/// by the parameter `benchmark`, without the number of CPUs that go puts after it, which is the condition `procs`.
/// Where several packages are measured, `package` is a parameter too. `-count` gives several lines of a benchmark: they
/// are averaged. Source: golang.org/design/14313-benchmark-format.
enum GoBench {
    private struct Entry {
        var metric: Metric
        var value: Double
        var package: String
    }

    static func isFormat(of text: String) -> Bool {
        text.split(separator: "\n").contains { line in
            let fields = line.split(whereSeparator: \.isWhitespace)
            return fields.count >= 4 && fields[0].hasPrefix("Benchmark") && Int(fields[1]) != nil
        }
    }

    package static func read(_ text: String) -> Result<BenchOutput, BenchProblem> {
        var collector = SampleCollector()
        var entries: [Entry] = []
        var package = ""
        var better: [String: Metric.Direction] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let fields = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let first = fields.first else { continue }
            if let direction = direction(in: fields) {
                better[fields[1]] = direction
            } else if first.hasSuffix(":"), ["pkg:", "goos:", "goarch:", "cpu:"].contains(first) {
                let value = fields.dropFirst().joined(separator: " ")
                if first == "pkg:" {
                    package = value
                } else {
                    collector.conditions[String(first.dropLast())] = .text(value)
                }
            } else if first == "---", fields.count > 2, fields[1] == "FAIL:" {
                return .failure(.line(index + 1, of: text, .failed(fields[2])))
            } else if first.hasPrefix("Benchmark"), fields.count >= 4, Int(fields[1]) != nil {
                let (name, procs) = nameAndProcs(first)
                if let procs { collector.conditions["procs"] = .integer(procs) }
                for place in stride(from: 2, to: fields.count - 1, by: 2) {
                    guard let value = Double(fields[place]) else {
                        return .failure(.line(index + 1, of: text, .notANumber(fields[place])))
                    }
                    let metric = metric(of: fields[place + 1], benchmark: name, better)
                    entries.append(Entry(metric: metric, value: value, package: package))
                }
            }
        }
        let hasPackages = Set(entries.map(\.package)).count > 1
        for entry in entries {
            collector.add(
                hasPackages ? entry.metric.adding("package", .text(entry.package)) : entry.metric, entry.value)
        }
        return collector.output
    }

    /// Of a line `Unit ns/op better=lower`.
    private static func direction(in fields: [String]) -> Metric.Direction? {
        guard fields.count >= 3, fields[0] == "Unit" else { return nil }
        if fields.contains("better=higher") { return .more }
        return fields.contains("better=lower") ? .less : nil
    }

    /// Go adds `-N` for GOMAXPROCS where that is not 1.
    private static func nameAndProcs(_ word: String) -> (name: String, procs: Int?) {
        let name = word.dropFirst("Benchmark".count)
        guard let dash = name.lastIndex(of: "-"), let procs = Int(name[name.index(after: dash)...]) else {
            return (String(name), nil)
        }
        return (String(name[..<dash]), procs)
    }

    private static func metric(
        of unit: String, benchmark: String, _ better: [String: Metric.Direction]
    ) -> Metric {
        let names = ["ns/op": "time", "B/op": "bytes", "allocs/op": "allocations", "MB/s": "throughput"]
        return Metric(
            name: names[unit] ?? unit, parameters: Parameters(["benchmark": .text(benchmark)]), unit: unit,
            better: better[unit] ?? (unit.hasSuffix("/s") ? .more : .less))
    }
}

extension Metric {
    fileprivate func adding(_ name: String, _ value: Parameters.Value) -> Metric {
        Metric(
            name: self.name, parameters: Parameters(parameters.values.merging([name: value]) { $1 }), unit: unit,
            better: better)
    }
}
