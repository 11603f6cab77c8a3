// Runs what is kept of the fuzzers' finds, without a fuzzer:
//   fuzz_replay list | seeds TARGET FOLDER | run TARGET FOLDER
#include "fuzz/targets.hpp"
#include "support/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <system_error>

namespace {

namespace fs = std::filesystem;

int list()
{
    for (const auto& one : fuzz::all_targets()) {
        std::cout << one.name << '\n';
    }
    return 0;
}

int write_seeds(const fuzz::target& of, const fs::path& folder)
{
    fs::create_directories(folder);
    std::size_t number = 0;
    for (const auto& seed : of.seeds()) {
        support::write_file(folder / ("seed-" + std::to_string(number++)), seed);
    }
    return 0;
}

/// An input, and what is beside it: one byte less, one more, one bit turned in each byte. A corpus
/// was made by sound readers; what a broken one takes lies next to it.
std::size_t run_around(const fuzz::target& what, std::string input)
{
    what.run(input);
    what.run(input + '\0');
    what.run(input.substr(0, input.size() - std::min<std::size_t>(input.size(), 1)));
    for (std::size_t i = 0; i < input.size(); ++i) {
        const char kept = input[i];
        input[i] = static_cast<char>(kept ^ (1 << (i % 8)));
        what.run(input);
        input[i] = kept;
    }
    return input.size() + 3;
}

int run(const fuzz::target& what, const fs::path& folder)
{
    std::size_t inputs = 0;
    for (auto& seed : what.seeds()) {
        inputs += run_around(what, seed);
    }
    std::error_code none;
    for (const auto& entry : fs::directory_iterator{folder, none}) {
        inputs += run_around(what, support::read_file(entry.path()));
    }
    std::cout << what.name << ": " << inputs << " inputs\n";
    return none ? 1 : 0;  // A corpus that is not there tests nothing.
}

}  // namespace

int main(int count, char** words)
{
    const std::vector<std::string> asked{words + 1, words + count};
    if (asked == std::vector<std::string>{"list"}) {
        return list();
    }
    const auto all = fuzz::all_targets();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) {
        return asked.size() == 3 && one.name == asked[1];
    });
    if (found == all.end() || (asked[0] != "seeds" && asked[0] != "run")) {
        std::cerr << "usage: fuzz_replay list | seeds TARGET FOLDER | run TARGET FOLDER\n";
        return 2;
    }
    return asked[0] == "run" ? run(*found, asked[2]) : write_seeds(*found, asked[2]);
}
