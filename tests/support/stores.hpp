#pragma once

#include "journal/head.hpp"
#include "journal/journal.hpp"
#include "journal/keys.hpp"
#include "journal/rocks_options.hpp"
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

/// The store as somebody sees it who goes round the library: through RocksDB itself.
class raw_store {
public:
    static constexpr std::size_t events = 1;
    static constexpr std::size_t tables = 2;

    explicit raw_store(const std::string& directory)
    {
        rocksdb::DB* opened = nullptr;
        const auto status = rocksdb::DB::Open(
            journal::database_options(nullptr, {}, false),
            directory,
            journal::family_options(),
            &families_,
            &opened);
        BOOST_REQUIRE_MESSAGE(status.ok(), status.ToString());
        store_.reset(opened);
    }
    ~raw_store()
    {
        for (auto* one : families_) {
            store_->DestroyColumnFamilyHandle(one);
        }
        store_->Close().PermitUncheckedError();
    }
    raw_store(const raw_store&) = delete;
    raw_store& operator=(const raw_store&) = delete;

    [[nodiscard]] std::string get(std::size_t family, const std::string& key) const
    {
        std::string out;
        BOOST_REQUIRE(store_->Get({}, families_[family], key, &out).ok());
        return out;
    }
    void put(std::size_t family, const std::string& key, const std::string& value)
    {
        BOOST_REQUIRE(store_->Put({}, families_[family], key, value).ok());
    }
    void remove(std::size_t family, const std::string& key)
    {
        BOOST_REQUIRE(store_->Delete({}, families_[family], key).ok());
    }
    static std::size_t family(journal::table in) { return tables + static_cast<std::size_t>(in); }

private:
    std::vector<rocksdb::ColumnFamilyHandle*> families_;
    std::unique_ptr<rocksdb::DB> store_;
};

}  // namespace support
