import Foundation
import Judging

/// Why nodes cannot be worked on.
public enum NodeError: Error, Sendable {
    /// What describes a job is not there, or of another form of the tool.
    case badJob(URL)
    /// Another process works on the job already.
    case taken(URL)
    /// The plan does not say which files a build leaves, so that none can be brought to another machine.
    case keepsNothing(series: String)
    /// The stage has edits, which stay on this machine.
    case edited(StageLabel)
    /// What gives nodes work did not take it.
    case refused(_ command: String, lastLines: [String])
    /// No node is there to be given work.
    case noNode(String)
    /// Jobs end, again and again, without what they are for.
    case lost(lastLines: [String], log: URL)
    /// The toolchain of the node is another one than here, so that it would make other builds.
    case otherToolchain(node: String, there: String, here: String)
    /// The node has another form of the tool.
    case otherForm(node: String)
}
