import GitStore
import PatchModel

/// What a build depends on; equal keys have equal builds.
struct BuildKey: Hashable, Sendable {
    /// 40 hexadecimal digits.
    let digest: String
}

/// The text behind a key.
struct BuildKeyParts {
    /// The id of the stage's tree.
    var tree: String
    /// What the tree cannot hold.
    var emptyFolders: [TreePath]
    var flags: [FeatureFlag]
    var build: [String]
    var keep: [String]
    /// What the toolchain command printed.
    var toolchain: String
    /// Whether the tool itself has this build's code come to lie otherwise.
    var variesLayout = false
    /// What git's configuration says of contents.
    var checkout = CheckoutSettings()
    /// Files that are pointers of Git LFS, because what they name is not at hand.
    var pointers: [TreePath] = []
    /// Which of several builds of the same, from 1.
    var copy = 1

    /// One fact a line, each with its length, so that no two different lists have one text.
    var text: String {
        let hasEnds = checkout.automatic != .off || checkout.isCRLF
        let facts = [
            ("tree", [tree]), ("empty", emptyFolders.map(\.description)), ("flag", flags.map(\.text)), ("build", build),
            ("keep", keep), ("toolchain", [toolchain]),
            ("layout", variesLayout ? ["auto"] : []), ("pointer", pointers.map(\.description)),
            ("ends", hasEnds ? ["\(checkout.automatic.rawValue) \(checkout.isCRLF)"] : []),
            ("attributes", checkout.attributes?.texts ?? []),
            ("copy", copy == 1 ? [] : [String(copy)]),
        ]
        return facts.flatMap { name, values in values.map { "\(name) \($0.utf8.count) \($0)\n" } }.joined()
    }
}
