#pragma once

#include <acikkapi/adapters/smpp_notifier.hpp>

#include "adapters/smpp/receipt.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace acikkapi::adapters::smpp {

/// What came of a letter after it was sent.
struct later_outcome {
    std::string letter_id;
    hand_result how;
};

/// Which receipts are waited for, and what they say of the letters together. A letter is delivered when all
/// its parts are; the first part that is not decides it otherwise.
/// @par Thread safety  None.
class receipt_book {
public:
    explicit receipt_book(const smpp_options& options);

    /// The parts of a letter have these ids. A receipt may have come before: one that belongs to nobody is
    /// kept for as long as other parts of its letter may wait for their turn and their answer.
    /// @return What came of letters by this: of the letter itself, or of one that was crowded out.
    [[nodiscard]] std::vector<later_outcome>
    expect(std::string letter_id, const std::vector<std::string>& message_ids, instant now);

    /// @return The letter that it decides, if it does.
    [[nodiscard]] std::optional<later_outcome> take(const receipt& what, instant now);

    /// Letters whose receipts did not come in time.
    [[nodiscard]] std::vector<later_outcome> overdue(instant now);

    /// When the next one is overdue.
    [[nodiscard]] std::optional<instant> next() const;

    [[nodiscard]] std::size_t size() const noexcept { return letters_.size(); }

private:
    using serial = std::uint64_t;

    struct waiting_letter {
        std::string letter_id;
        std::vector<std::string> open;  ///< Parts without a receipt.
        instant deadline{};
    };
    struct early_receipt {
        receipt what;
        instant at{};
    };

    [[nodiscard]] std::string key_of_receipt(const std::string& id) const;
    [[nodiscard]] std::string key_of_response(const std::string& id) const;
    void keep(const receipt& what, instant now);
    [[nodiscard]] std::optional<receipt> take_early(const std::string& key);
    [[nodiscard]] later_outcome give_up(const std::string& why);
    void forget(std::map<serial, waiting_letter>::iterator letter);

    std::chrono::milliseconds wait_;
    std::chrono::milliseconds early_wait_;
    std::size_t letters_max_;
    smpp_ids ids_;
    serial next_serial_ = 0;
    std::map<serial, waiting_letter> letters_;  ///< All wait equally long: the first is due first.
    std::unordered_map<std::string, serial> by_id_;
    std::deque<early_receipt> early_;
};

}  // namespace acikkapi::adapters::smpp
