import Foundation
import PatchbenchTestSupport
import Testing

/// A form in which a series comes, made of the project's commits by git, diff and quilt's conventions.
struct SourceForm: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Words for the command, from the folder `here`.
    let words: [String]
    let make: @Sendable (SourceProject) throws -> Void

    static let all = [
        SourceForm(testDescription: "a mailbox of git format-patch", words: ["../series.mbox"]) { project in
            try project.mailbox("series.mbox")
        },
        SourceForm(testDescription: "the folder of git format-patch", words: ["../outgoing"]) { project in
            try project.git("format-patch", "-q", "--cover-letter", "-o", "../outgoing", "v1..v2")
        },
        SourceForm(testDescription: "single mails, in any order", words: ["../3.eml", "../1.eml", "../2.eml"]) {
            project in
            for (index, text) in try project.mails().enumerated() {
                try project.folder.write(text, to: "\(index + 1).eml")
            }
        },
        SourceForm(testDescription: "a maildir", words: ["../maildir"]) { project in
            for (index, text) in try project.mails().enumerated() {
                try project.folder.write(text, to: "maildir/cur/1700000\(9 - index).host:2,S")
            }
            try project.folder.makeFolder("maildir/new")
            try project.folder.makeFolder("maildir/tmp")
        },
        SourceForm(testDescription: "a mailbox in base64", words: ["../base64.mbox"]) { project in
            let mails = try project.mails().map { mail in
                let parts = mail.split(separator: "\n\n", maxSplits: 1)
                let fields = parts[0].replacing("8bit", with: "base64").replacing("7bit", with: "base64")
                let hasType = fields.contains("Content-Transfer-Encoding")
                let added = hasType ? "" : "\nContent-Transfer-Encoding: base64"
                let text = Data(parts[1].utf8).base64EncodedString(options: .lineLength76Characters)
                return "\(fields)\(added)\n\n\(text.replacing("\r", with: ""))\n\n"
            }
            try project.folder.write(mails.joined(), to: "base64.mbox")
        },
        SourceForm(testDescription: "a quilt folder", words: ["../quilt"]) { project in try project.quiltFolder("quilt")
        },
        SourceForm(testDescription: "its series file", words: ["../quilt/series"]) { project in
            try project.quiltFolder("quilt")
        },
        SourceForm(testDescription: "a quilt folder of compressed patches", words: ["../packed"]) { project in
            try project.quiltFolder("packed")
            let commands = ["gzip", "xz", "bzip2"]
            for (index, command) in commands.enumerated() {
                _ = try Command.run(command, ["\(index + 1).patch"], in: project.folder.file("packed"))
            }
            try project.folder.write("1.patch.gz\n2.patch.xz\n3.patch.bz2\n", to: "packed/series")
        },
        SourceForm(testDescription: "plain diffs with -p0", words: ["-p", "0", "../1.diff", "../2.diff", "../3.diff"]) {
            project in
            for (index, ends) in ["v2~3 v2~2", "v2~2 v2~1", "v2~1 v2"].enumerated() {
                let (from, to) = (ends.split(separator: " ")[0], ends.split(separator: " ")[1])
                let text = try project.git("diff", "--binary", "--no-prefix", "\(from)", "\(to)")
                try project.folder.write(text, to: "\(index + 1).diff")
            }
        },
        SourceForm(testDescription: "a range of commits", words: ["-C", "../project", "v1..v2"]) { _ in },
    ]
}

extension SourceProject {
    func mails() throws -> [String] {
        try git("format-patch", "--stdout", "v1..v2").split(separator: "\nFrom ")
            .enumerated().map { ($0 == 0 ? "" : "From ") + $1 + "\n" }
    }

    func mailbox(_ name: String) throws {
        try folder.write(git("format-patch", "--stdout", "v1..v2"), to: name)
    }

    /// Patches with a plain header, as quilt people write them.
    func quiltFolder(_ name: String) throws {
        for (index, ends) in ["v2~3..v2~2", "v2~2..v2~1", "v2~1..v2"].enumerated() {
            let diff = try git("diff", "--no-renames", "--binary", ends)
            try folder.write("Change number \(index + 1)\n\nWhy.\n\n\(diff)", to: "\(name)/\(index + 1).patch")
        }
        try folder.write("# three\n1.patch\n\n2.patch # the second\n3.patch -p1\n", to: "\(name)/series")
    }
}
