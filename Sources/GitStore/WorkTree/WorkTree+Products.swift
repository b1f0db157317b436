import Files
import Glibc
import PatchModel

extension WorkTree {
    /// Takes all new files in the folder for what commands left: nobody's edits, until somebody changes them.
    ///
    /// - Parameter tree: what the folder shows, with the files that people made.
    public func noteProducts(since tree: ObjectID) throws {
        let paths = try untracked(look(at: tree, listsOthers: true), .passedOver)
        guard try !paths.isEmpty || FileStatus(repository.path + productsName) != nil else { return }
        let lines = paths.compactMap { path in
            FileStatus(root / path).map { Array("\($0.signature) ".utf8) + path.bytes + [0] }
        }
        try FileWriter(Folder(at: repository.path)).write(Array(lines.joined()), to: productsName.utf8)
    }

    var products: Products {
        get throws {
            let file = DiskPath(repository.path + (try productsName))
            guard let status = FileStatus(file) else { return Products(root: root, known: [:]) }
            let lines = try Disk.read(file, status).split(separator: 0).compactMap { line -> (TreePath, String)? in
                let words = line.split(separator: 0x20, maxSplits: 1)
                guard words.count == 2, let path = try? TreePath(words[1]) else { return nil }
                return (path, String(decoding: words[0], as: UTF8.self))
            }
            return Products(root: root, known: Dictionary(lines) { $1 })
        }
    }

    private var productsName: String { get throws(GitStoreError) { "patchbench-products-" + (try cacheName) } }
}

/// What commands left in a work tree, as it was when they ended.
struct Products {
    let root: DiskPath
    let known: [TreePath: String]

    func has(_ path: TreePath) -> Bool {
        guard let signature = known[path] else { return false }
        return FileStatus(root / path)?.signature == signature
    }

    /// Those of some files that are none of these.
    func sift(_ paths: [TreePath]) -> [TreePath] { paths.filter { !has($0) } }
}

extension FileStatus {
    /// Changes with the file.
    fileprivate var signature: String {
        "\(size):\(inode):\(modified.tv_sec).\(modified.tv_nsec):\(changed.tv_sec).\(changed.tv_nsec)"
    }
}
