import CLibgit2
import Files
import PatchModel

/// The stages of a whole series as they were made the last time, in a file of the repository that is named by all that
/// they depend on. So nothing of the patches need be read to find them again.
struct KeptChain {
    private let file: KeptFile
    private let key: String
    private let repository: Repository

    /// - Parameter content: what the patches are (`Series.content`).
    init(in repository: Repository, series: String, content: String, base: ObjectID, _ options: ApplyOptions) {
        file = KeptFile(repository.path + KeptFile.name(of: "chain", series: series))
        key = "2 \(content) \(base) \(options.text)"
        self.repository = repository
    }

    /// Up to the first patch that did not apply; nil where they are not known, or not there any more.
    func load() -> [Stage]? {
        guard let content = file.read(key: key) else { return nil }
        var reader = KeptReader(content.bytes, at: content.body)
        let displaced = displacements(&reader)
        let count = reader.number()
        guard !reader.isBroken, count > 0, content.bytes.count - reader.place == count * 40 else { return nil }
        let stages = content.bytes.withUnsafeBytes { bytes in
            (0..<count).map { index in
                let place = reader.place + index * 40
                return Stage(
                    number: StageNumber(index).id, commit: ObjectID(bytes: bytes[place..<(place + 20)]),
                    tree: ObjectID(bytes: bytes[(place + 20)..<(place + 40)]), isReused: true,
                    displacements: displaced[index] ?? [])
            }
        }
        return repository.exists(stages[count - 1].commit) ? stages : nil
    }

    func save(_ stages: [Stage]) throws(GitStoreError) {
        var writer = KeptWriter()
        let displaced = stages.enumerated().flatMap { index, stage in stage.displacements.map { (index, $0) } }
        writer.put(displaced.count)
        for (index, displacement) in displaced {
            let placement = displacement.placement
            for number in [
                index, displacement.section, placement.hunk, placement.line, placement.offset, placement.fuzz,
            ] {
                writer.put(word: UInt64(bitPattern: Int64(number)))
            }
            writer.put(displacement.path.bytes)
        }
        writer.put(stages.count)
        for stage in stages {
            for id in [stage.commit, stage.tree] { withUnsafeBytes(of: id.raw) { writer.put(raw: $0) } }
        }
        do { try file.write(writer.bytes, key: key) } catch { throw .file(error) }
    }

    /// By the stage's number.
    private func displacements(_ reader: inout KeptReader) -> [Int: [Displacement]] {
        var found: [Int: [Displacement]] = [:]
        for _ in 0..<reader.number() where !reader.isBroken {
            let numbers = (0..<6).map { _ in Int(Int64(bitPattern: reader.word())) }
            guard let path = try? TreePath(stored: reader.text()) else { continue }
            let placement = HunkPlacement(hunk: numbers[2], line: numbers[3], offset: numbers[4], fuzz: numbers[5])
            found[numbers[0], default: []].append(
                Displacement(section: numbers[1], path: path, placement: placement))
        }
        return found
    }
}

extension ObjectID {
    /// - Parameter bytes: twenty.
    init(bytes: some Collection<UInt8>) {
        var raw = git_oid()
        withUnsafeMutableBytes(of: &raw) { $0.copyBytes(from: bytes.prefix(20)) }
        self.init(raw)
    }
}
