// Every bit of what decides which bytes of a store count, and every length of it: the MANIFEST, and
// the headers of the records of the log. Bare RocksDB lost rows without a word in some of them. And
// every bit at the end of tables, where RocksDB's own words stand: one of them ended the process.
#include "crash/damage.hpp"

#include <algorithm>

namespace crash {
namespace {

constexpr std::uint64_t victims = 8;
constexpr std::size_t table_tail = 1'400;  // Properties, index of meta blocks, footer.

struct change {
    std::string path;
    bool cut = false;
    std::size_t at = 0;  ///< The bit that is flipped, or the size that is left.
};

/// Where the records of a log begin. A block has 32 KiB, a header four bytes of checksum, two of
/// length, the lower first, and the type; what is too short for one at a block's end is padding.
std::vector<std::size_t> headers_of(const std::string& log)
{
    constexpr std::size_t block = 32'768;
    constexpr std::size_t header = 7;
    std::vector<std::size_t> out;
    const auto byte = [&](std::size_t at) {
        return static_cast<std::size_t>(static_cast<unsigned char>(log[at]));
    };
    for (std::size_t at = 0; at + header <= log.size();) {
        if (block - at % block < header) {
            at += block - at % block;
            continue;
        }
        out.push_back(at);
        at += header + byte(at + 4) + byte(at + 5) * 256;
    }
    return out;
}

std::vector<change> changes_of(const files& bytes)
{
    std::vector<change> out;
    const auto flips = [&](const std::string& path, std::size_t from, std::size_t size) {
        for (std::size_t bit = from * 8; bit < (from + size) * 8; ++bit) {
            out.push_back({path, false, bit});
        }
    };
    for (const auto& [path, content] : bytes) {
        const auto kind = kind_of(path);
        if (kind == "MANIFEST") {
            flips(path, 0, content.size());
        } else if (kind == "SST") {
            const auto tail = std::min(content.size(), table_tail);
            flips(path, content.size() - tail, tail);
            continue;
        } else if (kind == "WAL") {
            for (const auto at : headers_of(content)) {
                flips(path, at, 7);
            }
        } else {
            continue;
        }
        for (std::size_t size = 0; size < content.size(); ++size) {
            out.push_back({path, true, size});
        }
    }
    return out;
}

void try_change(findings& out, const victim& what, const change& one, const std::string& where)
{
    auto bytes = what.bytes;
    auto& content = bytes.at(one.path);
    if (one.cut) {
        content.resize(one.at);
    } else {
        flip(content, one.at);
    }
    const auto kind = kind_of(one.path);
    const auto done = one.cut         ? " cut"
                      : kind == "WAL" ? " header bit"
                      : kind == "SST" ? " tail bit"
                                      : " bit";
    try_damaged(out, what, bytes, kind + done, where);
}

}  // namespace

findings try_bits(const settings& how)
{
    findings out{"bits", how};
    for (auto seed = how.next_seed(); seed < how.seed + victims; seed = how.next_seed()) {
        const auto one = make_victim(seed, length::some_records);
        const auto all = changes_of(one.bytes);
        // All of them, or as many as are wanted, evenly.
        const auto step = std::max<std::uint64_t>(1, all.size() * victims / how.trials);
        for (auto i = how.at > 0 ? how.at - 1 : 0; i < all.size(); i += step) {
            const auto where = "--seed " + std::to_string(seed) + " --at " + std::to_string(i + 1);
            try_change(out, one, all[i], where);
            static_cast<void>(out.next());
            if (how.at > 0) {
                return out;
            }
        }
        out.count("stores");
        if (step == 1) {
            out.is_all();
        }
    }
    return out;
}

}  // namespace crash
