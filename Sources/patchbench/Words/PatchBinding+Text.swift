import Workbench

extension PatchBinding {
    /// `lib/a.c:812, hunk 3`; without a hunk, the file alone.
    var place: String {
        hunk.map { "\(failure.path):\($0.expectedLine), hunk \($0.hunk)" } ?? failure.path.description
    }

    /// Why the patch cannot be left out, for a command that was told to.
    var lines: [String] {
        [
            "patch \(needed.number) (\(needed.name)) cannot be left out: patch \(by.number) "
                + "(\(by.name)) needs it at \(place)"
        ] + failure.lines(stage: by.number, file: file) + ["leave both out"]
    }
}
