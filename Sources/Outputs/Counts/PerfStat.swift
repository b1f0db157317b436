/// Reads what `perf stat -x, -e instructions:u` leaves. Source: the manual page perf-stat(1), "CSV FORMAT".
package enum PerfStat {
    /// - Throws: `BadCount.notCounted` where there is no number, or the counter had to share its time, so that the
    ///   number is an estimate.
    package static func instructions(in text: String) throws(BadCount) -> UInt64 {
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count > 4, fields[2].hasPrefix("instructions") else { continue }
            guard let count = UInt64(fields[0]), Double(fields[4]).map({ $0 >= 99.995 }) ?? false else { break }
            return count
        }
        throw .notCounted
    }
}
