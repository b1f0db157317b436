# Reads the paths of all Swift files, a line each.

BEGIN {
    MOST_FUNCTION_LINES = 40
    MOST_FILE_LINES = 300
    MOST_CHARACTERS = 120
    # Called by a protocol's user, or by a synthesised member, without the name being written.
    count = split("body run validate description debugDescription hash encode configuration parser main CodingKeys " \
        "errorDescription defaultValueDescription callAsFunction", words, " ")
    for (i = 1; i <= count; i++) is_required[words[i]] = 1
    wanted_count = split(wanted, wanted_paths, " ")
    for (i = 1; i <= wanted_count; i++) sub(/\/+$/, "", wanted_paths[i])
}

{
    file = $0
    is_reported = is_wanted(file) && mode == "sizes"
    is_ours = file ~ /^Sources\//
    # The series is about these: what is long here, a patch shortens.
    is_patched = file ~ /^fixtures\/slab\/Sources\/Slab\//
    start_file()
    open_count = pending_line = number = 0
    reason = ""
    while ((getline line < file) > 0) {
        number++
        if (number <= 5 && line ~ /^\/\/ Long: ./) reason = line
        check_width(line)
        text = code(line)
        if (pending_line && !goes_on(text)) pending_line = 0
        if (!pending_line) read_line(text)
        if (pending_line) read_signature(text)
        count_words(text)
    }
    close(file)
    if (number > MOST_FILE_LINES && reason == "")
        report(1, number " lines in a file, more than " MOST_FILE_LINES)
}

function is_wanted(file,    i) {
    if (wanted_count == 0) return 1
    for (i = 1; i <= wanted_count; i++)
        if (file == wanted_paths[i] || index(file, wanted_paths[i] "/") == 1) return 1
    return 0
}

function report(line, what) {
    if (!is_reported) return
    found = 1
    print file ":" line ": " what
}

# Characters, not bytes: of each, UTF-8's first byte.
function check_width(line) {
    gsub(/[\200-\277]/, "", line)
    if (length(line) > MOST_CHARACTERS) report(number, length(line) " characters, more than " MOST_CHARACTERS)
}

# Closes a body whose brace this is, and notes what a line declares.
function read_line(text,    start, name) {
    if (open_count > 0 && text ~ /^ *}/ && indentation(text) == open_indentation[open_count]) close_body()
    start = declaration(text)
    if (is_ours && open_count == 0 && (name = declared(start, TYPES "|func|var|let")) != "") note(name, start)
    if (match(start, /^(func|init|subscript|deinit|var)([^A-Za-z_0-9]|$)/)) {
        pending_line = number
        pending_name = start
        sub(/[({:].*/, "", pending_name)
        sub(/ +$/, "", pending_name)
        if (pending_name ~ /[A-Za-z_0-9]</) sub(/<.*/, "", pending_name)
        pending_indentation = indentation(text)
        parentheses_open = 0
    }
}

# A signature goes on while parentheses are open, or where the next line begins with what may follow them.
function goes_on(text) {
    return parentheses_open > 0 || (pending_name !~ /^var/ && text ~ /^ *(where|->|throws|rethrows|async|\{)/)
}

# Reads a signature up to its brace: a body that stays open after the line is pushed.
function read_signature(text,    c, braces) {
    braces = 0
    while (match(text, /[][(){}=]/)) {
        c = substr(text, RSTART, 1)
        text = substr(text, RSTART + 1)
        if (c == "(" || c == "[") parentheses_open++
        else if (c == ")" || c == "]") parentheses_open--
        else if (parentheses_open > 0) continue
        else if (c == "=" && pending_name ~ /^var/ && braces == 0) { pending_line = 0; return }
        else if (c == "{") braces++
        else if (c == "}") braces--
        if (c == "{" && braces == 1) has_body = 1
    }
    if (!has_body) return
    has_body = 0
    if (braces > 0) {
        open_line[++open_count] = pending_line
        open_name[open_count] = pending_name
        open_indentation[open_count] = pending_indentation
    }
    pending_line = 0
}

function close_body(    size) {
    size = number - open_line[open_count] + 1
    if (size > MOST_FUNCTION_LINES && !is_patched)
        report(open_line[open_count],
            open_name[open_count] ": " size " lines in a function, more than " MOST_FUNCTION_LINES)
    open_count--
}

function note(name, start) {
    if (name in is_required || modifiers ~ /override|@main/) return
    declarations[name]++
    if (!(name in place)) {
        place[name] = file ":" number
        names[++name_count] = name
        is_listed[name] = is_wanted(file)
        sub(/ .*/, "", start)
        what[name] = start " " name
    }
}

# How often a word stands in Tests, and elsewhere. An extension does not use its type.
function count_words(text,    word, is_test) {
    is_test = file ~ /^Tests\//
    sub(/^ *((public|package|private|fileprivate|nonisolated) +)?extension +[A-Za-z_0-9]+/, "", text)
    while (match(text, /[A-Za-z_][A-Za-z_0-9]*/)) {
        word = substr(text, RSTART, RLENGTH)
        if (file !~ /^fixtures\//) { if (is_test) in_tests[word]++; else elsewhere[word]++ }
        text = substr(text, RSTART + RLENGTH)
    }
}

END {
    for (i = 1; i <= name_count; i++) {
        name = names[i]
        if (!is_listed[name] || elsewhere[name] > declarations[name]) continue
        if (mode == "tests" && in_tests[name] > 0) print place[name] ": only tests name " what[name]
        if (mode == "sizes" && in_tests[name] + 0 == 0) {
            found = 1
            print place[name] ": nothing names " what[name]
        }
    }
    exit found
}
