#pragma once

#include "journal/tables.hpp"
#include "proof/tree.hpp"

#include <cstdint>
#include <string_view>

namespace acikkapi::journal {

/// The nodes of a journal's tree: records are its leaves, `table::tree` has the others.
/// @par Lifetime  The journal outlives it.
class journal_nodes final : public proof::nodes {
public:
    explicit journal_nodes(const journal& from) : from_(from) {}

    [[nodiscard]] result<void>
    visit(unsigned height, std::uint64_t first, std::uint64_t count, const visitor& each)
        const override;

private:
    const journal& from_;
};

/// The same of tables that no journal has yet: they are being looked at.
class table_nodes final : public proof::nodes {
public:
    explicit table_nodes(const tables& from) : from_(from) {}

    [[nodiscard]] result<void>
    visit(unsigned height, std::uint64_t first, std::uint64_t count, const visitor& each)
        const override;

private:
    const tables& from_;
};

/// What stands in the row of a node.
[[nodiscard]] inline std::string_view node_row(const digest& root)
{
    return {reinterpret_cast<const char*>(root.data()), root.size()};
}

}  // namespace acikkapi::journal
