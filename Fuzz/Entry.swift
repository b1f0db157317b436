import Foundation

// What libFuzzer, whose `main` this program has, calls:
//
//     patchfuzz TARGET [CORPUS…] [libFuzzer's options]

/// The callbacks take no context. Set once, before the first run.
nonisolated(unsafe) private var target = Target.diff

/// Takes the target off the arguments before libFuzzer reads them.
@_cdecl("LLVMFuzzerInitialize")
public func chooseTarget(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>>>
) -> CInt {
    guard count.pointee > 1, let chosen = Target(rawValue: String(cString: arguments.pointee[1])) else {
        let names = Target.allCases.map(\.rawValue).joined(separator: "|")
        FileHandle.standardError.write(Data("usage: patchfuzz \(names) [CORPUS…] [-runs=N …]\n".utf8))
        exit(2)
    }
    target = chosen
    arguments.pointee[1] = arguments.pointee[0]
    arguments.pointee += 1
    count.pointee -= 1
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func runOnce(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = [UInt8](UnsafeBufferPointer(start: data, count: size))
    MemoryBound.check(inputSize: size) { TimeBound.check(inputSize: size) { target.run(bytes) } }
    return 0
}
