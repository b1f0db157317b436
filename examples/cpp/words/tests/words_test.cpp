// One test a run, named on the command line; exit status 0 where it passes.

#include <cstdio>
#include <cstring>
#include <string>

#include "words.h"

namespace {

bool is(std::size_t value, std::size_t expected, const char* what) {
    if (value == expected) return true;
    std::printf("%s: %zu, expected %zu\n", what, value, expected);
    return false;
}

bool counts() {
    WordCounter words;
    words.add("to be or not to be");
    words.add("to");
    return is(words.count("to"), 3, "to") && is(words.count("or"), 1, "or") && is(words.count("if"), 0, "if");
}

bool separators() {
    WordCounter words;
    words.add("  one,two;\nthree--two. 42 ");
    return is(words.count("two"), 2, "two") && is(words.count("42"), 1, "42") && is(words.count(""), 0, "nothing");
}

bool empty_text() {
    WordCounter words;
    words.add("");
    return is(words.count("a"), 0, "a");
}

bool apostrophes() {
    WordCounter words;
    words.add("It's a dog's life, 'they' said; isn't it? 'tis");
    return is(words.count("isn't"), 1, "isn't") && is(words.count("they"), 1, "they") && is(words.count("s"), 0, "s");
}

}  // namespace

int main(int argc, char** argv) {
    const struct {
        const char* name;
        bool (*run)();
    } tests[] = {
        {"counts", counts},
        {"separators", separators},
        {"empty_text", empty_text},
        {"apostrophes", apostrophes},
    };
    for (const auto& test : tests) {
        if (argc == 2 && std::strcmp(argv[1], test.name) == 0) return test.run() ? 0 : 1;
    }
    std::printf("no such test\n");
    return 2;
}
