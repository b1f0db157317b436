import GitStore

extension Workspace {
    /// The last operations, the last first; nil means all.
    public func operations(latest count: Int?) throws -> [LoggedOperation] {
        try operations.log.latest(count).map(\.summary)
    }

    /// What an operation changed.
    /// - Throws: `EditError.noOperation`
    public func show(operation number: Int) throws -> OperationReport {
        guard let operation = try operations.log.operation(number: number) else {
            throw EditError.noOperation(number, last: try operations.log.last()?.number)
        }
        let before = try operations.log.before(operation)
        let old = try before?.state.files ?? repository.emptyTree()
        return OperationReport(
            operation: operation.summary, before: before?.summary,
            files: try operation.state.files.map { try repository.diff(from: old, to: $0) } ?? [],
            editsBefore: try before.map { try edits(of: $0.state) } ?? [], edits: try edits(of: operation.state))
    }

    private func edits(of state: SeriesState) throws -> [UInt8] {
        guard let shown = state.position.tree, let work = state.work else { return [] }
        return try repository.diff(from: shown, to: work)
    }
}
