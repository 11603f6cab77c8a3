#pragma once

#include "support/allocation_count.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

/// What reads bytes that nobody vouches for.
struct target {
    std::string_view name;  ///< Its corpus lies in the folder of this name.
    void (*run)(std::string_view input);
    std::vector<std::string> (*seeds)();  ///< Sound input to begin with.
};

[[nodiscard]] std::vector<target> byte_targets();
[[nodiscard]] std::vector<target> sealed_targets();
[[nodiscard]] std::vector<target> word_targets();
[[nodiscard]] std::vector<target> file_targets();
[[nodiscard]] std::vector<target> proof_targets();
[[nodiscard]] std::vector<target> request_targets();
[[nodiscard]] std::vector<target> token_targets();
[[nodiscard]] std::vector<target> upload_targets();
// Where the adapters are built.
[[nodiscard]] std::vector<target> smpp_targets();
[[nodiscard]] std::vector<target> web_targets();
[[nodiscard]] std::vector<target> all_targets();

/// Ends the process with a word on what rule was broken: what a fuzzer takes for a find.
void must(bool so, const char* rule);

/// Calls `read`, which may ask for no more memory than its input can account for.
/// @param once  What it may ask for besides, whatever the input.
template <class Read>
auto counted(std::string_view input, const Read& read, std::size_t once = 8'192)
{
    const support::allocation_count count;
    auto value = read();
    must(count.size_bytes() <= 16 * input.size() + once, "memory is at most 16 times the input");
    return value;
}

}  // namespace fuzz
