#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::adapters {

/// Reads the members of one object of JSON and says the first thing that is wrong with them. A
/// member that is not there leaves the value as it is.
class json_members {
public:
    /// @param path  What the object is called in messages; empty for the outermost one.
    /// @param why   Empty as long as all is right. Outlives this.
    json_members(const boost::json::value& from, std::string path, std::string& why);

    void text(std::string_view name, std::string& into);
    void number(std::string_view name, std::int64_t& into);
    void flag(std::string_view name, bool& into);

    /// @return The member, whatever it is; null if there is none.
    [[nodiscard]] const boost::json::value* find(std::string_view name);

    /// Says what is wrong with a member, unless something was before.
    void fail(std::string_view name, std::string_view what);

    /// A member that nobody has asked for is wrong, too.
    void end();

    [[nodiscard]] std::string path_of(std::string_view name) const;

private:
    const boost::json::object* members_;  ///< Null if it is no object.
    std::string path_;
    std::string& why_;
    std::vector<std::string_view> known_;
};

}  // namespace acikkapi::adapters
