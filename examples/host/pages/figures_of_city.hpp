#pragma once

#include <acikkapi/event.hpp>
#include <acikkapi/record.hpp>

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// What is counted. Each figure is a number of applications, so that each can be shown as the list of them.
enum class measure : std::uint8_t {
    received,  ///< Registered within the days.
    answered,  ///< Answered for the first time within the days; the next four are of these.
    in_time,   ///< By the service norm, as it is on record.
    late,      ///< Likewise; also what was closed late and without an answer, within the days.
    reopened,  ///< Objected to or reopened after the answer, at any time since.
    rated,
    held,      ///< Received within the days, and the unit has it or had it before it sent it back.
    returned,  ///< Of these, sent back by the unit.
    open,      ///< Somebody still waits for an answer: now, whatever the days.
    overdue,   ///< Of these, out of time while an office has it.
};
inline constexpr std::array measures{
    measure::received,
    measure::answered,
    measure::in_time,
    measure::late,
    measure::reopened,
    measure::rated,
    measure::held,
    measure::returned,
    measure::open,
    measure::overdue};

/// `in_time`, as addresses and texts have it.
[[nodiscard]] std::string_view name_of(measure value) noexcept;
[[nodiscard]] std::optional<measure> measure_of(std::string_view name) noexcept;

/// What figures are told apart by.
enum class trait : std::uint8_t { none, unit, district, category, channel };

[[nodiscard]] std::string_view name_of(trait value) noexcept;
[[nodiscard]] std::optional<trait> trait_of(std::string_view name) noexcept;

/// Days in Turkey, both of them included.
struct days_between {
    acikkapi::day first{};
    acikkapi::day last{};
    friend bool operator==(const days_between&, const days_between&) = default;
};

/// Figures of all applications that have a trait in common.
struct figures_of_some {
    std::array<std::uint64_t, measures.size()> counts{};
    std::vector<std::int64_t> seconds{};  ///< From registration to the first answer, ascending.
    std::uint64_t stars = 0;              ///< Sum of the ratings, 1 to 5 each.

    [[nodiscard]] std::uint64_t operator[](measure of) const
    {
        return counts.at(static_cast<std::size_t>(of));
    }
    /// Within how many days so many per cent were answered; nothing without an answer.
    [[nodiscard]] std::optional<double> days_within(std::size_t percent) const;
};

/// Which applications a figure counts.
struct figure {
    measure what = measure::received;
    days_between when{};
    trait of = trait::none;
    std::string key{};  ///< A unit's id, a district, the code of a kind of matter, a channel.
};

/// What a city's applications come to, from the feed alone: no view of the register gives a median, and none
/// tells what a figure counts. Nobody is in it: applications are counted, not named.
///
/// Holds 64 bytes an application, for 4,096 at a time, and eight a disclosure, of which it keeps the last 100,000; names of
/// units, districts, kinds and channels once each, 65,535 at most: what comes later counts as one without name.
/// @par Thread safety  None.
class figures_of_city {
public:
    /// The next record of the journal. What is no fact, disclosures apart, changes nothing.
    /// @return `errc::corrupt_journal` or `unknown_schema` for an event that cannot be read.
    [[nodiscard]] acikkapi::result<void> take(const acikkapi::record& what);

    /// By key; what has no such trait under the empty one.
    /// @param now  For `overdue`.
    /// @par Complexity  One pass over all applications.
    [[nodiscard]] std::map<std::string, figures_of_some>
    by(trait of, const days_between& when, acikkapi::instant now) const;

    /// The applications that a figure counts, in the order of registration.
    /// @param after  Those behind this one; `no_stream` for the first.
    [[nodiscard]] std::vector<acikkapi::stream_id>
    list(const figure& which, acikkapi::instant now, acikkapi::stream_id after, std::size_t limit)
        const;

    struct oldest {
        acikkapi::application_number number;
        acikkapi::instant since{};
    };
    /// Of those open the one that was registered first.
    [[nodiscard]] std::optional<oldest> oldest_open() const;

    /// How a unit was called last; its id if nobody said.
    [[nodiscard]] std::string unit_name(const std::string& id) const;

    /// Where in the journal somebody looked at what is personal on record; the newest last.
    [[nodiscard]] const std::deque<acikkapi::position>& disclosures() const noexcept
    {
        return disclosures_;
    }

    using by_outcome = std::map<acikkapi::delivery, std::uint64_t>;
    /// What became of messages, by means: `sms`.
    [[nodiscard]] const std::map<std::string, by_outcome>& letters() const noexcept
    {
        return letters_;
    }

private:
    using name_id = std::uint16_t;

    struct row {
        acikkapi::instant submitted{};
        acikkapi::instant answered{};  // For the first time; or when it was closed late.
        acikkapi::instant late_from{};
        acikkapi::application_number number;
        name_id unit = 0;
        name_id answered_by = 0;  // For the first time.
        name_id rated_unit = 0;   // Whose answer a rating is of: the last one.
        name_id returned_by = 0;
        name_id district = 0;
        name_id category = 0;
        name_id channel = 0;
        acikkapi::status life = acikkapi::status::none;
        std::uint8_t stars = 0;
        bool has_answer = false;
        bool was_late = false;
        bool closed_late = false;  // And without an answer.
        bool reopened = false;
    };
    struct folder;
    using sums = std::vector<figures_of_some>;  // By name.

    [[nodiscard]] row& row_of(acikkapi::stream_id stream);
    [[nodiscard]] name_id id_of(const std::string& name);
    void count_letter(const acikkapi::commands::record_notice& what);
    [[nodiscard]] static bool is_open(const row& of);
    [[nodiscard]] static bool
    counts(const row& one, measure what, const days_between& when, acikkapi::instant now);
    [[nodiscard]] static bool
    is_counted(const row& one, const figure& which, name_id key, acikkapi::instant now);
    static void
    add(sums& to, const row& one, trait of, const days_between& when, acikkapi::instant now);
    [[nodiscard]] static std::array<name_id, 2> traits(const row& one, trait of, measure what);

    // By stream. They are numbered without a gap, until a restoration begins another block of numbers.
    static constexpr std::size_t block_size = 4'096;
    using block = std::vector<row>;
    std::map<std::uint64_t, block> blocks_;
    std::vector<std::string> names_{""};
    std::map<std::string, name_id, std::less<>> ids_{{"", 0}};
    std::map<std::string, std::string, std::less<>> unit_names_;
    std::deque<acikkapi::position> disclosures_;
    std::map<std::string, by_outcome> letters_;
};

}  // namespace host
