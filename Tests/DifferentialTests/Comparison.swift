import PatchModel

/// What comparing our outcome with a peer's comes to.
enum Comparison: Hashable {
    /// The same patches applied, with the same tree.
    case same
    /// The peer went further, and we refuse what it does in silence.
    case refused
    /// We went further than the format's own peer: a second opinion has to say whether rightly.
    case further
    case different

    /// - Parameter leavesParts: whether the peer may leave parts of a patch that does not apply, so that its tree tells
    ///   nothing then: patch does, and quilt does not take back modes and renames.
    init(_ ours: OurOutcome, _ peer: Outcome, of count: Int, fuzz: Int, leavesParts: Bool) {
        if ours.outcome.applied == peer.applied {
            let treeTells = peer.applied == count || !leavesParts
            self = !treeTells || ours.outcome.tree == peer.tree ? .same : .different
        } else if ours.outcome.applied > peer.applied {
            self = .further
        } else {
            self = ours.stop?.isStatedRefusal(fuzz: fuzz) == true ? .refused : .different
        }
    }
}

extension OurOutcome {
    /// Whether another tool got as far, with the same tree where that can be told.
    func agrees(with other: Outcome, of count: Int) -> Bool {
        outcome.applied == count ? outcome == other : other.applied >= outcome.applied
    }
}

extension OurOutcome.Stop {
    /// Whether this is one of the places that the peers pick in silence and we leave to the user: those stated, no
    /// more.
    func isStatedRefusal(fuzz: Int) -> Bool {
        guard case .failure(let failure) = self, case .hunk(let hunk) = failure.reason else { return false }
        return switch hunk.reason {
        // Two places fit equally well.
        case .ambiguous(let lines): lines.count > 1
        // The line is stale and no context tells where the hunk belongs.
        case .noContext: true
        // The peers let fuzz take all context away, and insert at the stale line.
        case .notFound: fuzz > 0 && hunk.wanted.count <= 2 * fuzz
        // git puts a hunk above the one before it.
        case .overlapsPreviousHunk: true
        default: false
        }
    }
}
