#pragma once

#include <acikkapi/access.hpp>
#include <acikkapi/application.hpp>
#include <acikkapi/command.hpp>
#include <acikkapi/deadline.hpp>
#include <acikkapi/event.hpp>
#include <acikkapi/workflow.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi {

/// What a governorate decides for itself, within the law.
struct petition_rules {
    /// The service norm. Some governorates publish calendar days, some business days.
    deadline_rule service{counting::calendar_days, 7, false, false};
    /// Law 3071 art. 7: thirty days.
    deadline_rule legal{counting::calendar_days, 30, true, false};
    calendar days = calendar::turkey();
    std::uint16_t questions_max = 3;  ///< To the applicant, per answer.
    // Each of the periods is ten years at most.
    std::chrono::days remind_after{3};       ///< Of an open question.
    std::chrono::days resume_after{5};       ///< Without a reply.
    std::chrono::days objection_period{30};  ///< After the applicant was told.
    std::chrono::days rating_period{14};     ///< After the applicant was told.

    /// A letter to the adapter `staff` at each step of escalation and for what no unit has in time: to the unit, its
    /// head, the deputy governor, the governor (twice), as `unit:24301265`, `head:24301265`, `deputy:34`, `governor:34`;
    /// to `officer:34` in place of a unit that there is none of yet.
    bool staff_letters = false;
    office_hours hours{};
    /// How long, in office hours, an application may wait for a unit before it is marked; 0 for ever.
    std::chrono::minutes unrouted_after{0};
    /// When the applicant is asked how he found it, after he was told; until then the application is not
    /// ended. 0 for never; at most `rating_period`.
    std::chrono::days ask_rating_after{0};
    /// Whose task it becomes when no unit has an application in time or a letter did not arrive, and nobody has it in
    /// hand: an account of the province (`officer:34/4711`) by its plate code. Of others it stays the office's.
    std::map<std::uint8_t, actor> on_duty{};

    /// All of it on, with the usual periods: four hours for a unit, one day for the question.
    [[nodiscard]] static petition_rules acting();
};

/// The Açık Kapı workflow: a citizen applies, a unit answers, the citizen is told.
///
/// Immutable; thread safe. See `docs/petition.md` for the drawn table.
class petition {
public:
    using state = application;
    using command = acikkapi::command;
    using event = acikkapi::event;

    static constexpr std::string_view name = "petition";
    static constexpr std::uint32_t version = 1;

    petition() = default;
    /// For rules that are known to be good, which nobody looks at here; those of a host's configuration go by `with`.
    /// @pre `with` takes them.
    explicit petition(petition_rules rules) : rules_(std::move(rules)) {}

    /// @return `errc::bad_argument` for periods against law or sense, or somebody on duty who may have nothing in hand.
    [[nodiscard]] static result<petition> with(petition_rules rules);

    [[nodiscard]] result<std::vector<event>>
    decide(const state& before, const command& wish, const context& about) const;
    [[nodiscard]] static result<state> evolve(const state& before, const event& fact);
    [[nodiscard]] static std::vector<letter>
    react(const state& before, const event& fact, const state& after, const context& about);
    [[nodiscard]] std::vector<timer> timers(const state& now) const;
    static void index(const state& now, index_rows& rows);

    [[nodiscard]] static encoded encode(const event& fact) { return acikkapi::encode(fact); }
    [[nodiscard]] static encoded encode(const state& now) { return acikkapi::encode(now); }
    [[nodiscard]] static std::string fingerprint(const command& wish)
    {
        return acikkapi::fingerprint(wish);
    }
    [[nodiscard]] static result<event> decode_event(const encoded_view& bytes)
    {
        return acikkapi::decode_event(bytes);
    }
    [[nodiscard]] static result<state> decode_state(const encoded_view& bytes)
    {
        return decode_application(bytes);
    }
    [[nodiscard]] static command settle(const letter_outcome& outcome);
    [[nodiscard]] static command fire(const timer& due);
    [[nodiscard]] static std::string_view type_name(std::uint16_t type);
    /// `submit`, `route`, `send_back`, …: as the types in `commands` are called.
    [[nodiscard]] static std::string_view act_name(const command& wish);
    /// Of a unit's people (roles `unit`, `head`): it lies with the unit that is their place. Of a
    /// governorate's (`desk`, `officer`, `governorate`): it was applied for in the province whose plate
    /// code is their place.
    [[nodiscard]] static bool is_own(const state& now, const actor& by);
    /// When nothing more was to be done; nothing for one that is open. One that was answered and of which the applicant is
    /// not told ends a year after the answer: some can never be told, and are not kept for ever for that.
    [[nodiscard]] static std::optional<instant> ended_at(const state& now);

private:
    petition_rules rules_;
};

static_assert(workflow<petition>);

/// The last day by law, as long as it rules: until there is an answer. What follows an answer, an objection or another
/// reopening, has the service norm alone.
[[nodiscard]] std::optional<day> legal_limit(const application& now) noexcept;

/// Whether an application is part of a chronic problem: of the same category, and of its district, or, where
/// the problem has none, with its unit.
[[nodiscard]] bool is_part_of(const application& problem, const application& one) noexcept;

/// Chronic problems stand in the list `problems`, open or closed, under the empty key, and those of a category
/// under this: its first 64 bytes, cut at a character. The applications that are part of one stand in the list
/// `problem`, open or closed, under the decimal number of the problem's stream.
[[nodiscard]] std::string problem_list_key(std::string_view category);

/// Whether it names an account of the staff of whose the application is now, as `assign` asks for it.
/// @par Lists  What somebody has in hand stands in the list `hand` under his name.
[[nodiscard]] bool is_hand_for(const application& now, const actor& who);

/// Who may do what with an application, as a governorate usually has it. @see docs/access.md
[[nodiscard]] const access_matrix& petition_access();

/// The same as text, to begin a table of one's own from. @see access_matrix::parse
[[nodiscard]] std::string_view petition_access_table() noexcept;

/// English names for exports and figures: `routed`, `awaiting_applicant`, …
[[nodiscard]] std::string_view name_of(status value) noexcept;

/// What a citizen reads: Alındı, İlgili birimde, Sizden bilgi bekleniyor, Cevaplandı, …
[[nodiscard]] std::string_view citizen_word(status value) noexcept;

}  // namespace acikkapi
