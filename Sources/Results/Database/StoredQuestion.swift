import GRDB
import PatchModel

/// A run's question as the columns of the table `run`.
enum StoredQuestion {
    static let columns = "verb, pairs, goal, goalText, findsAll, minimumEffect, searchFrom, searchTo"

    static func values(_ question: RunQuestion) -> StatementArguments {
        let search = question.search
        return [
            question.verb.rawValue, question.pairs.map { "\($0.before)..\($0.after)" }.joined(separator: " "),
            search?.goal.rawValue, search?.text, search?.findsAll, search?.minimumEffect, search?.range.from.value,
            search?.range.to.value,
        ]
    }

    static func question(_ row: Row) throws -> RunQuestion {
        let pairs: String = try row.stored("pairs")
        return RunQuestion(
            verb: RunVerb(rawValue: try row.stored("verb")) ?? .bench,
            pairs: pairs.split(separator: " ").compactMap(pair), search: try search(row))
    }

    private static func pair(_ text: Substring) -> RunQuestion.Pair? {
        let ends = text.split(separator: ".", omittingEmptySubsequences: true).compactMap { StageID(String($0)) }
        return ends.count == 2 ? RunQuestion.Pair(before: ends[0], after: ends[1]) : nil
    }

    private static func search(_ row: Row) throws -> RunQuestion.Search? {
        let word: String? = try row.storedIfPresent("goal")
        guard let goal = word.flatMap(RunQuestion.Search.Goal.init),
            let text: String = try row.storedIfPresent("goalText"),
            let effect: Double = try row.storedIfPresent("minimumEffect"),
            let from: Int = try row.storedIfPresent("searchFrom"), let to: Int = try row.storedIfPresent("searchTo"),
            from >= 0, to >= from
        else { return nil }
        return RunQuestion.Search(
            goal: goal, text: text, findsAll: try row.storedIfPresent("findsAll") ?? false, minimumEffect: effect,
            range: StageRange(from: StageNumber(from), to: StageNumber(to)))
    }

    /// What older forms of the tool wrote as a sentence.
    static func readSentences(in database: Database) throws {
        try database.execute(sql: "UPDATE run SET pairs = question WHERE verb NOT IN ('bench', 'bisect')")
        for row in try Row.fetchAll(database, sql: "SELECT id, question FROM run WHERE verb = 'bisect'") {
            guard let search = search(saying: try row.stored("question")) else { continue }
            let values = values(RunQuestion(verb: .bisect, search: search))
            let id: Int64 = try row.stored("id")
            try database.execute(
                sql: """
                    UPDATE run SET verb = ?, pairs = ?, goal = ?, goalText = ?, findsAll = ?, minimumEffect = ?,
                    searchFrom = ?, searchTo = ? WHERE id = ?
                    """, arguments: values + [id])
        }
    }

    /// `test NAME, all changes of at least 0.1 in 0..8`; a metric stands there as it is, a command in backticks.
    private static func search(saying sentence: String) -> RunQuestion.Search? {
        let form = /(.*), (one change|all changes) of at least ([0-9.e-]+) in ([0-9]+)\.\.([0-9]+)/
        guard let parts = sentence.wholeMatch(of: form.dotMatchesNewlines()), let effect = Double(parts.3),
            let from = Int(parts.4), let to = Int(parts.5)
        else { return nil }
        let words = String(parts.1)
        let (goal, text): (RunQuestion.Search.Goal, String) =
            if words.hasPrefix("test ") {
                (.test, String(words.dropFirst(5)))
            } else if words.hasPrefix("`"), words.hasSuffix("`"), words.count > 1 {
                (.command, String(words.dropFirst().dropLast()))
            } else {
                (.metric, words)
            }
        return RunQuestion.Search(
            goal: goal, text: text, findsAll: parts.2 == "all changes", minimumEffect: effect,
            range: StageRange(from: StageNumber(from), to: StageNumber(to)))
    }
}
