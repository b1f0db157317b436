/// Looking for text and for files.
extension StepState {
    mutating func begin(_ goal: Prompt.Goal) { prompt = Prompt(goal: goal) }

    /// What was typed is to be found.
    mutating func accept(_ prompt: Prompt) -> [StepEffect] {
        guard !prompt.text.isEmpty else { return [] }
        switch prompt.goal {
        case .search:
            search = SearchText(prompt.text)
            return findNext(forward: true)
        case .file:
            findFile(SearchText(prompt.text))
            return []
        }
    }

    /// The next line of the pane that has it, around its end.
    mutating func findNext(forward: Bool) -> [StepEffect] {
        guard let search else {
            message = "/ searches"
            return []
        }
        let isList = focus == .list
        let count = isList ? stages.count : lineCount
        let from = isList ? selected : cursor
        let order = (1...max(1, count)).lazy.map { (from + (forward ? $0 : count - $0)) % max(1, count) }
        let found = count == 0 ? nil : order.first { isList ? self.stage($0, has: search) : self.line($0, has: search) }
        guard let found else {
            message = "not found: \(search.text)"
            return []
        }
        if forward ? found <= from : found >= from { message = "around the end" }
        if isList { return select(found) }
        cursor = found
        keepInView()
        return []
    }

    private func stage(_ index: Int, has search: SearchText) -> Bool {
        search.isIn(stages[index].label.name) || search.isIn(stages[index].subject)
            || search.isIn(stages[index].label.patch?.text ?? "")
    }

    private func line(_ index: Int, has search: SearchText) -> Bool {
        index < head.count
            ? search.isIn(head[index].text) : document!.diff.line(index - head.count, contains: search)
    }

    /// The next file whose path has it.
    private mutating func findFile(_ search: SearchText) {
        guard let files = document?.diff.files, !files.isEmpty else { return message = "no file" }
        let matching = files.filter { search.isIn($0.path) }
        guard let file = matching.first(where: { head.count + $0.line > cursor }) ?? matching.first else {
            return message = "no file: \(search.text)"
        }
        moveToFile(file)
    }
}
