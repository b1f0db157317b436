/// What valgrind writes of a process beside its counts.
package enum ValgrindLog {
    /// The process's own command line, and programs that it could not run, because valgrind may not follow them.
    package static func read(_ text: String) -> (command: String?, refused: [String]) {
        var command: String?
        var refused: [String] = []
        for line in text.split(whereSeparator: \.isNewline) {
            if let found = line.firstRange(of: "Command: ") {
                command = command ?? String(line[found.upperBound...].filter { $0 != "\\" })
            }
            if let found = line.firstRange(of: "Can't execute setuid/setgid/setcap executable: ") {
                refused.append(String(line[found.upperBound...]))
            }
        }
        return (command, refused)
    }
}
