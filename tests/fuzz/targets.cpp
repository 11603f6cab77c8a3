#include "fuzz/targets.hpp"

#include <cstdio>
#include <cstdlib>

namespace fuzz {

std::vector<target> all_targets()
{
    std::vector<target> out;
    for (const auto& some :
         {byte_targets(),
          sealed_targets(),
          word_targets(),
          file_targets(),
          proof_targets(),
          request_targets(),
          token_targets(),
          upload_targets()}) {
        out.insert(out.end(), some.begin(), some.end());
    }
#ifdef FUZZ_ADAPTERS
    for (const auto& some : {smpp_targets(), web_targets()}) {
        out.insert(out.end(), some.begin(), some.end());
    }
#endif
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
