#pragma once

#include "journal/head_keeper.hpp"
#include "journal/journal.hpp"
#include "journal/space_guard.hpp"
#include "journal/store_lock.hpp"
#include "journal/tables.hpp"
#include "proof/frontier.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>

namespace acikkapi::journal {

/// The journal over RocksDB. Made by `open` when the store was found sound.
class rocks_journal final : public journal {
public:
    /// @param known   What the store holds.
    /// @param keeper  Nothing for one that is only read.
    struct parts {
        store_lock lock;
        std::optional<tables> rows;
        mark known;
        std::unique_ptr<head_keeper> keeper;
        std::unique_ptr<space_guard> space;
        journal_options options;
        proof::frontier tree{};  ///< Not of one that is only read.
        std::optional<finding> doubt{};
    };
    explicit rocks_journal(parts from);
    ~rocks_journal() override;
    rocks_journal(const rocks_journal&) = delete;
    rocks_journal& operator=(const rocks_journal&) = delete;

    [[nodiscard]] error_code ready() override;
    result<void> commit(const batch& what) override;
    [[nodiscard]] std::optional<finding> doubt() const override { return from_.doubt; }
    [[nodiscard]] position head() const noexcept override { return position{head_.load()}; }
    [[nodiscard]] tree_head tree() const override;
    void publish_key(std::string_view text) override;
    [[nodiscard]] result<std::optional<std::string>>
    get(table in, std::string_view key) const override;
    [[nodiscard]] bool surely_absent(table in, std::string_view key) const override;
    [[nodiscard]] result<void>
    scan(table in, std::string_view prefix, std::string_view from, const visitor& visit)
        const override;
    [[nodiscard]] result<std::optional<row>> last(table in, std::string_view prefix) const override;
    [[nodiscard]] result<std::string> event(position at) const override;
    [[nodiscard]] result<void>
    scan_events(position after, position last, const event_visitor& visit) const override;
    [[nodiscard]] result<void> copy_to(const std::string& directory) const override;
    [[nodiscard]] result<backup_info>
    back_up(const std::string& directory, const backup_progress& progress) const override;

private:
    /// The tables for as long as they are read; none while a full disk keeps them closed.
    class reading {
    public:
        reading(std::shared_mutex& over, const std::optional<tables>& rows)
            : held_(over), rows_(rows)
        {}
        explicit operator bool() const { return rows_.has_value(); }
        const tables* operator->() const { return &*rows_; }

    private:
        std::shared_lock<std::shared_mutex> held_;
        const std::optional<tables>& rows_;
    };

    /// Not twice in one call: who holds the tables must not wait for them.
    [[nodiscard]] reading read() const;
    [[nodiscard]] result<void> make_copy(const std::string& directory) const;
    [[nodiscard]] error_code reopen();
    [[nodiscard]] std::uint64_t room_to_reopen() const;
    [[nodiscard]] rocksdb::Status write(const batch& what, proof::frontier& tree);
    void know(const mark& newest, proof::frontier tree);
    [[nodiscard]] mark mark_after(const batch& what) const;

    parts from_;
    std::atomic<std::uint64_t> head_;
    std::atomic<bool> full_{false};   // The last write found no space.
    std::uint64_t needed_ = 0;        // Bytes to go on then; 0 as long as nobody asked.
    mutable std::mutex known_mutex_;  // Over `from_.known` and `tree`, asked for beside commits.
    mutable std::shared_mutex rows_mutex_;  // Over `from_.rows`, which only `reopen` changes.
    mutable std::mutex reopening_mutex_;    // Whoever reopens goes before new readers.
    std::atomic<bool> reopening_{false};
};

}  // namespace acikkapi::journal
