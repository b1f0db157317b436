import Foundation
import PatchbenchTestSupport
import Testing

@testable import PatchModel

@Suite struct MboxTests {
    /// Lines that may begin a message.
    static let lines = [
        "From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001",
        "From joe@x.org Mon Mar 28 14:26:52 2016",
        "From joe@x.org  Mon Mar 28 14:26:52 2016 +0900", "From joe@x.org Mon Mar 28 14:26:52 1989",
        "From joe@x.org Mon Mar 28 14:26:52 90", "From joe@x.org Mon Mar 28 14:26:52 91", "From here on it is easy.",
        "From the start at 10:20:30 of 2016", "From x 1:02:03 2016", ">From joe@x.org Mon Mar 28 14:26:52 2016",
        "From: joe@x.org Mon Mar 28 14:26:52 2016", " From joe@x.org Mon Mar 28 14:26:52 2016",
        "From joe Mon 14:26 2016",
        "From joe@x.org Mon Mar 28 14:26:52", "From joe@x.org Mon Mar 28 14:26:52 2016 10:20", "From ",
        "From :::::::::::::::::::",
    ]

    @Test("A line begins a message where git-mailsplit takes it so", arguments: lines) func separator(_ line: String)
        throws
    {
        let box = "From 1 Mon Sep 17 00:00:00 2001\nSubject: a\n\nx\n\(line)\nSubject: b\n\ny\n"
        let folder = try TemporaryFolder()
        let git = try Command.run("git", ["mailsplit", "-o."], in: folder.url, input: Array(box.utf8))
        let count = try #require(Int(git.text.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(Mbox.split(Array(box.utf8)[...]).count == count)
    }

    @Test("A message knows the line at which it begins") func lineNumbers() {
        let box = "From 1 Mon Sep 17 00:00:00 2001\na\nb\nFrom 2 Mon Sep 17 00:00:00 2001\nc\n"
        let messages = Mbox.split(Array(box.utf8)[...])
        #expect(messages.map(\.line) == [2, 5])
        #expect(messages.map { $0.bytes.text } == ["a\nb\n", "c\n"])
    }

    @Test("A maildir's messages come in git-mailsplit's order") func maildir() throws {
        let names = ["10.b", "9.a", "9.a2", "009.a1", "1459.M10P1.host:2,S", "1459.M9P1.host:2,S", "a", "B", "1x", "1"]
        let folder = try TemporaryFolder()
        for (index, name) in names.enumerated() {
            try folder.write("Subject: \(name)\n\n", to: "box/\(index % 3 == 0 ? "cur" : "new")/\(name)")
        }
        try folder.makeFolder("box/tmp")
        try folder.makeFolder("out")
        try folder.write("x", to: "box/cur/.hidden")
        let git = try Command.run("git", ["mailsplit", "-oout", "box"], in: folder.url)
        try #require(git.status == 0, "\(git.errors)")
        let order = try (1...names.count).map { number in
            try folder.text(of: "out/" + String(repeating: "0", count: number < 10 ? 3 : 2) + "\(number)")
                .split(separator: "\n")[0].dropFirst("Subject: ".count)
        }
        let paths = names.enumerated().map { "\($0 % 3 == 0 ? "cur" : "new")/\($1)" } + ["cur/.hidden", "tmp/x", "y"]
        #expect(Maildir.messages(paths).map { $0.dropFirst(4) } == order)
    }
}
