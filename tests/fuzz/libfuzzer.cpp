// The door to libFuzzer: `fuzz --target=NAME [libFuzzer's options] CORPUS…`.
#include "fuzz/targets.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

const fuzz::target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv)
{
    static const auto all = fuzz::all_targets();
    constexpr std::string_view option = "--target=";
    for (int i = 1; i < *argc; ++i) {
        const std::string_view word{(*argv)[i]};
        for (const auto& one : all) {
            if (word.starts_with(option) && word.substr(option.size()) == one.name) {
                chosen = &one;
            }
        }
    }
    if (chosen == nullptr) {
        std::fputs("fuzz: --target=NAME is missing, or there is no such target\n", stderr);
        std::exit(2);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    chosen->run({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
