import Workbench

/// A file as `quilt annotate` prints it: before each line the number of its patch and a tab; then the patches with
/// their numbers, which count those alone that touch the file.
struct AnnotationListing {
    let file: AnnotatedFile

    var bytes: [UInt8] {
        let numbers = Dictionary(
            uniqueKeysWithValues: file.patches.enumerated().map { ($0.element.number.number, $0.offset + 1) })
        let lines = file.text.split(separator: 0x0a, omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (line, owner) in zip(lines, file.owners) {
            bytes += Array((owner.flatMap { numbers[$0] }.map(String.init) ?? "").utf8) + [0x09] + line + [0x0a]
        }
        guard !file.patches.isEmpty else { return bytes }
        let legend = file.patches.enumerated().map { "\($0.offset + 1)\t\($0.element.patch!)\n" }
        return bytes + Array(("\n" + legend.joined()).utf8)
    }
}
