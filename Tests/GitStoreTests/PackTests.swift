import Foundation
import PatchModel
import PatchbenchTestSupport
import Testing

@testable import GitStore

/// Stages as packs, which another machine reads: git says whether they are.
@Suite struct PackTests {
    @Test func `git finds all that is in the stages in the base's pack and theirs, and nothing twice`() throws {
        let git = try StagesTests.history()
        let store = try StoreSandbox()
        let chain = try StagesTests.published(git, in: store).chain
        let folder = try TemporaryFolder()
        for name in ["base/pack/.keep", "stages/pack/.keep"] { try folder.write("", to: name) }
        try store.repository.writePack(of: [chain.base], without: nil, to: folder.file("base/pack").path)
        try store.repository.writePack(
            of: Array(chain.stages.dropFirst()), without: chain.base, to: folder.file("stages/pack").path)

        let other = try GitSandbox()
        let packs = ["base", "stages"].map { folder.file($0).path }
        try other.folder.write(packs.joined(separator: "\n") + "\n", to: ".git/objects/info/alternates")
        for stage in chain.stages {
            try other.git("fsck", "--strict", "--no-dangling", stage.commit.description)
            let tree = try other.git("rev-parse", stage.commit.description + "^{tree}")
            #expect(tree == stage.tree.description + "\n")
        }
        let listed = try packs.map { pack -> [String] in
            let index = try #require(
                FileManager.default.contentsOfDirectory(atPath: pack + "/pack").first { $0.hasSuffix(".idx") })
            let lines = try other.git("verify-pack", "-v", pack + "/pack/" + index).split(separator: "\n")
            return lines.filter { $0.contains(" blob ") || $0.contains(" tree ") || $0.contains(" commit ") }.map {
                String($0.prefix(40))
            }
        }
        #expect(Set(listed[0]).isDisjoint(with: listed[1]))

        let reader = try Repository.openOrCreate(at: folder.file("new.git").path)
        for pack in packs { try reader.readObjects(in: pack) }
        for stage in chain.stages { #expect(try reader.commitTree(stage.commit) == stage.tree) }
    }
}
