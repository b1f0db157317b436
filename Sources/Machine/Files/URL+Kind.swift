import Foundation
import Glibc

extension URL {
    package var exists: Bool { FileManager.default.fileExists(atPath: path) }

    package var isFolder: Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    /// A file that can be read to its end: no folder, pipe or device.
    package var isRegularFile: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
