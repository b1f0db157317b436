#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

/// Counts how often each word stands in texts. A word is a run of letters and digits.
class WordCounter {
public:
    /// Counts the words of a text; a word does not go on from one text to the next.
    void add(std::string_view text);

    /// How often a word was counted.
    std::size_t count(std::string_view word) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
    };

    void add_word(std::string_view word);

    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> counts_;
};
