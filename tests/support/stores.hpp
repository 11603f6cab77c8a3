#pragma once

#include "journal/head.hpp"
#include "journal/inspection.hpp"
#include "journal/journal.hpp"
#include "journal/keys.hpp"
#include "support/folder.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace support {

namespace journal = acikkapi::journal;
using acikkapi::position;
using acikkapi::stream_id;

/// A batch of `count` events from `first` on, with the head row that belongs to it.
inline journal::batch events_from(std::uint64_t first, std::uint64_t count)
{
    journal::batch out;
    out.first = position{first};
    for (std::uint64_t i = 0; i < count; ++i) {
        out.events.push_back("event " + std::to_string(first + i));
    }
    out.rows.push_back(
        {journal::table::meta,
         std::string{journal::head_key},
         journal::encode_head({position{first + count - 1}, stream_id{1}, position{0}})});
    return out;
}

inline std::unique_ptr<journal::journal>
open_store(const std::string& directory, bool create = true)
{
    return journal::open({directory, create, false, nullptr, {}}).value();
}

/// A new store with `count` events, closed again.
inline void make_store(const std::string& directory, std::uint64_t count)
{
    const auto store = open_store(directory);
    for (std::uint64_t i = 1; i <= count; ++i) {
        BOOST_REQUIRE(store->commit(events_from(i, 1)).has_value());
    }
}

/// All events as they are read, or the error.
inline acikkapi::result<std::vector<std::string>> events_of(const journal::journal& store)
{
    std::vector<std::string> out;
    const auto scanned =
        store.scan_events(position{0}, store.head(), [&](position, std::string_view bytes) {
            out.emplace_back(bytes);
            return true;
        });
    if (!scanned) {
        return scanned.error();
    }
    return out;
}

/// The store as somebody sees it who goes round the library, through RocksDB itself, and who knows
/// what the library looks at when it opens a store.
class raw_store {
public:
    static constexpr std::size_t events = 1;
    static constexpr std::size_t tables = 2;

    explicit raw_store(const std::string& directory) : directory_(directory), rows_(open(directory))
    {}
    ~raw_store()
    {
        // Of a row that was written twice one entry is left.
        rocksdb::CompactRangeOptions all;
        all.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
        rows_.store().CompactRange(all, rows_.events(), nullptr, nullptr).PermitUncheckedError();
        const std::unique_ptr<rocksdb::Iterator> last{
            rows_.store().NewIterator({}, rows_.events())};
        last->SeekToLast();
        const auto at = journal::read_big_endian(journal::view(last->key())).value_or(0);
        const auto known = journal::mark_of(rows_, position{at});
        BOOST_TEST(
            journal::head_record::make(*rocksdb::Env::Default(), directory_, *known).has_value());
    }
    raw_store(const raw_store&) = delete;
    raw_store& operator=(const raw_store&) = delete;

    [[nodiscard]] std::string get(std::size_t family, const std::string& key) const
    {
        std::string out;
        BOOST_REQUIRE(rows_.store().Get({}, rows_.all()[family], key, &out).ok());
        return out;
    }
    void put(std::size_t family, const std::string& key, const std::string& value)
    {
        BOOST_REQUIRE(rows_.store().Put({}, rows_.all()[family], key, value).ok());
    }
    /// In a table of its own, beside the others in the lowest level, as in a store that has lived.
    void put_in_a_table(std::size_t family, const std::string& key, const std::string& value)
    {
        put(family, key, value);
        BOOST_REQUIRE(rows_.store().Flush({}, rows_.all()[family]).ok());
        BOOST_REQUIRE(rows_.store().CompactRange({}, rows_.all()[family], nullptr, nullptr).ok());
    }
    void remove(std::size_t family, const std::string& key)
    {
        BOOST_REQUIRE(rows_.store().Delete({}, rows_.all()[family], key).ok());
    }
    /// Takes an event away; a row under a key that no position has makes up for it in the count.
    void punch(position at)
    {
        remove(events, journal::event_key(at));
        put(events, std::string(1, '\0'), "x");
    }
    static std::size_t family(journal::table in) { return tables + static_cast<std::size_t>(in); }

private:
    static journal::tables open(const std::string& directory)
    {
        std::string why;
        auto out = journal::tables::open(directory, journal::tables::mode::write, {}, why);
        BOOST_REQUIRE_MESSAGE(out.has_value(), why);
        return *std::move(out);
    }

    std::string directory_;
    journal::tables rows_;
};

}  // namespace support
