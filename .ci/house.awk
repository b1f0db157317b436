# Reads the lines that .ci/house makes: the manifest's text, the modules' folders, the paths of the sources.

/^manifest / { sub(/ *\/\/.*/, ""); manifest = manifest substr($0, 10) " "; next }

/^module / {
    sub(/^module Sources\//, "")
    modules[++module_count] = $0
    is_module[$0] = 1
    next
}

{
    file = substr($0, 8)
    files[++file_count] = file
    split(file, parts, "/")
    home[file] = parts[2]
    folder[file] = split(file, parts, "/") > 3 ? parts[3] : "."
    add_folder(home[file], folder[file])
    read_source()
}

function add_folder(module, name) {
    if ((module, name) in has_folder) return
    has_folder[module, name] = 1
    folders[module, ++folder_count[module]] = name
}

# Keeps a file's code, and notes what it imports and declares.
function read_source(    line, text, name) {
    start_file()
    while ((getline line < file) > 0) {
        text = code(line)
        source[file, ++lines[file]] = text
        if (text ~ /(^| )import /) {
            name = declaration(text)
            if (sub(/^import +((struct|class|enum|protocol|typealias|func|let|var) +)?/, "", name)) {
                sub(/[^A-Za-z_0-9].*/, "", name)
                if (!((home[file], name) in importer)) importer[home[file], name] = file
            }
        } else if (text ~ /^[^ })]/) note_declaration(declaration(text))
        else if ((name = declared(declaration(text), TYPES)) != "") is_local[file, name] = 1
    }
    close(file)
}

# A declaration at the top of a file. One that is private to the file hides what has its name elsewhere.
function note_declaration(text,    name, module) {
    module = home[file]
    name = declared(text, TYPES "|func")
    if (name == "") return
    if (modifiers ~ /private/) { is_local[file, name] = 1; return }
    if (text ~ /^func/) is_function[module, name] = 1
    if (!((module, name) in owner)) owner[module, name] = folder[file]
    else if (owner[module, name] != folder[file]) owner[module, name] = ""
}

# Notes which folders' declarations a file uses.
function read_uses(file,    module, number, rest, before, name, target, edge) {
    module = home[file]
    for (number = 1; number <= lines[file]; number++) {
        rest = source[file, number]
        before = ""
        while (match(rest, /[A-Za-z_][A-Za-z_0-9]*/)) {
            before = before substr(rest, 1, RSTART - 1)
            name = substr(rest, RSTART, RLENGTH)
            rest = substr(rest, RSTART + RLENGTH)
            target = (module, name) in owner ? owner[module, name] : ""
            if (target != "" && target != folder[file] && names_it(file, module, name, before, rest)) {
                edge = module SUBSEP folder[file] SUBSEP target
                uses[edge] = 1
                if (!((edge, file, name) in is_noted)) {
                    is_noted[edge, file, name] = 1
                    if (++noted[edge] <= 3) examples[edge] = examples[edge] "\n        " file ": " name
                }
            }
            before = name
        }
    }
}

# Whether a word is the module's declaration, and no member, label or declaration that has its name.
function names_it(file, module, name, before, rest) {
    if ((file, name) in is_local) return 0
    if (before ~ /\.$/) return before == module "."
    return !((module, name) in is_function) || (before !~ /^func +`?$/ && rest !~ /^:/)
}

# The target's part of the manifest, to its closing parenthesis; the manifest goes on after it.
function take_target(    i, level, c, text) {
    for (i = 1; i <= length(manifest); i++) {
        c = substr(manifest, i, 1)
        if (c == "(") level++
        if (c == ")" && --level == 0) break
    }
    text = substr(manifest, 1, i)
    manifest = substr(manifest, i + 1)
    return text
}

function read_manifest(    text, name, word) {
    while (match(manifest, /\.(target|executableTarget|testTarget|systemLibrary|macro|plugin)\(/)) {
        manifest = substr(manifest, RSTART)
        text = take_target()
        if (!match(text, /name: *"[^"]*"/)) continue
        name = substr(text, RSTART, RLENGTH)
        gsub(/^name: *"|"$/, "", name)
        is_target[name] = 1
        if (!match(text, /dependencies: *\[/)) continue
        text = substr(text, RSTART + RLENGTH)
        sub(/\].*/, "", text)
        while (match(text, /"[^"]*"/)) {
            word = substr(text, RSTART + 1, RLENGTH - 2)
            depends[name, word] = 1
            text = substr(text, RSTART + RLENGTH)
        }
    }
}

function problem(text) { found = 1; print "house: " text }

function check_manifest(    i, j, module, name) {
    read_manifest()
    for (i = 1; i <= module_count; i++) {
        module = modules[i]
        if (!(module in is_target)) problem("Sources/" module " is no target of Package.swift")
        for (j = 1; j <= module_count; j++) {
            name = modules[j]
            if (((module, name) in importer) && name != module && !((module, name) in depends))
                problem(importer[module, name] " imports " name ", which is not among the dependencies of " module \
                    " in Package.swift")
        }
    }
}

# A line of the graph: what `names[from]` has an edge to.
function show(key, names, count, from,    i, text) {
    text = "    " names[from] ":"
    for (i = 1; i <= count; i++) if (edge_between(key, names[from], names[i])) text = text " " names[i]
    print text
}

# Modules are the graph of the key "", folders that of their module.
function edge_between(key, from, to) {
    if (from == to) return 0
    return key == "" ? (from, to) in importer : (key, from, to) in uses
}

# Which nodes reach which, by Warshall's algorithm; two that reach each other are in one circle.
function close_graph(key, names, count,    i, j, k) {
    split("", reaches)
    for (i = 1; i <= count; i++)
        for (j = 1; j <= count; j++) if (edge_between(key, names[i], names[j])) reaches[i, j] = 1
    for (k = 1; k <= count; k++)
        for (i = 1; i <= count; i++)
            if ((i, k) in reaches)
                for (j = 1; j <= count; j++) if ((k, j) in reaches) reaches[i, j] = 1
}

function check_graph(key, names, count,    i, j, members, size, is_done) {
    close_graph(key, names, count)
    for (i = 1; i <= count; i++) {
        if (!((i, i) in reaches) || (i in is_done)) continue
        size = 0
        for (j = i; j <= count; j++)
            if (((i, j) in reaches) && ((j, i) in reaches)) { members[++size] = j; is_done[j] = 1 }
        report_circle(key, names, members, size)
    }
}

function report_circle(key, names, members, count,    i, j, text, from, to) {
    for (i = 1; i <= count; i++) text = text " " names[members[i]]
    problem((key == "" ? "a cycle of modules:" : "a cycle of folders in " key ":") text)
    for (i = 1; i <= count; i++)
        for (j = 1; j <= count; j++) {
            from = names[members[i]]
            to = names[members[j]]
            if (!edge_between(key, from, to)) continue
            print "    " from " -> " to (key == "" ? "\n        " importer[from, to] : examples[key, from, to])
        }
}

END {
    check_manifest()
    for (i = 1; i <= file_count; i++) read_uses(files[i])
    if (!quiet) {
        print "modules"
        for (i = 1; i <= module_count; i++) show("", modules, module_count, i)
    }
    check_graph("", modules, module_count)
    for (m = 1; m <= module_count; m++) {
        count = folder_count[modules[m]]
        if (count < 2) continue
        split("", names)
        for (i = 1; i <= count; i++) names[i] = folders[modules[m], i]
        sort(names, count)
        if (!quiet) {
            print modules[m]
            for (i = 1; i <= count; i++) show(modules[m], names, count, i)
        }
        check_graph(modules[m], names, count)
    }
    exit found
}
