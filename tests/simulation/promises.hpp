#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "simulation/findings.hpp"
#include "simulation/history.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace simulation {

/// One thing that a client wishes, and all that he was told of it.
struct act {
    batch<petition> what;  ///< One request for most; its key stands in the batch.
    bool as_batch = false;
    std::optional<errc> must_be;  ///< What the answer has to be, where that is known.
    std::uint32_t tries = 0;
    std::uint32_t under_way = 0;  ///< Tries that nobody has answered yet.
    bool uncertain = false;       ///< Some try may have been carried out without an answer.
    std::optional<std::vector<receipt>> done;
    std::optional<error_code> refused;  ///< By a refusal that is on record.
    bool told_new = false;              ///< Somebody was told that it was done just now.
    bool answered = false;              ///< Once, for good.
};

/// `act-17/0`: what every record of a request carries.
[[nodiscard]] std::string correlation_of(std::size_t number, std::size_t request);

/// Holds what clients were told against what the journal says.
class promises {
public:
    promises(findings& found, const history& past) : found_(found), past_(past) {}

    std::size_t add(act one);
    [[nodiscard]] act& at(std::size_t number) { return acts_.at(number); }
    [[nodiscard]] std::size_t size() const noexcept { return acts_.size(); }

    /// Somebody was told what became of a try. The history has read all that is durable.
    void answered(std::size_t number, error_code error, const std::vector<receipt>& receipts);
    /// The process was killed: whoever waits is told nothing.
    void lose_all();

    /// The client still does not know what became of it, and may ask.
    [[nodiscard]] bool may_ask_again(std::size_t number) const;
    /// All that was said holds to the end.
    void check_all();

private:
    void accepted(std::size_t number, const std::vector<receipt>& receipts);
    void refused(std::size_t number, error_code error);
    void check_receipt(std::size_t number, std::size_t request, const receipt& said);
    void check_submitted(const request<petition>& wish, const receipt& said);
    void check_one(std::size_t number);
    [[nodiscard]] std::uint64_t facts_of(std::size_t number) const;
    [[nodiscard]] std::uint64_t refusals_of(std::size_t number) const;

    findings& found_;
    const history& past_;
    std::vector<act> acts_;
};

}  // namespace simulation
