#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/identity.hpp>
#include <acikkapi/ids.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi {

/// What a watch over chronic problems knows of one application. No person is in it.
struct complaint {
    stream_id stream{};
    instant at{};
    std::string category;  ///< 1 to 100 bytes.
    std::string district;  ///< At most 100 bytes; empty if it is not known.
    unit_id unit;          ///< Whose matter it is; empty if it is not known.
    /// A keyed hash of the person, never the person; 0 if it is not known.
    std::uint64_t subject = 0;
    /// If that is known already; else see `problem_watch::ended`.
    std::optional<instant> ended_at{};
    /// A keyed hash of where exactly: an address, a lamp-post; 0 if it is not known.
    std::uint64_t place = 0;
};

/// When complaints are a problem. @see docs/problems.md
struct problem_rule {
    std::chrono::days window{42};  ///< Complaints of so many days are counted: 1 to 366.
    /// With so many days before them they are compared: `window` to 1,098.
    std::chrono::days baseline{365};
    std::chrono::days history_min{28};  ///< Nothing is said before there are so many of those.
    std::uint32_t times_normal_percent = 300;  ///< Of what was to be expected: above 100.
    std::uint32_t complaints_min = 10;
    std::uint32_t persons_min = 3;
    /// How many false alarms the office is ready to look at.
    std::uint32_t false_alarms_per_year = 12;
    std::chrono::days recurs_within{90};   ///< After an application ended.
    std::chrono::minutes utc_offset{180};  ///< Where days begin: Turkey has one offset all year.
    std::size_t keys_max = 20'000;    ///< Pairs of category and district, or of category and unit.
    std::size_t streams_max = 5'000;  ///< Of one pair and one window: the last ones are kept.
};

/// What is complained about, and either where or whose matter it is.
struct problem_key {
    std::string category;
    std::string district;  ///< Empty: everywhere where `unit` is responsible.
    unit_id unit;          ///< Of a district, the unit that most of the complaints are with.
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 misreads a defaulted <=>.
    friend auto operator<=>(const problem_key&, const problem_key&) = default;
};

enum class problem_state : std::uint8_t {
    begun = 1,  ///< Within the last seven days.
    ongoing = 2,
    over = 3,  ///< Within the last seven days; then it is no longer told of.
};

/// Far more complaints than there usually are.
struct problem {
    problem_key key;
    problem_state state = problem_state::begun;
    instant since{};                    ///< Beginning of the day on which it was found.
    std::optional<instant> until{};     ///< Beginning of the day on which it was over.
    std::uint32_t count = 0;            ///< Complaints within the window.
    std::uint32_t expected_tenths = 0;  ///< How many there usually are, in tenths.
    std::uint32_t ratio_percent = 0;    ///< `count` of what was expected; at most 1,000,000.
    /// In how many days chance alone would once show something as unusual, of any key: at most 1,000,000.
    std::uint32_t once_in_days = 0;
    std::uint32_t persons = 0;  ///< Different ones; each that is not known counts as one.
    /// How many of a hundred are by the same person, or about the same place, as one that had ended.
    std::uint32_t recurring_percent = 0;
    std::vector<stream_id> streams{};      ///< Of the window, in order; at most `streams_max`.
    std::vector<std::string> districts{};  ///< Of a unit's: those that stand out by themselves.
    friend bool operator==(const problem&, const problem&) = default;
};

/// Finds chronic problems: categories of which there are far more complaints in a district, or with a
/// unit, than they themselves had in the past, and more than chance can explain.
///
/// Pure: reads no clock, asks nobody. Nothing that it holds names a person.
/// @par Thread safety  None.
class problem_watch {
public:
    /// @param rule  What lies outside its bounds counts as the nearest that does not.
    explicit problem_watch(const problem_rule& rule = {});
    /// A copy is asked where asking must leave no trace: when a problem began, say, must not depend on who has looked.
    problem_watch(const problem_watch& other);
    problem_watch& operator=(const problem_watch& other);
    problem_watch(problem_watch&&) noexcept;
    problem_watch& operator=(problem_watch&&) noexcept;
    ~problem_watch();

    /// The next complaint. One that is older than the last one, or than the last question, counts on
    /// that day.
    /// @return `errc::bad_argument` if a text is too long or there is no category;
    ///         `errc::limit_reached` if it is of a pair of which there would be too many.
    [[nodiscard]] result<void> take(const complaint& what);

    /// A complaint that was taken before it ended has ended now, at `*what.ended_at`.
    void ended(const complaint& what);

    /// What there is now, by key. Ask each day, or more often: when a problem began and was over is noted here.
    /// @param now  No earlier than at the last question; else it counts as that.
    /// @par Complexity  All keys that are watched, times the logarithm of the days of the past.
    [[nodiscard]] std::vector<problem> problems(instant now);

    /// How many pairs are watched.
    [[nodiscard]] std::size_t keys() const noexcept;

private:
    struct core;
    std::unique_ptr<core> core_;
};

/// When many texts are one campaign.
struct campaign_rule {
    std::chrono::seconds window{3'600};  ///< A group without a new text for so long is over.
    std::uint32_t size_min = 20;         ///< So many within the window are a campaign: at least 2.
    std::uint32_t similar_percent = 85;  ///< Words in common, of all words of both.
    std::uint32_t words_min = 10;     ///< Shorter texts are alike by chance and belong to no group.
    std::size_t groups_max = 20'000;  ///< The one that was longest without a new text goes first.
    std::size_t streams_max = 10'000;  ///< Of one group: the first ones are kept.
};

/// A group's number: from 1, never given twice by one watch; 0 is none.
enum class group_id : std::uint64_t {};

/// Where a text belongs.
struct placed {
    group_id group{};        ///< None if it has too few words.
    std::uint32_t size = 0;  ///< Texts of the group that were placed so far, with this one.
    bool campaign = false;   ///< It is one, once it has been one.
    bool begins = false;     ///< By this very text.
    friend bool operator==(const placed&, const placed&) = default;
};

/// Finds texts that are nearly the same as others of the last hour: one campaign, to be answered as one.
///
/// No text is kept, and no word: only keyed hashes of words, from which the words cannot be found
/// without the key.
/// @par Thread safety  None.
class campaign_watch {
public:
    /// @param seed  Key of the hashes: from a source of random numbers, for this process alone.
    explicit campaign_watch(std::uint64_t seed, const campaign_rule& rule = {});
    campaign_watch(campaign_watch&&) noexcept;
    campaign_watch& operator=(campaign_watch&&) noexcept;
    ~campaign_watch();

    /// The next text.
    /// @param at    No earlier than the last one's; else it counts as that.
    /// @param text  UTF-8; what is not, is passed over. Words after the 1,000th are not looked at.
    /// @par Complexity  The words of the text.
    placed take(stream_id stream, instant at, std::string_view text);

    /// The group's applications, in order; the first `streams_max`. Empty if the group is over.
    [[nodiscard]] std::vector<stream_id> streams(group_id group) const;

private:
    struct core;
    std::unique_ptr<core> core_;
};

}  // namespace acikkapi
