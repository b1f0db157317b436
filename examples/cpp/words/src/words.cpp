#include "words.h"

namespace {

bool is_part_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

void WordCounter::add(std::string_view text) {
    std::size_t begin = 0;
    while (begin < text.size()) {
        if (!is_part_of_word(text[begin])) {
            ++begin;
            continue;
        }
        std::size_t end = begin + 1;
        while (end < text.size() && is_part_of_word(text[end])) ++end;
        add_word(text.substr(begin, end - begin));
        begin = end;
    }
}

void WordCounter::add_word(std::string_view word) {
    const auto found = counts_.find(word);
    if (found != counts_.end()) {
        ++found->second;
    } else {
        counts_.emplace(word, 1);
    }
}

std::size_t WordCounter::count(std::string_view word) const {
    const auto found = counts_.find(word);
    return found == counts_.end() ? 0 : found->second;
}
