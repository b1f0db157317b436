import Foundation
import PatchbenchTestSupport
import Testing

/// A folder as the home of whoever runs commands, so that no configuration counts but what stands there.
extension TemporaryFolder {
    @discardableResult func git(_ words: [String], in folder: URL) throws -> String {
        let who = ["-c", "user.name=A", "-c", "user.email=a@x", "-c", "core.safecrlf=false"]
        return try Command.run("git", who + words, in: folder, environment: ["HOME": url.path]).expectSuccess().text
    }

    func patchbench(_ words: [String], in folder: String) async throws {
        let answer = try await Command.patchbench(words, in: file(folder), environment: ["HOME": url.path])
        #expect(answer.status == 0, "\(words) \(answer.errors)")
    }
}
