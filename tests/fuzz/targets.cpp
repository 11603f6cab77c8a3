#include "fuzz/targets.hpp"

#include <cstdio>
#include <cstdlib>

namespace fuzz {

std::vector<target> all_targets()
{
    std::vector<target> out;
    for (const auto& some :
         {byte_targets(), word_targets(), file_targets(), proof_targets(), request_targets()}) {
        out.insert(out.end(), some.begin(), some.end());
    }
    return out;
}

void must(bool so, const char* rule)
{
    if (!so) {
        std::fprintf(stderr, "broken: %s\n", rule);
        std::abort();
    }
}

}  // namespace fuzz
