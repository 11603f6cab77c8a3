#pragma once

#include <acikkapi/error.hpp>

#include <string>
#include <string_view>

namespace acikkapi::journal {

/// Keeps two programs from one store. RocksDB's own lock does not stop a reader, and a reader of a
/// store that is written sees holes with status OK.
/// @par Thread safety  None; moved with its journal.
class store_lock {
public:
    static constexpr std::string_view file_name = "acikkapi.lock";

    enum class mode { write, read };

    store_lock() = default;
    store_lock(store_lock&& other) noexcept;
    store_lock& operator=(store_lock&& other) noexcept;
    ~store_lock();

    /// @return `errc::busy`, `errc::not_a_store` if there is no lock file to share, `errc::io_error`.
    [[nodiscard]] static result<store_lock> take(const std::string& directory, mode how);

    [[nodiscard]] bool held() const noexcept { return file_ >= 0; }

private:
    int file_ = -1;
};

}  // namespace acikkapi::journal
