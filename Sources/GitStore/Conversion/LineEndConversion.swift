private let newline: UInt8 = 0x0a
private let carriageReturn: UInt8 = 0x0d

/// What becomes of the line ends of a file between the repository and a work tree (gitattributes(5), `text` and `eol`).
struct LineEndConversion {
    /// Whether only that is converted which looks like a text.
    private let isGuessed: Bool
    /// Whether lines end in CR LF in the work tree.
    private let endsInCRLF: Bool

    private enum Kind {
        case text, input, guessed, binary

        init?(_ value: AttributeValue) {
            switch value {
            case .set: self = .text
            case .unset: self = .binary
            case .text("input"): self = .input
            case .text("auto"): self = .guessed
            case .text, .unspecified: return nil
            }
        }
    }

    /// Nil where line ends stay as they are.
    init?(_ attributes: FileAttributes, _ checkout: CheckoutSettings) {
        // `crlf` is what `text` was called before.
        let kind = Kind(attributes.text) ?? Kind(attributes.crlf)
        let named: Bool? = attributes.eol == .text("crlf") ? true : attributes.eol == .text("lf") ? false : nil
        switch (kind, named) {
        case (.binary, _): return nil
        case (.guessed, let named): (isGuessed, endsInCRLF) = (true, named ?? checkout.textsEndInCRLF)
        case (_, let named?): (isGuessed, endsInCRLF) = (false, named)
        case (.text, nil): (isGuessed, endsInCRLF) = (false, checkout.textsEndInCRLF)
        case (.input, nil): (isGuessed, endsInCRLF) = (false, false)
        case (nil, nil):
            guard checkout.automatic != .off else { return nil }
            (isGuessed, endsInCRLF) = (true, checkout.automatic == .on)
        }
    }

    /// The content as a work tree shows it.
    func shown(_ bytes: [UInt8]) -> [UInt8] {
        guard endsInCRLF else { return bytes }
        let count = LineEndCount(bytes)
        // What has some already would not come back as it was.
        guard count.bareLF > 0, !isGuessed || count.crlf == 0 && !count.looksBinary else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + count.bareLF)
        var last: UInt8 = 0
        for byte in bytes {
            if byte == newline, last != carriageReturn { result.append(carriageReturn) }
            result.append(byte)
            last = byte
        }
        return result
    }

    /// The content as the repository is to have it.
    /// - Parameter before: what it has of the file so far; nil where it has none.
    func stored(_ bytes: [UInt8], inPlaceOf before: () throws -> [UInt8]?) rethrows -> [UInt8] {
        let count = LineEndCount(bytes)
        guard count.crlf > 0 else { return bytes }
        if isGuessed {
            // A file that has them in the repository keeps them.
            guard !count.looksBinary, try !(before().map { LineEndCount($0).isTextWithCRLF } ?? false) else {
                return bytes
            }
        }
        return bytes.indices.compactMap { index in
            let isFirst =
                bytes[index] == carriageReturn && index + 1 < bytes.count
                && bytes[index + 1] == newline
            return isFirst ? nil : bytes[index]
        }
    }
}

/// The line ends of a content, and whether git takes it for a text.
private struct LineEndCount {
    private(set) var crlf = 0
    private(set) var bareLF = 0
    private var bareCR = 0
    private var nul = 0
    private var printable = 0
    private var unprintable = 0

    init(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            var last: UInt8 = 0
            for byte in bytes {
                if last == carriageReturn {
                    if byte == newline { crlf += 1 } else { bareCR += 1 }
                } else if byte == newline {
                    bareLF += 1
                }
                if byte != newline, byte != carriageReturn { count(byte) }
                last = byte
            }
            if last == carriageReturn { bareCR += 1 }
            // The end of a file of DOS.
            if last == 0x1a { unprintable -= 1 }
        }
    }

    private mutating func count(_ byte: UInt8) {
        switch byte {
        case 0:
            nul += 1
            unprintable += 1
        // Backspace, tab, form feed, escape.
        case 0x08, 0x09, 0x0c, 0x1b: printable += 1
        case ..<0x20, 0x7f: unprintable += 1
        default: printable += 1
        }
    }

    /// By git's rule: a byte in 128 may be one that no text has.
    var looksBinary: Bool { bareCR > 0 || nul > 0 || printable >> 7 < unprintable }

    var isTextWithCRLF: Bool { crlf > 0 && !looksBinary }
}
