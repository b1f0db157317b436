import GitStore

/// What `undo` and `redo` take next: two stacks, whose elements are entries of the log.
struct UndoStacks {
    var undo: OperationRecord.Next
    var redo: OperationRecord.Next
}

extension Operations {
    /// The stacks as an operation left them.
    func stacks(after operation: StoredOperation) -> UndoStacks {
        func next(_ next: OperationRecord.Next) -> OperationRecord.Next {
            next == .this ? .entry(operation.id) : next
        }
        return UndoStacks(undo: next(operation.record.undo), redo: next(operation.record.redo))
    }

    /// The stacks as an operation is to leave them.
    func stacks(of request: Request, after before: StoredOperation) throws -> UndoStacks {
        let stacks = self.stacks(after: before)
        switch request.kind {
        case .command, .restore: return UndoStacks(undo: .this, redo: .none)
        case .undo: return UndoStacks(undo: try below(stacks.undo, \.undo), redo: .this)
        case .redo: return UndoStacks(undo: .this, redo: try below(stacks.redo, \.redo))
        case .beginning, .edits, .cutOff: return stacks
        }
    }

    /// What lies under the uppermost element of a stack: the stack as it was before that one came.
    private func below(
        _ head: OperationRecord.Next, _ stack: KeyPath<UndoStacks, OperationRecord.Next>
    ) throws -> OperationRecord.Next {
        guard case .entry(let id) = head, let before = try log.before(log.operation(id)) else { return .none }
        return stacks(after: before)[keyPath: stack]
    }

    /// The operation that a stack has uppermost.
    func uppermost(_ stack: KeyPath<UndoStacks, OperationRecord.Next>) throws -> StoredOperation? {
        guard let last = try log.last(), case .entry(let id) = stacks(after: last)[keyPath: stack] else { return nil }
        return try log.operation(id)
    }
}
