import Foundation
import PatchbenchTestSupport
import Testing

/// The project on a disk of its own, a small tmpfs, that fills up.
@Suite struct FullDiskTests {
    /// Whether one may be mounted in a namespace.
    static let canMount: Bool = {
        let folder = FileManager.default.temporaryDirectory
        return (try? Command.run("unshare", ["-rm", "mount", "-t", "tmpfs", "t", "/mnt"], in: folder))?.status == 0
    }()

    private static let script = """
        mkdir disk && mount -t tmpfs -o size=2M t disk && cp -r base patches patchbench.yaml disk && cd disk
        "$0" push 2 >&2
        echo "typed into the work tree" >> .patchbench/small/work/a.txt
        echo "typed into a patch" | cat - patches/0003* > x && cat x > patches/0003*
        head -c 4M /dev/zero > fill 2>/dev/null || truncate -s -$1 fill
        shift
        for words; do HOME=$PWD "$0" $words 2>&1 || echo "status $?"; done
        rm fill
        HOME=$PWD "$0" series >&2 && HOME=$PWD "$0" diff base..top >/dev/null
        git --git-dir .patchbench/repository.git cat-file --batch --batch-all-objects > all
        grep -qs 'typed into the work tree' .patchbench/small/work/a.txt patches/* all || echo lost: the edit
        grep -qs 'typed into a patch' patches/* all || echo lost: the text
        """

    /// What is free is too little from the first write on, or comes to be at some later one.
    @Test(.enabled("a tmpfs may be mounted here", { canMount }), arguments: [0, 12288, 40960])
    func `a disk that is full loses nothing`(_ free: Int) throws {
        let series = try EditedSeries()
        let verbs = [
            "refresh", "pop", "drop 3", "undo", "reorder 3 --after base", "split 2 d/c.txt", "goto 0", "push -a",
        ]
        let answer = try Command.run(
            "timeout", ["600", "unshare", "-rm", "sh", "-ec", Self.script, Product.patchbench.path, "\(free)"] + verbs,
            in: series.folder.url)
        #expect(answer.status == 0, "\(answer.errors)\n\(answer.text)")
        #expect(!answer.text.contains("lost"), "\(answer.text)")
        #expect(!answer.text.contains("Fatal error"), "\(answer.text)")
        #expect(!answer.text.contains("status 2"), "\(answer.text)")
        if free == 0 { #expect(answer.text.contains("the disk is full"), "\(answer.text)") }
    }
}
