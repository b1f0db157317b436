import CProcess

/// What this process was started with.
public enum ProcessArguments {
    /// The name of the program first. As the C library has them: `CommandLine` reads /proc, which may not be there.
    public static let all: [String] = {
        guard let arguments = patchbench_get_arguments() else { return CommandLine.arguments }
        var all: [String] = []
        while let argument = arguments[all.count] { all.append(String(cString: argument)) }
        return all
    }()
}
