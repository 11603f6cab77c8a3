#include "journal/keys.hpp"
#include "journal/nodes.hpp"

#include <algorithm>
#include <memory>
#include <string>

namespace acikkapi::journal {
namespace {

/// Tells the rows of one height from each other by their keys: none may be missing.
class row_reader {
public:
    row_reader(
        unsigned height,
        std::uint64_t first,
        std::uint64_t count,
        const proof::nodes::visitor& each)
        : height_(height), next_(first), end_(first + count), each_(each)
    {}

    [[nodiscard]] std::string key() const
    {
        return height_ == 0 ? event_key(position{next_ + 1}) : node_key(height_, next_);
    }

    /// @return Whether there are more to come, and this one was the next.
    bool take(std::string_view key, std::string_view value)
    {
        digest root{};
        if (key != this->key() || (height_ != 0 && value.size() != root.size())) {
            return false;
        }
        if (height_ == 0) {
            root = leaf_hash(value);
        } else {
            std::transform(value.begin(), value.end(), root.begin(), [](char one) {
                return static_cast<std::byte>(one);
            });
        }
        each_(root);
        return ++next_ != end_;
    }

    [[nodiscard]] result<void> found() const
    {
        return next_ == end_ ? result<void>{} : errc::corrupt_journal;
    }

private:
    unsigned height_;
    std::uint64_t next_;
    std::uint64_t end_;
    const proof::nodes::visitor& each_;
};

}  // namespace

result<void> journal_nodes::visit(
    unsigned height, std::uint64_t first, std::uint64_t count, const visitor& each) const
{
    row_reader rows{height, first, count, each};
    const auto read =
        height == 0
            ? from_.scan_events(
                  position{first},
                  position{first + count},
                  [&](position at, std::string_view bytes) {
                      return rows.take(event_key(at), bytes);
                  })
            : from_.scan(
                  table::tree, {}, rows.key(), [&](std::string_view key, std::string_view value) {
                      return rows.take(key, value);
                  });
    return read ? rows.found() : read;
}

result<void> table_nodes::visit(
    unsigned height, std::uint64_t first, std::uint64_t count, const visitor& each) const
{
    row_reader rows{height, first, count, each};
    const auto at = from_.iterate(height == 0 ? from_.events() : from_.of(table::tree));
    at->Seek(rows.key());
    while (at->Valid() && rows.take(view(at->key()), view(at->value()))) {
        at->Next();
    }
    return at->status().ok() ? rows.found() : error_of(at->status());
}

}  // namespace acikkapi::journal
