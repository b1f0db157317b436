extension SeriesPlan {
    /// What the tool itself has in the folder in which each series has its own.
    private static let reservedNames = ["builds", "lock", "records", "repository.git", "results.sqlite"]

    /// Whether the name can be a component of a git ref and of a path, as it becomes both.
    package static func isName(_ name: String) -> Bool {
        let allowed = name.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "._-".utf8.contains(byte)
        }
        return allowed && !name.isEmpty && !reservedNames.contains(name) && !name.hasPrefix(".")
            && !name.hasPrefix("-") && !name.hasSuffix(".") && !name.hasSuffix(".lock") && !name.contains("..")
    }
}
