import CLibgit2
import CZlib

/// Writes objects as a pack (gitformat-pack), without deltas: looking for them would cost more than all the rest.
/// libgit2 checks what comes, and makes the pack's index.
struct PackStream: ~Copyable {
    private let pack: UnsafeMutablePointer<git_odb_writepack>
    private var progress = git_indexer_progress()
    private var digest = SHA1()
    private let deflater: Deflater
    private var chunk: [UInt8] = []

    init(_ odb: OpaquePointer, count: Int) throws(GitStoreError) {
        let deflater = try Deflater()
        var made: UnsafeMutablePointer<git_odb_writepack>?
        try Libgit2.check(git_odb_write_pack(&made, odb, nil, nil), "begin a pack")
        guard let made else { throw .libgit2(doing: "begin a pack", message: "nothing came back", code: 0) }
        pack = made
        self.deflater = deflater
        chunk = Array("PACK".utf8) + [0, 0, 0, 2] + withUnsafeBytes(of: UInt32(count).bigEndian) { Array($0) }
    }

    deinit { pack.pointee.free(pack) }

    mutating func append(_ object: ObjectBuffer.Object) throws(GitStoreError) {
        appendHeader(type: UInt8(object.type.rawValue), size: object.data.count)
        try deflater.deflate(object.data, into: &chunk)
        if chunk.count > 1 << 18 { try send() }
    }

    consuming func commit() throws(GitStoreError) {
        try send()
        chunk = digest.finish()
        try Libgit2.check(pack.pointee.append(pack, chunk, chunk.count, &progress), "write a pack")
        try Libgit2.check(pack.pointee.commit(pack, &progress), "finish a pack")
    }

    private mutating func send() throws(GitStoreError) {
        digest.update(chunk)
        try Libgit2.check(pack.pointee.append(pack, chunk, chunk.count, &progress), "write a pack")
        chunk.removeAll(keepingCapacity: true)
    }

    /// Type in bits 4 to 6 and the size's four lowest bits, then seven bits a byte; the top bit says that more follow.
    private mutating func appendHeader(type: UInt8, size: Int) {
        var rest = size >> 4
        chunk.append(type << 4 | UInt8(size & 0x0f) | (rest > 0 ? 0x80 : 0))
        while rest > 0 {
            chunk.append(UInt8(rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
            rest >>= 7
        }
    }
}

/// zlib's deflate, as fast as it goes: git, too, writes new objects like that.
struct Deflater: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>

    init() throws(GitStoreError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit_(stream, Z_BEST_SPEED, ZLIB_VERSION, size) == Z_OK else {
            throw .libgit2(doing: "begin to compress", message: "zlib refuses", code: 0)
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Appends the zlib stream of the bytes.
    func deflate(_ bytes: [UInt8], into output: inout [UInt8]) throws(GitStoreError) {
        deflateReset(stream)
        let bound = Int(deflateBound(stream, UInt(bytes.count)))
        let start = output.count
        output.append(contentsOf: repeatElement(0, count: bound))
        let status = bytes.withUnsafeBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.baseAddress! + start
                stream.pointee.avail_out = UInt32(bound)
                return CZlib.deflate(stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else {
            throw .libgit2(doing: "compress an object", message: "zlib says \(status)", code: Int(status))
        }
        output.removeLast(Int(stream.pointee.avail_out))
    }
}
