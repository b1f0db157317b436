import Foundation
import Glibc
import PatchbenchTestSupport
import Testing

@Suite struct TrustTests {
    @Test(.enabled("only root can give files away") { geteuid() == 0 })
    func `F5: a plan of another user runs nothing until its folder is trusted`() async throws {
        let small = try SmallSeries()
        #expect(chown(small.folder.file("patchbench.yaml").path, 65534, 65534) == 0)
        for words in [["series"], ["build", "0"], ["history"], ["export"], ["range-diff", "patches", "patches"]] {
            let refused = try await small.patchbench(words)
            #expect(refused.status == 2)
            #expect(refused.errors.contains("patchbench trust \(small.folder.url.path)"), "\(refused.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: small.folder.file(".patchbench/builds").path))
        for _ in 1...2 { try await small.patchbench("trust", ".").expectSuccess() }
        #expect(try small.folder.text(of: ".config/patchbench/trusted") == small.folder.url.path + "\n")
        try await small.patchbench("build", "0").expectSuccess()
    }
}
