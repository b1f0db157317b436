import Screen

/// What keys do.
extension StepState {
    mutating func take(_ key: Key) -> [StepEffect] {
        if prompt != nil, key != .control("c") { return type(key) }
        message = ""
        // The help is left by any key but those that move in it.
        if showsHelp, !Self.staysInHelp(key) {
            showsHelp = false
            if key != .character("Q"), key != .control("c") { return [] }
        }
        guard let binding = StepKeys.all[key] else {
            if case .character(let character) = key { message = "\(character): no such key; ? shows all" }
            return []
        }
        return binding.act(&self)
    }

    private static func staysInHelp(_ key: Key) -> Bool {
        switch key {
        case .up, .down, .pageUp, .pageDown, .home, .end, .control("l"), .control("z"): true
        case .character(let character): "jkgG -".contains(character)
        default: false
        }
    }

    private mutating func type(_ key: Key) -> [StepEffect] {
        switch key {
        case .character(let character): prompt!.text.append(character)
        case .backspace where prompt!.text.isEmpty: prompt = nil
        case .backspace: prompt!.text.removeLast()
        case .control("u"): prompt!.text = ""
        case .escape: prompt = nil
        case .enter:
            let typed = prompt!
            prompt = nil
            return accept(typed)
        default: break
        }
        return []
    }

    /// Something that asks for nothing.
    mutating func without(_ body: (inout Self) -> Void) -> [StepEffect] {
        body(&self)
        return []
    }

    mutating func shifted(_ columns: Int) -> [StepEffect] { without { $0.shift(by: columns) } }
    mutating func asked(_ goal: Prompt.Goal) -> [StepEffect] { without { $0.begin(goal) } }

    mutating func enter() -> [StepEffect] {
        guard focus == .document else {
            return without {
                $0.focus = .document; $0.keepInView()
            }
        }
        guard cursor < head.count else { return [] }
        switch head[cursor] {
        case .effect(let effect):
            metric = effect.metric
            message = "the bars show \(effect.metric)"
        case .more:
            showsAllEffects = true
            makeHead()
            keepInView()
        case .file(_, let path):
            if let file = document?.diff.files.first(where: { $0.path == path }) { moveToFile(file) }
        case .text: break
        }
        return []
    }

    mutating func back(quits: Bool) -> [StepEffect] {
        if content != patchContent { return show(patchContent) }
        if isMaximised, focus == .document { isMaximised = false }
        if focus == .list { return quits ? [.quit(interrupted: false)] : [] }
        focus = .list
        keepInView()
        return []
    }

    mutating func changeContext(by lines: Int) -> [StepEffect] {
        let new = max(0, min(context + lines, 1_000))
        guard new != context else { return [] }
        context = new
        message = "\(counted(new, "line")) of context"
        keptHunk = diffLine.flatMap { document?.diff.hunk(at: $0) }
        switch content {
        case .patch(let stage, _): return show(.patch(stage, context: new))
        case .between(let from, let to, _): return show(.between(from, to, context: new))
        case .version: return []
        }
    }

    mutating func toggleMark() {
        if let index = marks.firstIndex(of: selected) {
            marks.remove(at: index)
        } else {
            marks = marks.suffix(1) + [selected]
        }
    }

    mutating func showBetween() -> [StepEffect] {
        let ends = marks.count > 1 ? marks : marks + [selected]
        guard ends.count > 1, ends[0] != ends[1] else {
            message = "m marks a stage first, then d shows the diff to another"
            return []
        }
        focus = .document
        return show(.between(ends.min()!, ends.max()!, context: context))
    }

    mutating func showVersion() -> [StepEffect] {
        guard series?.other != nil else {
            message = "no other version of the series is known; --against names one"
            return []
        }
        guard selected > 0 else {
            message = "the base is no patch"
            return []
        }
        focus = .document
        return show(.version(selected))
    }

    mutating func bench() -> [StepEffect] {
        guard selected > 0 else {
            message = "the base has no stage before it"
            return []
        }
        return run(.bench(selected))
    }

    mutating func bisect() -> [StepEffect] {
        var wanted = metric
        if focus == .document, cursor < head.count, case .effect(let effect) = head[cursor] { wanted = effect.metric }
        guard let wanted else {
            message = "no metric is known yet; B measures this stage"
            return []
        }
        return run(.bisect(wanted))
    }
}
