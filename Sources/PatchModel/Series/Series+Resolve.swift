extension Series {
    /// The stage that a word names: a number, `base`, `top`, a patch's name, a flag, any part of one name, or the
    /// beginning of a commit's id.
    ///
    /// A whole name goes before a part of one, so that a name that is a part of another can still be said. A number is
    /// always a stage.
    /// - Throws: `noSuchStage`, `unknownStage` with the nearest names, `ambiguousStage` with the candidates.
    public func stage(named word: String) throws(PatchError) -> StageNumber {
        if word == "base" { return base }
        if word == "top" { return top }
        if word.utf8.allSatisfy(ASCII.isDigit), let number = Int(word) {
            if number <= top.value { return StageNumber(number) }
            if indices(ofCommit: word).isEmpty { throw .noSuchStage(number, last: top) }
        }
        let wanted = PatchName(path: word).text
        // What cannot be a flag is not looked for among them: a patch's name is at hand, its flag is not.
        let flag = FeatureFlag(word)
        let whole = patches.firstIndex {
            $0.name.text == word || $0.name.text == wanted || (flag != nil && $0.feature == flag)
        }
        if let whole { return StageNumber(whole + 1) }
        let last = PatchName(file: word)
        let alike = patches.indices.filter { PatchName(file: patches[$0].name.text) == last }
        if alike.count == 1 { return StageNumber(alike[0] + 1) }
        let parts = word.isEmpty ? [] : patches.indices.filter { patches[$0].name.text.contains(wanted) }
        let found = Set(parts + indices(ofCommit: word)).sorted()
        guard let index = found.first else { throw .unknownStage(word, nearest: nearestNames(to: word)) }
        guard found.count == 1 else { throw .ambiguousStage(word, candidates: found.map { patches[$0].name }) }
        return StageNumber(index + 1)
    }

    /// The patches that are commits whose ids begin so; at least four digits, as in git.
    private func indices(ofCommit word: String) -> [Int] {
        let digits = word.lowercased()
        guard (4...40).contains(digits.utf8.count), digits.allSatisfy(\.isHexDigit) else { return [] }
        return patches.indices.filter { patches[$0].commit?.id.hasPrefix(digits) ?? false }
    }

    /// The stage that a word names, with `11-3` for stage 11 without patch 3; a name that is spelt so goes before.
    /// - Throws: what `stage(named:)` throws.
    public func id(named word: String) throws(PatchError) -> StageID {
        guard word.contains("-"), let id = StageID(word), !patches.contains(where: { $0.name.text == word }) else {
            return try stage(named: word).id
        }
        guard id.number <= top else { throw .noSuchStage(id.value, last: top) }
        return id
    }

    /// One stage, or the stages of a range in their order.
    /// - Throws: what `id(named:)` and `stages(named:)` throw.
    public func ids(named text: String) throws(PatchError) -> [StageID] {
        guard text.contains("..") else { return [try id(named: text)] }
        return try stages(named: text).map(\.id)
    }

    /// Two stages, `A..B`, where a side left out is `base` or `top`.
    /// - Throws: what `range(named:)` and `id(named:)` throw.
    public func pair(named text: String) throws(PatchError) -> (from: StageID, to: StageID) {
        guard let dots = text.range(of: "..") else { throw .notARange(text) }
        let (from, to) = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
        return (try from.isEmpty ? .base : id(named: from), try to.isEmpty ? top.id : id(named: to))
    }

    /// `A..B`, where a side left out is `base` or `top`.
    /// - Throws: `notARange` without `..`; what `stage(named:)` throws.
    public func range(named text: String) throws(PatchError) -> StageRange {
        guard let dots = text.range(of: "..") else { throw .notARange(text) }
        let (from, to) = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
        return StageRange(
            from: try from.isEmpty ? base : stage(named: from), to: try to.isEmpty ? top : stage(named: to))
    }

    /// One stage, or the stages of a range in their order.
    /// - Throws: what `stage(named:)` and `range(named:)` throw; `notARange` for one that runs backwards.
    public func stages(named text: String) throws(PatchError) -> [StageNumber] {
        guard text.contains("..") else { return [try stage(named: text)] }
        let stages = try range(named: text).stages
        guard !stages.isEmpty else { throw .notARange(text) }
        return stages
    }

    /// Up to three names and flags at no more than half of the word's length in changed characters.
    private func nearestNames(to word: String) -> [String] {
        let names = ["base", "top"] + patches.map(\.name.text) + patches.compactMap(\.feature?.text)
        return
            names
            .map { (name: $0, distance: editDistance(word, $0)) }
            .filter { $0.distance <= max(2, max(word.count, $0.name.count) / 2) }
            .sorted { $0.distance < $1.distance }
            .prefix(3).map(\.name)
    }
}

extension String {
    fileprivate func range(of separator: String) -> Range<Index>? {
        indices.first { self[$0...].hasPrefix(separator) }.map { $0..<index($0, offsetBy: separator.count) }
    }
}
