#pragma once

#include <acikkapi/error.hpp>

#include "journal/store_lock.hpp"

#include <rocksdb/env.h>

#include <string>
#include <string_view>
#include <utility>

namespace acikkapi::journal {

/// `<store>.restoring`, `<store>.copying`: where a store is made, so that it appears in its place
/// complete or not at all.
///
/// A lock file lies in it, then the unfinished store, and never anything else. By that one which was
/// left behind by somebody who was cut short is known as ours, and begun anew; if nobody holds it.
/// @par Thread safety  None.
class workshop {
public:
    /// @param files  Outlive it. In a host's own there are no locks: the file is a mark only.
    /// @param store  Where it is to be: missing or empty. A link stays one: the store comes to where it
    ///               leads.
    /// @return `errc::not_empty` if other things lie in one of the two places, or the store has come in
    ///         the meantime; `bad_argument` if a disk is mounted there; `busy` if somebody is at it;
    ///         `disk_full`, `io_error`.
    [[nodiscard]] static result<workshop>
    enter(rocksdb::Env& files, const std::string& store, std::string_view purpose);

    /// Where to make the store.
    [[nodiscard]] std::string inside() const;

    /// Moves the store to its place, in which it is as accessible as the empty directory there was.
    /// @return Whether it is there, durably.
    [[nodiscard]] bool deliver() const;

    /// Takes away what is left.
    void clear() const;

private:
    workshop(rocksdb::Env& files, std::string store, std::string where)
        : files_(files), store_(std::move(store)), where_(std::move(where))
    {}
    [[nodiscard]] bool on_machine() const;
    [[nodiscard]] bool is_ours() const;
    /// Gives a directory the owner and the rights of the one that was prepared for the store, if there is one.
    [[nodiscard]] bool make_as_prepared(const std::string& directory) const;
    [[nodiscard]] error_code lock();
    void empty() const;

    rocksdb::Env& files_;
    std::string store_;
    std::string where_;
    store_lock lock_;
};

}  // namespace acikkapi::journal
