/// Dates as mails, git and diff(1) write them.
enum MailDate {
    /// `[Day, ]28 Mar 2016 14:26:52 +0900`, `2016-03-28 14:26:52[.9] +0900`, `Mon Mar 28 14:26:52 2016 +0900` or
    /// `@seconds +0900`; without a zone, UTC. Nil for anything else.
    static func parse(_ text: String) -> PatchDate? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "\t" }.flatMap(parts)
        if let first = words.first, let seconds = secondsSinceEpoch(first) {
            return PatchDate(seconds: seconds, zoneMinutes: words.dropFirst().first.flatMap(zone) ?? 0)
        }
        var fields = Fields()
        for word in words { fields.take(word) }
        return fields.date
    }

    /// `2016-03-28T14:26:52` is two words.
    private static func parts(of word: Substring) -> [Substring] {
        let rest = word.dropFirst(10)
        return rest.first == "T" && isoDay(word.prefix(10)) != nil ? [word.prefix(10), rest.dropFirst()] : [word]
    }

    /// `@1459142812`, or nine or more digits without the sign.
    private static func secondsSinceEpoch(_ word: Substring) -> Int64? {
        let digits = word.first == "@" ? word.dropFirst() : word
        guard digits.utf8.allSatisfy(ASCII.isDigit), word.first == "@" || digits.count >= 9 else { return nil }
        return Int64(digits)
    }

    private struct Fields {
        var day: Int?
        var month: Int?
        var year: Int?
        var secondsOfDay: Int?
        var zoneMinutes: Int?

        mutating func take(_ word: Substring) {
            if word.contains(":") {
                // `14:26:52+09:00`: the zone may stand next to the time.
                let cut = word.firstIndex { "+-Z".contains($0) } ?? word.endIndex
                secondsOfDay = secondsOfDay ?? MailDate.clock(word[..<cut])
                zoneMinutes = zoneMinutes ?? MailDate.zone(word[cut...])
            } else if let parts = MailDate.isoDay(word) {
                (year, month, day) = (parts[0], parts[1], parts[2])
            } else if year != nil || secondsOfDay != nil, zoneMinutes == nil, let zone = MailDate.zone(word) {
                zoneMinutes = zone
            } else if let number = Int(word) {
                if word.count <= 2, day == nil { day = number } else if year == nil { year = MailDate.fullYear(number) }
            } else if let index = MailDate.monthNames.firstIndex(of: word.prefix(3).capitalizedASCII) {
                month = index + 1
            }
        }

        var date: PatchDate? {
            guard let day, let month, let year, let secondsOfDay, (1...12).contains(month), (1...31).contains(day),
                (1900...9999).contains(year)
            else { return nil }
            let seconds = MailDate.daysSinceEpoch(year, month, day) * 86_400 + secondsOfDay
            let zone = zoneMinutes ?? 0
            return PatchDate(seconds: Int64(seconds - zone * 60), zoneMinutes: zone)
        }
    }

    static let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    /// Two and three digits as RFC 5322, section 4.3, says.
    private static func fullYear(_ number: Int) -> Int {
        number < 50 ? 2000 + number : number < 1000 ? 1900 + number : number
    }

    private static func isoDay(_ word: Substring) -> [Int]? {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
        return parts.count == 3 && word.count == 10 ? parts : nil
    }

    private static func clock(_ word: Substring) -> Int? {
        let whole = word.prefix { $0 != "." }
        let parts = whole.split(separator: ":", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0 >= 0 }), parts[0] < 24, parts[1] < 60 else {
            return nil
        }
        let seconds = parts.count == 3 ? parts[2] : 0
        return seconds <= 60 ? parts[0] * 3600 + parts[1] * 60 + seconds : nil
    }

    /// `+0900`, `+09:00`, `+09`, or a name; nil for anything else.
    private static func zone(_ word: Substring) -> Int? {
        if let hours = namedZones[word.uppercased()] { return hours * 60 }
        guard let sign = word.first, sign == "+" || sign == "-" else { return nil }
        let digits = word.dropFirst().filter { $0 != ":" }
        guard digits.utf8.allSatisfy(ASCII.isDigit), let number = Int(digits), digits.count == 2 || digits.count == 4
        else { return nil }
        let (hours, minutes) = digits.count == 2 ? (number, 0) : (number / 100, number % 100)
        guard hours <= 14, minutes < 60 else { return nil }
        return (hours * 60 + minutes) * (sign == "-" ? -1 : 1)
    }

    /// Those of RFC 5322, and a few that mailers and people write; hours east of UTC.
    private static let namedZones = [
        "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
        "PST": -8,
        "PDT": -7, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9,
    ]

    /// Days from 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day of a number of days from 1970-01-01; the inverse of the above.
    static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}

extension Substring {
    /// `mar`, `MAR` and `Mar` are `Mar`.
    fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst().lowercased() }
}
