import Foundation
import Input
import Workbench

extension CommandError {
    static func lines(for error: NodeError) -> [String] {
        switch error {
        case .badJob(let folder):
            ["\(folder.path) is no job of this patchbench", "let this machine and the nodes have the same patchbench"]
        case .taken(let folder): ["another process works on \(folder.path)"]
        case .keepsNothing(let series):
            [
                "series \(series) keeps no files of a build, so that there is nothing to bring to another machine",
                "name what tests and benchmarks need: `keep` in \(Plan.fileName)",
            ]
        case .edited(let label):
            [
                "stage \(label.number) has edits in the work tree, which stay on this machine",
                "`patchbench refresh` takes them into the patch; or leave --on out",
            ]
        case .refused(let command, let lines):
            ["this did not succeed: \(command)"] + lines.map { "| " + $0 }
        case .noNode(let place): ["no node of \(place) is up", "`sinfo` says why"]
        case .lost(let lines, let log):
            ["jobs end, again and again, before they are done"] + lines.map { "| " + $0 } + ["log: \(log.path)"]
        case .otherToolchain(let node, let there, let here):
            [
                "\(node) has another toolchain than this machine, and would make other builds",
                "there: \(there.split(whereSeparator: \.isNewline).first ?? "none")",
                "here: \(here.split(whereSeparator: \.isNewline).first ?? "none")",
            ]
        case .otherForm(let node):
            ["\(node) has another patchbench", "let this machine and the nodes have the same patchbench"]
        }
    }
}
