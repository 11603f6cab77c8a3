#pragma once

#include "host/cookies.hpp"
#include "host/http.hpp"

#include <map>
#include <string>
#include <string_view>

namespace host {

/// What somebody has answered so far, question by question. His browser keeps it for us, sealed: nobody else
/// reads it, it survives a restart of the host, and after a day it is gone.
class draft {
public:
    /// What the cookies hold; empty if there are none.
    [[nodiscard]] static draft read(const cookies& jar, const request& asked);

    [[nodiscard]] std::string get(std::string_view name) const;
    void set(std::string name, std::string value);
    [[nodiscard]] bool empty() const noexcept { return answers_.empty(); }

    /// Puts it into the browser.
    /// @return Whether it fits: a browser keeps some 8,000 bytes of packed text.
    [[nodiscard]] bool keep(const cookies& jar, response& with) const;

    /// Makes the browser forget it.
    static void end(const cookies& jar, response& with);

private:
    std::map<std::string, std::string, std::less<>> answers_;
};

}  // namespace host
