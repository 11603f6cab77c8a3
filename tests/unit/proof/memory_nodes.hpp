#pragma once

#include "proof/tree.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

/// A tree whose nodes are kept as a store keeps them: the leaves, and every eighth height.
class memory_nodes final : public acikkapi::proof::nodes {
public:
    void append(const acikkapi::digest& leaf)
    {
        rows[{0, grown.size()}] = leaf;
        grown.append(leaf, [&](unsigned height, std::uint64_t index, const acikkapi::digest& root) {
            if (height % acikkapi::proof::kept_heights == 0) {
                rows[{height, index}] = root;
            }
        });
        heads.push_back({grown.size(), grown.root()});
    }

    acikkapi::result<void>
    visit(unsigned height, std::uint64_t first, std::uint64_t count, const visitor& each)
        const override
    {
        for (std::uint64_t i = first; i < first + count; ++i) {
            const auto row = rows.find({height, i});
            if (row == rows.end()) {
                return acikkapi::errc::corrupt_journal;
            }
            ++read;
            each(row->second);
        }
        return {};
    }

    std::map<std::pair<unsigned, std::uint64_t>, acikkapi::digest> rows{};
    std::vector<acikkapi::tree_head> heads{};  ///< After each leaf.
    acikkapi::proof::frontier grown{};
    mutable std::uint64_t read = 0;
};

inline memory_nodes nodes_of(std::uint64_t leaves)
{
    memory_nodes out;
    for (std::uint64_t i = 0; i < leaves; ++i) {
        out.append(acikkapi::leaf_hash("leaf " + std::to_string(i)));
    }
    return out;
}
