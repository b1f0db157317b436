import Foundation
import PatchModel
import Yams

/// Reads `patchbench.yaml` into a `Plan`: unknown keys and wrong types are errors with their line.
package struct PlanReader {
    private static let topKeys = ["series"]
    static let seriesKeys = [
        "base", "patches", "merges", "ignored", "strip", "allow", "fuzz", "build", "keep", "test", "trace", "bench",
        "explore", "virtual", "toolchain", "limits", "sandbox", "better", "metrics", "conditions", "margin",
        "reported", "layout", "rebuilds", "on",
    ]
    private static let limitKeys =
        ["build", "test", "bench", "memory", "processes"] + SizeKind.allCases.map(\.rawValue)

    package let file: URL

    package init(file: URL) {
        self.file = file
    }

    package func read() throws(InputError) -> Plan {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { throw .unreadable(file) }
        return try read(text: text)
    }

    package func read(text: String) throws(InputError) -> Plan {
        guard YAMLAliases(in: text).size <= YAMLAliases.limit else {
            throw problem(.tooManyAliases(YAMLAliases.limit), at: nil)
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw syntaxError(error)
        }
        let top = try mapping(root ?? Node(""), key: nil)
        try check(keysOf: top, known: Self.topKeys)
        guard let seriesNode = top["series"] else { throw problem(.missingKey("series", in: nil), at: root?.mark) }
        if seriesNode.null != nil { throw problem(.emptySeries, at: seriesNode.mark) }
        var series: [SeriesPlan] = []
        for (key, value) in try mapping(seriesNode, key: "series") {
            series.append(try readSeries(named: key, value))
        }
        guard !series.isEmpty else { throw problem(.emptySeries, at: seriesNode.mark) }
        return Plan(directory: directory, series: series)
    }

    package var directory: URL { file.deletingLastPathComponent() }

    private func readSeries(named key: Node, _ node: Node) throws(InputError) -> SeriesPlan {
        let name = try string(key, key: "series")
        guard SeriesPlan.isName(name) else { throw problem(.badSeriesName(name), at: key.mark) }
        let entries = try merged(mapping(node, key: name))
        try check(keysOf: entries, known: Self.seriesKeys)
        var plan = try sources(name, entries, at: key)
        plan.leavesOutIgnored = try entries["ignored"].map(leavesOut) ?? false
        plan.allowed = try allowances(entries["allow"])
        if let strip = entries["strip"] { plan.strip = try number(strip, key: "strip", upTo: 99) }
        if let fuzz = entries["fuzz"] { plan.fuzz = try number(fuzz, key: "fuzz", upTo: 2) }
        plan.build = try strings(entries["build"], key: "build")
        if let layout = entries["layout"] {
            plan.variesLayout = try choice(layout, key: "layout", among: [("auto", true), ("plan", false)])
        }
        plan.rebuilds = try entries["rebuilds"].map(rebuilds) ?? .times(1)
        plan.keep = try keptFiles(entries["keep"])
        plan.test = try entries["test"].map(testCommand)
        plan.trace = try optionalString(entries, "trace")
        plan.bench = try entries["bench"].map(benchCommand)
        plan.explore = try entries["explore"].map(exploreCommands)
        plan.virtual = try entries["virtual"].map(virtualCommands)
        plan.pinning = try pinning(entries["bench"])
        try readJudging(entries, into: &plan)
        plan.reported = try entries["reported"].map(reported)
        plan.place = try entries["on"].map(place) ?? .local
        plan.toolchain = try optionalString(entries, "toolchain")
        if let limits = entries["limits"] {
            plan.limits = try readLimits(limits)
            plan.sizes = try sizes(limits)
        }
        plan.sandbox = try entries["sandbox"].map(sandbox) ?? nil
        return plan
    }

    private func place(_ node: Node) throws(InputError) -> WorkPlace {
        let text = try string(node, key: "on")
        guard let place = WorkPlace(text) else { throw problem(.badPlace(text), at: node.mark) }
        return place
    }

    private func rebuilds(_ node: Node) throws(InputError) -> Rebuilds {
        guard let rebuilds = node.scalar.flatMap({ Rebuilds($0.string) }) else {
            throw problem(.wrongType("rebuilds", expected: .rebuilds), at: node.mark)
        }
        return rebuilds
    }

    func keptFiles(_ node: Node?) throws(InputError) -> [String] {
        let files = try strings(node, key: "keep")
        for (index, kept) in files.enumerated() where !isInside(kept) {
            throw problem(.keepsOutside(kept), at: node?.sequence?[index].mark ?? node?.mark)
        }
        return files
    }

    /// Commits stand on something by themselves, other patches do not.
    private func sources(_ name: String, _ entries: Node.Mapping, at key: Node) throws(InputError) -> SeriesPlan {
        var source = try patches(try required("patches", entries, of: name, at: key))
        if case .commits(var commits) = source {
            commits.refusesMerges = try entries["merges"].map(refusesMerges) ?? false
            source = .commits(commits)
        }
        if entries["base"] == nil, let start = source.start {
            return SeriesPlan(name: name, base: start, patches: source)
        }
        return SeriesPlan(
            name: name, base: try base(try required("base", entries, of: name, at: key)), patches: source)
    }

    private func readLimits(_ node: Node) throws(InputError) -> SeriesPlan.Limits {
        let entries = try mapping(node, key: "limits")
        try check(keysOf: entries, known: Self.limitKeys)
        var limits = SeriesPlan.Limits()
        limits.build = try seconds(entries, "build") ?? limits.build
        limits.test = try seconds(entries, "test") ?? limits.test
        limits.bench = try seconds(entries, "bench") ?? limits.bench
        limits.memory = try bytes(entries, "memory")
        if let count = entries["processes"] { limits.processes = try number(count, key: "processes", upTo: 1_000_000) }
        return limits
    }
}

// MARK: - Values

extension PlanReader {
    package func mapping(_ node: Node, key: String?) throws(InputError) -> Node.Mapping {
        guard let mapping = node.mapping else { throw problem(.wrongType(key, expected: .mapping), at: node.mark) }
        return mapping
    }

    /// The mapping with what the mapping under `<<`, or each of a list of them, has that it does not say itself.
    ///
    /// Source: the merge key of YAML 1.1, https://yaml.org/type/merge.html.
    private func merged(_ entries: Node.Mapping) throws(InputError) -> Node.Mapping {
        guard let source = entries["<<"] else { return entries }
        var result = entries
        result["<<"] = nil
        for node in source.sequence.map { Array($0) } ?? [source] {
            for (key, value) in try merged(mapping(node, key: "<<")) where result[key] == nil { result[key] = value }
        }
        return result
    }

    /// Any scalar as written, so that `test: true` is the command `true`.
    package func string(_ node: Node, key: String) throws(InputError) -> String {
        guard let scalar = node.scalar, !scalar.string.isEmpty else {
            throw problem(.wrongType(key, expected: .string), at: node.mark)
        }
        return scalar.string
    }

    func optionalString(_ entries: Node.Mapping, _ key: String) throws(InputError) -> String? {
        guard let node = entries[key] else { return nil }
        return try string(node, key: key)
    }

    func strings(_ node: Node?, key: String) throws(InputError) -> [String] {
        guard let node else { return [] }
        guard let sequence = node.sequence else {
            guard node.scalar != nil else { throw problem(.wrongType(key, expected: .stringOrList), at: node.mark) }
            return [try string(node, key: key)]
        }
        var values: [String] = []
        for element in sequence { values.append(try string(element, key: key)) }
        return values
    }

    private func seconds(_ entries: Node.Mapping, _ key: String) throws(InputError) -> Duration? {
        guard let node = entries[key] else { return nil }
        guard let value = node.float, value > 0, value < 1e9 else {
            throw problem(.wrongType(key, expected: .seconds), at: node.mark)
        }
        return .seconds(value)
    }

    private func number(_ node: Node, key: String, upTo limit: Int) throws(InputError) -> Int {
        guard let value = node.int, (0...limit).contains(value) else {
            throw problem(.wrongType(key, expected: .upTo(limit)), at: node.mark)
        }
        return value
    }

    private func required(
        _ key: String, _ entries: Node.Mapping, of series: String, at seriesKey: Node
    ) throws(InputError) -> Node {
        guard let node = entries[key] else { throw problem(.missingKey(key, in: series), at: seriesKey.mark) }
        return node
    }
}

// MARK: - Checks

extension PlanReader {
    package func check(keysOf mapping: Node.Mapping, known: [String]) throws(InputError) {
        for key in mapping.keys {
            let name = key.scalar?.string ?? ""
            guard known.contains(name) else {
                throw problem(.unknownKey(name, known: known), at: key.mark)
            }
        }
    }

    package func problem(_ problem: PlanProblem, at mark: Mark?) -> InputError {
        .plan(problem, file: file, line: mark?.line)
    }

    private func syntaxError(_ error: any Error) -> InputError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.problem(.syntax(problem), at: mark)
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.problem(.duplicateKey(duplicates.first ?? ""), at: context.mark)
        default: self.problem(.syntax(String(describing: error)), at: nil)
        }
    }

    package func isInside(_ path: String) -> Bool {
        let components = path.split(separator: "/", omittingEmptySubsequences: false)
        return !path.hasPrefix("/") && !components.contains("..") && !components.contains(".")
            && !components.contains("")
    }
}
