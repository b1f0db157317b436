/// Where a patch stands in a file, and how it is read there alone.
public struct PatchPlace: Hashable, Sendable {
    public enum Form: Hashable, Sendable {
        /// The patch has a file of a quilt folder, and the series says this of it.
        case quilt(strip: Int, isReversed: Bool, fuzzLimit: Int?)
        /// One of the mails or diffs of a file, which begins at this line.
        case mail(strip: Int, line: Int)
    }

    /// As `SourceFile` names it.
    public let file: String
    /// Of the file's bytes.
    public let range: Range<Int>
    public let form: Form

    public init(file: String, range: Range<Int>, form: Form) {
        (self.file, self.range, self.form) = (file, range, form)
    }

    /// Reads the patch again.
    ///
    /// - Parameters:
    ///   - bytes: those of the range.
    ///   - name: that it was given.
    /// - Throws: `PatchError.malformed`, as where the whole file was read.
    public func read(_ bytes: [UInt8], name: PatchName, allowing allowed: PatchPolicy) throws(PatchError) -> Patch {
        switch form {
        case .quilt(let strip, let isReversed, let fuzzLimit):
            let entry = SeriesFile.Entry(file: file, strip: strip, isReversed: isReversed, fuzzLimit: fuzzLimit)
            return try Patch(
                quilt: Compression.undone(bytes, file: file), file: file, name: name, entry: entry, allowing: allowed)
        case .mail(let strip, let line):
            let messages = Mbox.split(bytes[...])
            guard messages.count == 1, let found = messages.first else {
                throw .malformed(SourceLocation(file: file, line: line), .source(.severalMessages(messages.count)))
            }
            let message = MailMessage(
                bytes: found.bytes, line: found.line + line - 1, isSeparated: found.isSeparated,
                isFormatPatch: found.isFormatPatch)
            let mail = try MailReader(file: file).read(message)
            return try Patch(mail: mail, text: mail.source, name: name, strip: strip, allowing: allowed)
        }
    }

    /// Of patches that were read of some files, each one's place; nil where they have none by themselves, as in a file
    /// that is compressed, or where lists and mails stand beside one another.
    public static func places(of patches: [Patch], in files: [SourceFile], allowing allowed: PatchPolicy)
        -> [PatchPlace]?
    {
        let lists = files.filter { $0.kind == .quiltSeries }
        let byName = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
        if lists.isEmpty { return mailPlaces(of: patches, in: byName) }
        guard lists.count == 1, files.first?.kind == .quiltSeries,
            let list = try? SeriesFile(reading: lists[0].bytes, file: lists[0].name, allowing: allowed),
            list.entries.count == patches.count
        else { return nil }
        let places = list.entries.compactMap { entry in
            byName[lists[0].folder + entry.file].map { file in
                PatchPlace(
                    file: file.name, range: 0..<file.bytes.count,
                    form: .quilt(strip: entry.strip, isReversed: entry.isReversed, fuzzLimit: entry.fuzzLimit))
            }
        }
        return places.count == patches.count ? places : nil
    }

    private static func mailPlaces(of patches: [Patch], in files: [String: SourceFile]) -> [PatchPlace]? {
        var places = [PatchPlace?](repeating: nil, count: patches.count)
        for (name, indices) in Dictionary(grouping: patches.indices, by: { patches[$0].source.file }) {
            guard let file = files[name], Compression(file.bytes) == nil else { return nil }
            var (line, counted) = (1, 0)
            for index in indices.sorted(by: { patches[$0].source.text.startIndex < patches[$1].source.text.startIndex })
            {
                let source = patches[index].source
                // What was taken out of its transport's clothes is no part of the file.
                guard source.text.endIndex <= file.bytes.count,
                    file.bytes[source.text.startIndex..<source.text.endIndex] == source.text
                else { return nil }
                let start = file.beginning(of: source.text.startIndex)
                // A text above the one mail of a file is a part of its patch.
                if indices.count == 1, start > 0, Mbox.split(file.bytes[..<start]).count == 1 { return nil }
                line += file.bytes[counted..<max(counted, start)].count { $0 == ASCII.newline }
                counted = max(counted, start)
                places[index] = PatchPlace(
                    file: name, range: start..<source.text.endIndex, form: .mail(strip: source.strip, line: line))
            }
        }
        return places.compactMap(\.self).count == patches.count ? places.compactMap(\.self) : nil
    }
}

extension SourceFile {
    /// Where the message begins whose text does here: at the `From ` line above it, where there is one.
    fileprivate func beginning(of start: Int) -> Int {
        guard start > 0 else { return 0 }
        let above = bytes[..<(start - 1)].lastIndex(of: ASCII.newline).map { $0 + 1 } ?? 0
        return Mbox.isSeparator(bytes[above..<start]) ? above : start
    }
}
