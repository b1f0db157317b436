/// What the files of a series were when they were read.
package struct FilesDigest: Sendable {
    /// Equal for equal files alone.
    package let text: String
    /// Whether they are so still.
    package let isCurrent: @Sendable () -> Bool
}
