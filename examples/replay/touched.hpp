#pragma once

#include <acikkapi/audit.hpp>
#include <acikkapi/petition.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tools {

/// Whose data did somebody touch? What a governorate must be able to say within 72 hours of a breach.
///
/// Two answers: what is on record by him; and what was his unit's or office's at that time, which he
/// could read without leaving a record. Chronic problems are left out: nobody is in them.
class touched_data {
public:
    struct span {
        acikkapi::instant from = acikkapi::instant::min();
        acikkapi::instant until = acikkapi::instant::max();  ///< Belongs to it.
    };

    /// @param who  An actor's name; or with a `*` at its end, all names that begin so.
    touched_data(const std::string& who, const span& when);

    /// The next record of the journal.
    void take(const acikkapi::replayed<acikkapi::petition>& step);

    [[nodiscard]] boost::json::object to_json() const;
    [[nodiscard]] std::string to_text() const;

private:
    struct application_touched {
        std::string number;
        bool two_persons = false;  ///< The applicant acted for somebody else.
        acikkapi::instant first{};
        acikkapi::instant last{};
        std::map<std::string, std::uint64_t> acts{};
    };
    struct held {
        std::string number;
        bool two_persons = false;
        std::optional<acikkapi::instant> since{};  ///< Nothing while it is not his.
        bool in_time = false;
    };

    [[nodiscard]] bool is_meant(const acikkapi::actor& by) const;
    /// Whether it is of a unit or office of whom is asked for.
    [[nodiscard]] bool is_theirs(const acikkapi::application& now) const;
    [[nodiscard]] bool overlaps(acikkapi::instant from, acikkapi::instant until) const;
    void note_act(const acikkapi::replayed<acikkapi::petition>& step);
    void note_place(const acikkapi::replayed<acikkapi::petition>& step);
    /// Those that were his in that time and in which he did nothing.
    [[nodiscard]] std::vector<const held*> only_in_reach() const;
    [[nodiscard]] static std::string line_of(const application_touched& one);
    [[nodiscard]] std::string words_of_reach() const;

    std::string begin_;
    bool all_that_begin_so_;
    acikkapi::actor place_;  // Whose unit or office is asked for; nobody's if many begin so.
    span when_;
    std::map<acikkapi::stream_id, application_touched> touched_;
    std::map<acikkapi::stream_id, held> held_;
    std::uint64_t registrations_refused_ = 0;
};

}  // namespace tools
