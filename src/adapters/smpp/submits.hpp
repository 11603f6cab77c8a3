#pragma once

#include <acikkapi/adapters/smpp_notifier.hpp>

#include "adapters/smpp/pdu.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace acikkapi::adapters::smpp {

/// A letter on its way to the centre.
struct outgoing {
    std::uint64_t ticket = 0;  ///< Who asked; rises.
    std::string letter_id;
    std::string digits;  ///< Of the number, without the plus.
    sms_message text;
};

/// A letter that is done with.
struct settled_letter {
    std::uint64_t ticket = 0;
    std::string letter_id;
    hand_result how;
    std::vector<std::string> message_ids;  ///< Of all parts, if all were taken.
};

/// Which part of which letter is written next, and what the answers make of the letters.
///
/// At most a window of parts is on its way. A letter is settled when every part that was written has its
/// answer, or its answer is overdue; it is never written anew by itself, because the parts that were taken
/// would come twice.
/// @par Thread safety  None.
class submits {
public:
    explicit submits(const smpp_options& options);

    /// @return What became of it at once, where there is no room.
    [[nodiscard]] std::optional<settled_letter> add(outgoing what, instant now);

    /// The next part as a `submit_sm`; it counts as written.
    /// @return Nothing if none may be written now.
    [[nodiscard]] std::optional<pdu> next(sequence_numbers& numbers, instant now);

    /// The centre answered.
    /// @param id  Nothing if the answer cannot be read.
    [[nodiscard]] std::optional<settled_letter>
    answered(const pdu& answer, const std::optional<std::string>& id, instant now);

    /// The connection broke: what was written is answered by nobody.
    [[nodiscard]] std::vector<settled_letter> lost(instant now);

    /// What waited for too long: for its turn, or for an answer.
    /// @param trouble  Why nothing is written now; empty if something is.
    [[nodiscard]] std::vector<settled_letter> overdue(instant now, const std::string& trouble);

    /// Nothing is written any more; letters of which nothing was written are given back.
    [[nodiscard]] std::vector<settled_letter> stop(instant now);

    /// When something is overdue, or writing goes on after a pause.
    [[nodiscard]] std::optional<instant> next_time(instant now) const;

    /// How many parts are on their way.
    [[nodiscard]] std::size_t under_way() const noexcept { return written_.size(); }

private:
    static constexpr const char* no_room = "the centre has no room for it now";
    enum class part_state : std::uint8_t { waiting, written, taken };

    struct letter_state {
        outgoing what;
        std::vector<part_state> parts;
        std::vector<std::string> ids;
        instant deadline{};                 // For its turn, which each part has anew.
        std::optional<hand_result> failed;  // No further part is written; what a part makes of it.
        bool put_off = false;               // The centre had no room for a part.
        [[nodiscard]] bool has(part_state any) const;
        void fail(hand_result how);
    };
    using letters = std::map<std::uint64_t, letter_state>;

    struct written_part {
        std::uint64_t ticket = 0;
        std::size_t part = 0;
        instant deadline{};
    };

    [[nodiscard]] message_body body_of(const letter_state& letter, std::size_t part) const;
    void judge(letter_state& letter, std::size_t part, const pdu& answer, instant now);
    void throttle(instant now);
    [[nodiscard]] hand_result no_answer(const std::string& why) const;
    [[nodiscard]] hand_result only_some_parts(const std::string& why) const;
    [[nodiscard]] std::optional<hand_result> outcome_of(const letter_state& letter) const;
    [[nodiscard]] hand_result sent(const letter_state& letter) const;
    [[nodiscard]] hand_result
    too_long(const letter_state& letter, instant now, const std::string& trouble) const;
    [[nodiscard]] std::optional<settled_letter> settle_if_done(letters::iterator letter);
    [[nodiscard]] settled_letter settle(letters::iterator letter, hand_result how);
    void fail_written(const written_part& which, const std::string& why);

    const smpp_options& options_;
    std::string validity_;
    letters letters_;  // In the order in which they came.
    std::map<std::uint32_t, written_part> written_;
    bool stopped_ = false;
    std::chrono::milliseconds pause_{};
    instant paused_until_{};
};

}  // namespace acikkapi::adapters::smpp
