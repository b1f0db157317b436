# What the checks of the sources share: Swift's code without comments and without the text of literals.
# Run with LC_ALL=C, so that every awk counts bytes.

# Forgets the literal or comment that a file left open.
function start_file() { depth = 0; kind[0] = "code"; comment = 0 }

function open_literal(name, count) { depth++; kind[depth] = name; hashes[depth] = count }

# How many `#` a text begins with.
function leading_hashes(text) { match(text, /^#*/); return RLENGTH }

# Whether a slash after this code begins a regular expression, not a division.
function begins_regex(before, rest) {
    sub(/ +$/, "", before)
    return (before == "" || before ~ /[(,=\[:{]$/ || before ~ /(^|[^A-Za-z0-9_])in$/) && rest ~ /^\/[^ \/*]/
}

# A line's code: a comment is left out, a literal's text too; an interpolation stays, being code. Lines come in order.
function code(line,    out, first, count) {
    out = ""
    while (line != "") {
        if (comment > 0) {
            if (!match(line, /\*\/|\/\*/)) break
            comment += substr(line, RSTART, 2) == "/*" ? 1 : -1
            line = substr(line, RSTART + 2)
        } else if (kind[depth] == "code") {
            if (!match(line, depth > 0 ? "[\"/#()]" : "[\"/#]")) { out = out line; break }
            out = out substr(line, 1, RSTART - 1)
            line = substr(line, RSTART)
            first = substr(line, 1, 1)
            if (line ~ /^\/\//) break
            if (line ~ /^\/\*/) { comment = 1; line = substr(line, 3); continue }
            if (line ~ /^#*"/) {
                count = leading_hashes(line)
                line = substr(line, count + 2)
                if (line ~ /^""/ && line !~ /^""#/) { open_literal("text", count); line = substr(line, 3) }
                else open_literal("string", count)
                continue
            }
            if (first == "/" && begins_regex(out, line) && match(line, /^\/([^\/\\]|\\.)+\//)) {
                out = out "\"\""
                line = substr(line, RLENGTH + 1)
                continue
            }
            if (first == ")" && depth > 0 && parentheses[depth] == 0) { depth--; out = out " " }
            else {
                if (first == "(") parentheses[depth]++
                if (first == ")") parentheses[depth]--
                out = out first
            }
            line = substr(line, 2)
        } else {
            if (!match(line, /["\\]/)) break
            first = substr(line, RSTART, 1)
            line = substr(line, RSTART + 1)
            count = hashes[depth]
            if (first == "\\") {
                if (leading_hashes(line) < count) continue
                line = substr(line, count + 1)
                if (line ~ /^\(/) { open_literal("code", 0); parentheses[depth] = 0; out = out " " }
                line = substr(line, 2)
                continue
            }
            if (kind[depth] == "text") {
                if (line !~ /^""/ || leading_hashes(substr(line, 3)) < count) continue
                line = substr(line, 3)
            } else if (leading_hashes(line) < count) continue
            line = substr(line, count + 1)
            depth--
            out = out "\"\""
        }
    }
    # Only a text of three quotes goes on in the next line.
    while (depth > 0 && kind[depth] == "string" || depth > 1 && kind[depth - 1] == "string") depth--
    return out
}

# A line's code without attributes and modifiers, so that it begins with `func`, `struct`, `var` and the like; what was
# taken away is in `modifiers`. Indentation goes, too.
function declaration(line) {
    modifiers = ""
    sub(/^ +/, "", line)
    while (match(line, MODIFIER)) {
        modifiers = modifiers substr(line, 1, RLENGTH)
        line = substr(line, RLENGTH + 1)
    }
    return line
}

# The name that a declaration gives, where it begins with one of these words.
function declared(text, words) {
    if (!match(text, "^(" words ") +`?[A-Za-z_][A-Za-z_0-9]*`?")) return ""
    text = substr(text, 1, RLENGTH)
    gsub(/`/, "", text)
    sub(/^[a-z]+ +/, "", text)
    return text
}

function indentation(line) { match(line, /^ */); return RLENGTH }

# A list's words in order; the list is `words[1...count]`.
function sort(words, count,    i, j, word) {
    for (i = 2; i <= count; i++) {
        word = words[i]
        for (j = i - 1; j > 0 && words[j] > word; j--) words[j + 1] = words[j]
        words[j + 1] = word
    }
}

BEGIN {
    TYPES = "struct|class|enum|actor|protocol|typealias"
    MODIFIER = "^(@[A-Za-z_]+(\\([^)]*\\))?|(public|package|internal|private|fileprivate|nonisolated|unowned)" \
        "(\\([a-z]+\\))?|open|final|indirect|static|mutating|nonmutating|consuming|borrowing|override|convenience|" \
        "required|lazy|weak|distributed|isolated|prefix|postfix|infix|optional|dynamic) +"
}
