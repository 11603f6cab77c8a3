// Whether this program's rules can take over the applications that others' have begun.
#include <acikkapi/ports.hpp>

#include "replay/commands.hpp"
#include "replay/store.hpp"
#include "support/one_line.hpp"
#include "support/progress.hpp"
#include "support/time_text.hpp"

#include <boost/json.hpp>

#include <array>
#include <iostream>
#include <map>
#include <string>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

constexpr std::array fitness_names{"fits", "needs mapping", "stuck"};

const char* name_of(fitness how)
{
    return fitness_names.at(static_cast<std::size_t>(how));
}

std::string rules_in_force()
{
    return std::string{petition::name} + "/" + std::to_string(petition::version);
}

/// What came of all of them.
class rehearsal_report {
public:
    /// @param all  Those that fit are told of, too.
    rehearsal_report(instant now, bool all, bool as_json) : now_(now), all_(all), json_(as_json) {}

    void take(const rehearsed& one, const application& last)
    {
        ++counts_[one.how];
        due_ += one.due && *one.due <= now_ ? 1 : 0;
        if (one.how == fitness::fits && !all_) {
            return;
        }
        const auto number = last.number.str();
        if (json_) {
            list_.push_back(json_of(one, number));
        } else {
            lines_ += line_of(one, number);
        }
    }

    [[nodiscard]] bool all_fit() const { return total() == count(fitness::fits); }

    void print_end() const
    {
        if (!json_) {
            std::cout << lines_ << total() << " under way, by " << rules_in_force() << ": "
                      << count(fitness::fits) << " fit, " << count(fitness::needs_mapping)
                      << " need mapping, " << count(fitness::stuck) << " are stuck; of " << due_
                      << " a timer would go off at once\n";
            return;
        }
        const json::object out{
            {"rules", rules_in_force()},
            {"under_way", total()},
            {"fits", count(fitness::fits)},
            {"needs_mapping", count(fitness::needs_mapping)},
            {"stuck", count(fitness::stuck)},
            {"due_at_once", due_},
            {"applications", list_}};
        std::cout << json::serialize(out) << '\n';
    }

private:
    [[nodiscard]] std::uint64_t count(fitness how) const
    {
        const auto found = counts_.find(how);
        return found == counts_.end() ? 0 : found->second;
    }
    [[nodiscard]] std::uint64_t total() const
    {
        return count(fitness::fits) + count(fitness::needs_mapping) + count(fitness::stuck);
    }

    static json::object json_of(const rehearsed& one, const std::string& number)
    {
        json::object out{
            {"number", number},
            {"stream", number_of(one.stream)},
            {"how", name_of(one.how)},
            {"begun_under", one.begun_under}};
        if (one.how != fitness::fits) {
            out["what"] = one.what;
        }
        if (number_of(one.at) != 0) {
            out["position"] = number_of(one.at);
        }
        if (one.due) {
            out["due"] = format_utc(*one.due);
        }
        return out;
    }

    static std::string line_of(const rehearsed& one, const std::string& number)
    {
        std::string out =
            number.empty() ? "stream " + std::to_string(number_of(one.stream)) : number;
        out += "  " + std::string{name_of(one.how)} + "  (begun under " +
               one_line(one.begun_under) + ")";
        if (one.how != fitness::fits) {
            out += "  " + std::string{one.what};
        }
        if (number_of(one.at) != 0) {
            out += ", position " + std::to_string(number_of(one.at));
        }
        return out + '\n';
    }

    instant now_;
    bool all_;
    bool json_;
    std::map<fitness, std::uint64_t> counts_;
    std::uint64_t due_ = 0;
    json::array list_;
    std::string lines_;
};

}  // namespace

int rehearse(const replay_options& how)
{
    const auto store = open_store(how.directory);
    if (!store) {
        return complain(advice(how.directory, store.error()));
    }
    rehearsal_report found{acikkapi::system_clock{}.now(), how.all, how.json};
    progress shown{"rehearsing", 0};
    const auto read = store->rehearse(
        [&](const rehearsed& one, const application& last) {
            found.take(one, last);
            return true;
        },
        [&](std::uint64_t done, std::uint64_t) {
            shown.at(done);
            return true;
        });
    if (!read) {
        return complain(
            advice(how.directory, read.error()) + " (`verify` says where)", found_something);
    }
    found.print_end();
    return found.all_fit() ? fine : found_something;
}

}  // namespace tools
