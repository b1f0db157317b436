import Foundation
import Judging

extension FunctionChange {
    /// As the source calls it.
    var readableName: String { Symbol.readable(name) }

    /// `free.c`, or of code that was compiled in `list.h:12`.
    var place: String {
        if let inlined { return "inlined from \(Self.last(inlined.file)):\(inlined.line)" }
        return file.isEmpty ? "" : Self.last(file)
    }

    /// `1000 -> 1050 (+5.0%)`; what was not there before is new.
    var change: String {
        switch (before, after) {
        case (0, _): "new"
        case (_, 0): "gone"
        default: countChange(Double(after) / Double(before))
        }
    }

    private static func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// Names as linkers have them.
enum Symbol {
    /// What stands in the source, for a name of Swift's; every other as it is, for callgrind has read those of C++ and
    /// Rust.
    static func readable(_ name: String) -> String {
        guard name.hasPrefix("$s") || name.hasPrefix("$S") else { return name }
        let count = UInt(name.utf8.count)
        guard let text = demangle(name, count, nil, nil, 0) else { return name }
        defer { free(text) }
        return String(cString: text)
    }
}

/// Of Swift's runtime; the result is the caller's.
@_silgen_name("swift_demangle")
private func demangle(
    _ name: UnsafePointer<CChar>?, _ count: UInt, _ output: UnsafeMutablePointer<CChar>?,
    _ size: UnsafeMutablePointer<UInt>?, _ flags: UInt32
) -> UnsafeMutablePointer<CChar>?
