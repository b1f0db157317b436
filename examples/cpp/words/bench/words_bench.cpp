#include <benchmark/benchmark.h>

#include <random>
#include <string>

#include "words.h"

namespace {

/// A text of 20,000 words, the same in every run; long words, of which a few are frequent.
const std::string& text() {
    static const std::string made = [] {
        std::mt19937 random(1);
        std::geometric_distribution<int> rank(0.005);
        std::string text;
        for (int i = 0; i < 20000; ++i) text += "identification" + std::to_string(1000 + rank(random)) + (i % 12 == 11 ? ".\n" : " ");
        return text;
    }();
    return made;
}

void count_words(benchmark::State& state) {
    for (auto _ : state) {
        WordCounter words;
        words.add(text());
        benchmark::DoNotOptimize(words);
    }
    state.SetBytesProcessed(state.iterations() * text().size());
}
BENCHMARK(count_words)->Unit(benchmark::kMicrosecond);

void look_up(benchmark::State& state) {
    WordCounter words;
    words.add(text());
    for (auto _ : state) {
        std::size_t sum = 0;
        for (int i = 0; i < 1000; ++i) sum += words.count("identification1017") + words.count("absent");
        benchmark::DoNotOptimize(sum);
    }
}
BENCHMARK(look_up)->Unit(benchmark::kMicrosecond);

}  // namespace
