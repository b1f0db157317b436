import CZlib

/// Inflates what patches carry, never beyond a stated size.
enum Inflate {
    enum Container {
        case zlib, gzip
        fileprivate var windowBits: Int32 { self == .zlib ? MAX_WBITS : MAX_WBITS + 16 }
    }

    /// The first bytes of what a zlib stream holds; nil when it is damaged before them.
    static func prefix(_ deflated: [UInt8], count: Int) -> [UInt8]? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, MAX_WBITS, ZLIB_VERSION, size) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var (deflated, result) = (deflated, [UInt8](repeating: 0, count: count))
        let status = deflated.withUnsafeMutableBufferPointer { input in
            result.withUnsafeMutableBufferPointer { output in
                (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(clamping: input.count))
                (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
                return inflate(&stream, Z_SYNC_FLUSH)
            }
        }
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return nil }
        return Array(result.dropLast(Int(stream.avail_out)))
    }

    /// The data of a stream that inflates to at most `limit` bytes; nil when it is damaged, cut short or longer.
    /// Memory: what comes out plus one chunk, whatever the stream claims.
    static func bytes(_ deflated: [UInt8], limit: Int, container: Container = .zlib) -> [UInt8]? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, container.windowBits, ZLIB_VERSION, size) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var deflated = deflated
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        return deflated.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(clamping: input.count)
            while true {
                let status = chunk.withUnsafeMutableBufferPointer { output in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(output.count)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                let produced = chunk.count - Int(stream.avail_out)
                guard result.count + produced <= limit else { return nil }
                result += chunk.prefix(produced)
                if status == Z_STREAM_END { return stream.avail_in == 0 ? result : nil }
                guard status == Z_OK, produced > 0 || stream.avail_in > 0 else { return nil }
            }
        }
    }
}
