#pragma once

#include "host/http.hpp"

#include <map>
#include <string>
#include <string_view>

namespace host {

/// What pages are shown with: style, script, icon. They stand below an address that changes with them, so that
/// browsers keep them for ever.
/// @par Thread safety  Never changed.
class assets {
public:
    assets();

    /// `/assets/0f3a…`, without a slash behind it.
    [[nodiscard]] const std::string& address() const noexcept { return address_; }

    /// @param packed  The browser takes gzip.
    /// @return 404 for what is not there; what is asked for under another version is given, and not kept.
    [[nodiscard]] response get(std::string_view version, std::string_view name, bool packed) const;

    /// The script that works for the page when the line is down; its own address is the scope it has.
    [[nodiscard]] response service_worker() const;

private:
    struct file {
        std::string type;
        std::string_view bytes;
        std::string packed;
    };
    std::map<std::string, file, std::less<>> files_;
    std::string version_;
    std::string address_;
};

}  // namespace host
