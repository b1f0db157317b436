import Files
import Foundation

/// A folder that takes the counts of one command, and goes with this.
struct CountingScratch {
    private let scratch: Scratch

    init() throws(FileError) { scratch = try Scratch(temporary: FileManager.default.temporaryDirectory.path) }

    var folder: URL { URL(filePath: scratch.folder.path, directoryHint: .isDirectory) }
}
