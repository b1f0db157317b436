extension CommitGraph {
    /// The commits that `tip` descends from, itself included, and none of `hidden` does: `git rev-list tip ^hidden`.
    ///
    /// Cost: the commits that are newer than the oldest of them. As in git, one that lies about its date may hide that
    /// an older commit is to be left out; a few more than needed are looked at, for that reason.
    func reachable(from tip: ObjectID, without hidden: [ObjectID]) throws(GitStoreError) -> Set<ObjectID> {
        var walk = Painting()
        for id in hidden { walk.add(try node(id), .hidden) }
        walk.add(try node(tip), .wanted)
        while let next = walk.next() {
            for parent in next.node.parents {
                if walk.needs(parent, next.colour) { walk.add(try node(parent), next.colour) }
            }
        }
        return walk.wanted
    }
}

/// Colours commits from two sides, the newest first, until what is left can be reached from the hidden side alone.
private struct Painting {
    enum Colour: Int {
        case wanted, hidden
    }

    /// How many commits are looked at beyond the end, as in git (`SLOP` in revision.c).
    private static let slop = 5

    private var colours: [ObjectID: Colour] = [:]
    private var queue = Queue()
    private var waitingWanted = 0
    private var oldestWanted = Int64.max
    private var extra = Painting.slop

    var wanted: Set<ObjectID> { Set(colours.lazy.filter { $0.value == .wanted }.map(\.key)) }

    func needs(_ id: ObjectID, _ colour: Colour) -> Bool { colours[id].map { $0.rawValue < colour.rawValue } ?? true }

    /// What is hidden stays so.
    mutating func add(_ node: CommitNode, _ colour: Colour) {
        guard needs(node.id, colour) else { return }
        if colours[node.id] == .wanted, queue.contains(node.id) { waitingWanted -= 1 }
        colours[node.id] = colour
        if colour == .wanted {
            oldestWanted = min(oldestWanted, node.time)
            waitingWanted += 1
        }
        queue.push(node)
    }

    mutating func next() -> (node: CommitNode, colour: Colour)? {
        guard let newest = queue.newest else { return nil }
        if waitingWanted > 0 || newest.time >= oldestWanted {
            extra = Self.slop
        } else {
            extra -= 1
            if extra < 0 { return nil }
        }
        let node = queue.pop()
        let colour = colours[node.id] ?? .hidden
        if colour == .wanted { waitingWanted -= 1 }
        return (node, colour)
    }
}

/// The newest commit first, each once: a binary heap.
private struct Queue {
    private var heap: [CommitNode] = []
    private var present: Set<ObjectID> = []

    var newest: CommitNode? { heap.first }
    func contains(_ id: ObjectID) -> Bool { present.contains(id) }

    mutating func push(_ node: CommitNode) {
        guard present.insert(node.id).inserted else { return }
        heap.append(node)
        var index = heap.count - 1
        while index > 0, heap[index].time > heap[(index - 1) / 2].time {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// Of a queue that is not empty.
    mutating func pop() -> CommitNode {
        heap.swapAt(0, heap.count - 1)
        let node = heap.removeLast()
        present.remove(node.id)
        var index = 0
        while true {
            let children = [2 * index + 1, 2 * index + 2].filter { $0 < heap.count }
            guard let child = children.max(by: { heap[$0].time < heap[$1].time }), heap[child].time > heap[index].time
            else { return node }
            heap.swapAt(index, child)
            index = child
        }
    }
}
