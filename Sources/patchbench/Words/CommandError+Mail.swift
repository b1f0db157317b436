import PatchModel

extension CommandError {
    static func text(of problem: SourceProblem, _ cause: (Malformation) -> String) -> String {
        switch problem {
        case .nestedTooDeep: "MIME parts lie in one another too deep"
        case .nulInMessage: "a NUL in the message"
        case .damagedByFlowedFormat(let problem):
            "the mail was sent with format=flowed, which damaged its patch (\(cause(problem))); ask for "
                + "it as an attachment"
        case .severalMessages(let count):
            "\(count) mails in the file of one patch; `patchbench import` makes a series of them"
        case .diffInMessage:
            "a `---` after a diff: what stands above it may be text of the message; remove one of the two"
        case .indentedDiff:
            "the message quotes a diff that GNU patch would apply; remove it, or put something before its lines"
        case .noDiff(let subject):
            (subject.map { "\u{201C}\($0)\u{201D} has no diff" } ?? "no diff in it")
                + "; \(CommandError.allow("empty")) takes it as a patch that changes nothing"
        case .diffInCoverLetter: "the cover letter has a diff; give it a number, or remove it"
        case .noPatch: "no patch in it"
        case .missingNumbers(let numbers, let total):
            "of \(total) patches \(list(numbers)) \(numbers.count == 1 ? "is" : "are") missing; "
                + "\(CommandError.allow("partial")) takes the others"
        case .duplicateNumber(let number, let other):
            "patch \(number) is here, and at \(other.file):\(other.line), too; keep one of them"
        case .otherTotal(let total, let expected):
            "a patch of a series of \(total) among those of a series of \(expected); give each series on its own"
        case .unnumbered(let subject):
            "\u{201C}\(subject)\u{201D} has no number, the other patches have: give it on its own"
        case .seriesTooLarge(let kind, let limit):
            "\(kind.text) more than \(limit) bytes altogether; --limit \(kind.rawValue)=SIZE, or "
                + "`limits: {\(kind.rawValue): SIZE}` in patchbench.yaml, allows more"
        case .missingFile(let file): "the series names \(file), which is not there"
        }
    }

    private static func list(_ numbers: [Int]) -> String {
        let shown = numbers.prefix(8).map(String.init).joined(separator: ", ")
        return numbers.count > 8 ? shown + ", \u{2026}" : shown
    }
}

extension SizeKind {
    fileprivate var text: String {
        switch self {
        case .compressed: "the compressed files of the series grow to"
        case .literal: "the binary files of the series are"
        case .delta: "the files that binary changes of the series make are"
        case .message: "the messages of the series are"
        }
    }
}

extension SourceNote {
    /// For the terminal: one line.
    var text: String { "\(location.file):\(location.line): \(kind.text)" }
}

extension SourceNote.Kind {
    /// With every byte that is not ASCII as git spells it.
    private func spelled(_ path: TreePath) -> String {
        path.bytes.map { byte in
            byte < 0x80 ? String(UnicodeScalar(byte)) : "\\" + String(byte, radix: 8)
        }.joined()
    }

    fileprivate var text: String {
        switch self {
        case .replyIgnored(let subject): "left out: an answer, \u{201C}\(subject)\u{201D}"
        case .duplicateIgnored(let subject): "left out: \u{201C}\(subject)\u{201D} once more"
        case .messageIgnored(let subject): "left out: no patch in \u{201C}\(subject)\u{201D}"
        case .olderVersionIgnored(let subject, let version):
            "left out: \u{201C}\(subject)\u{201D}, of version \(version)"
        case .removalIgnored(let name): "left out: a notice that \(name) has left the -mm tree"
        case .partIgnored(let type): "left out: a part of type \(type)"
        case .cutAtScissors: "left out: what stands above the scissors"
        case .badDate(let date): "no date: \u{201C}\(date)\u{201D}"
        case .badAuthor(let author): "no author: \u{201C}\(author)\u{201D}"
        case .bidirectionalSubject:
            "the subject has characters that change the order in which it is shown (`allow: [bidi]` silences this)"
        case .invisibleText(let path, let line, let scalar, let more):
            "added text that shows nothing: \(path):\(line), U+\(String(scalar, radix: 16, uppercase: true))"
                + (more > 0 ? ", and in \(counted(more, "more line"))" : "")
                + " (`allow: [invisible]` silences this)"
        case .alikeNames(let one, let other):
            "two names that look the same and are not: \(spelled(one)) and \(spelled(other)) "
                + "(`allow: [invisible]` silences this)"
        }
    }
}
