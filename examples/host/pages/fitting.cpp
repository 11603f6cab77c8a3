#include "host/pages/fitting.hpp"

namespace host {

std::string fitting(const std::string& name)
{
    constexpr std::size_t letters_max = 14;
    std::size_t letters = 0;
    std::size_t cut = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool begins = (static_cast<unsigned char>(name[i]) & 0xC0U) != 0x80U;  // UTF-8
        letters += begins ? 1U : 0U;
        cut = begins && letters == letters_max ? i : cut;
    }
    return letters <= letters_max ? name : name.substr(0, cut) + "…";
}

}  // namespace host
