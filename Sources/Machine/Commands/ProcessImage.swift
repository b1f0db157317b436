import Glibc

/// The program that this process runs.
public enum ProcessImage {
    /// Becomes another program, looked for in the folders of `PATH`; what is returned is why it could not.
    public static func replace(with program: String, _ arguments: [String]) -> Int32 {
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        execvp(program, &words)
        return errno
    }
}
