import CBzip2
import CLzma

extension Inflate {
    /// How much memory a decoder may take for its window, in bytes.
    private static let windowLimit: UInt64 = 48 << 20

    /// The data of an .xz file, or of the older .lzma, that inflates to at most `limit` bytes; nil when it is damaged,
    /// cut short, longer, or followed by anything.
    static func xz(_ bytes: [UInt8], limit: Int, isOlder: Bool = false) -> [UInt8]? {
        var stream = lzma_stream()
        let start =
            isOlder ? lzma_alone_decoder(&stream, windowLimit) : lzma_stream_decoder(&stream, windowLimit, 0)
        guard start == LZMA_OK else { return nil }
        defer { lzma_end(&stream) }
        return collect(limit: limit) { chunk in
            bytes.withUnsafeBufferPointer { input -> Step? in
                stream.next_in = input.baseAddress?.advanced(by: Int(stream.total_in))
                stream.avail_in = input.count - Int(stream.total_in)
                stream.next_out = chunk.baseAddress
                stream.avail_out = chunk.count
                let status = lzma_code(&stream, LZMA_FINISH)
                guard status == LZMA_OK || status == LZMA_STREAM_END else { return nil }
                return Step(
                    produced: chunk.count - stream.avail_out, isEnd: status == LZMA_STREAM_END,
                    isWhole: stream.avail_in == 0)
            }
        }
    }

    /// The data of a .bz2 file that inflates to at most `limit` bytes; nil when it is damaged, cut short, longer, or
    /// followed by anything.
    static func bzip2(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        var stream = bz_stream()
        guard bytes.count <= UInt32.max, BZ2_bzDecompressInit(&stream, 0, 0) == BZ_OK else { return nil }
        defer { BZ2_bzDecompressEnd(&stream) }
        var bytes = bytes
        var used = 0
        return collect(limit: limit) { chunk in
            bytes.withUnsafeMutableBytes { input -> Step? in
                stream.next_in = input.baseAddress?.assumingMemoryBound(to: CChar.self).advanced(by: used)
                stream.avail_in = UInt32(input.count - used)
                stream.next_out = UnsafeMutableRawPointer(chunk.baseAddress)?.assumingMemoryBound(to: CChar.self)
                stream.avail_out = UInt32(chunk.count)
                let status = BZ2_bzDecompress(&stream)
                used = input.count - Int(stream.avail_in)
                guard status == BZ_OK || status == BZ_STREAM_END else { return nil }
                return Step(
                    produced: chunk.count - Int(stream.avail_out), isEnd: status == BZ_STREAM_END,
                    isWhole: stream.avail_in == 0)
            }
        }
    }

    private struct Step {
        let produced: Int
        let isEnd: Bool
        /// Whether nothing of the input is left.
        let isWhole: Bool
    }

    /// Runs a decoder, which fills a chunk at a time, to its end. Nil where it fails, stands still, or passes the
    /// limit.
    private static func collect(
        limit: Int, _ decode: (UnsafeMutableBufferPointer<UInt8>) -> Step?
    ) -> [UInt8]? {
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            guard let step = chunk.withUnsafeMutableBufferPointer({ decode($0) }) else { return nil }
            guard result.count + step.produced <= limit else { return nil }
            result += chunk.prefix(step.produced)
            if step.isEnd { return step.isWhole ? result : nil }
            guard step.produced > 0 else { return nil }
        }
    }
}
