/// How far a hunk's text may differ from the file's, and what becomes of a file that a patch empties.
public struct ApplyOptions: Hashable, Sendable {
    /// Up to how many lines of context at each end of a hunk may differ: 0 to 2. As in GNU patch, a hunk is tried with
    /// none first.
    public let fuzz: Int
    /// Whether a file that a patch leaves empty goes, as with `patch -E`, which quilt uses.
    public let removesEmptyFiles: Bool
    /// Whether the lines of a hunk get the ends that the file's lines have, where that alone keeps it from fitting: one
    /// has carriage returns and the other has not. Otherwise such a hunk is refused.
    public let adaptsLineEnds: Bool

    public init(fuzz: Int = 0, removesEmptyFiles: Bool = false, adaptsLineEnds: Bool = false) {
        precondition((0...2).contains(fuzz), "fuzz is 0, 1 or 2")
        self.fuzz = fuzz
        self.removesEmptyFiles = removesEmptyFiles
        self.adaptsLineEnds = adaptsLineEnds
    }

    /// With no more fuzz than that; nil sets no limit.
    public func limited(fuzz limit: Int?) -> ApplyOptions {
        ApplyOptions(
            fuzz: min(fuzz, limit ?? fuzz), removesEmptyFiles: removesEmptyFiles, adaptsLineEnds: adaptsLineEnds)
    }
}

/// Where a hunk went.
public struct HunkPlacement: Hashable, Sendable {
    /// 1-based, within its file section.
    public let hunk: Int
    /// 1-based line in the file before the patch at which the hunk's old side begins.
    public let line: Int
    /// How many lines below the stated one; negative above.
    public let offset: Int
    /// Lines of context at each end that were not compared.
    public let fuzz: Int

    public init(hunk: Int, line: Int, offset: Int, fuzz: Int) {
        self.hunk = hunk
        self.line = line
        self.offset = offset
        self.fuzz = fuzz
    }

    public var isExact: Bool { offset == 0 && fuzz == 0 }
}

/// Why a hunk has no place, with what a reader needs to see for himself.
public struct HunkFailure: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// The old side stands nowhere in the file.
        case notFound
        /// It stands at these lines, and which is meant cannot be told.
        case ambiguous([Int])
        /// Its only place overlaps the hunk before it or lies above it.
        case overlapsPreviousHunk(line: Int)
        /// Without context a hunk fits only at the line that it states.
        case noContext
        /// It would fit but for the carriage returns at the ends of lines, which the patch has and the file has not, or
        /// the other way round.
        case lineEndings(patchHasCarriageReturns: Bool)
        /// A line without a newline would come to stand before another one.
        case missingNewlineInside
        /// The new side stands there already.
        case alreadyApplied(line: Int)
    }

    public let reason: Reason
    /// 1-based, within its file section.
    public let hunk: Int
    /// Line of the hunk's header in the patch file.
    public let sourceLine: Int
    /// 1-based line of the file at which the hunk was looked for first.
    public let expectedLine: Int
    /// The old side, and the file's lines from `expectedLine` on, as many.
    public let wanted: [Bytes]
    public let found: [Bytes]
    /// The place where most of the old side's lines stand, if any do.
    public let nearest: NearMiss?

    /// A place at which a hunk nearly fits.
    public struct NearMiss: Hashable, Sendable {
        /// 1-based.
        public let line: Int
        /// How many of the old side's lines stand there.
        public let matching: Int
        /// The file's lines there.
        public let found: [Bytes]
    }
}

/// What came of applying hunks to a text.
public enum TextOutcome: Hashable, Sendable {
    case applied([UInt8], [HunkPlacement])
    case failed(HunkFailure)
}
