#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/happenings.hpp"
#include "host/http.hpp"
#include "host/members.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// What must be kept, and what must not: what is done with an application and is no command of its workflow.

/// The words of the persons of a petition, also in proposals to erase one.
inline constexpr std::array<word<acikkapi::whose_data>, 2> persons_of_petition{
    {{"applicant", 0}, {"beneficiary", 1}}};

/// Whether it is `erase`, `hold` or `release`.
[[nodiscard]] bool is_keeping(std::string_view act) noexcept;

struct keeping_wish {
    std::string act;
    std::string reason{};  ///< Of a hold and a release; that of an erasure stands in its proposal.
    acikkapi::whose_data whose = 0;  ///< Of an erasure.
};

/// Whom a proposal is to erase, and why.
struct proposed_erasure {
    acikkapi::whose_data whose = 0;
    std::string_view reason{};
};

/// The words of such a proposal: a line for programs, for who confirms it may read another language.
[[nodiscard]] std::string words_of_erasure(acikkapi::whose_data whose, std::string_view reason);
/// @return Nothing if they do not say whom: by such a proposal nobody is erased.
/// @par Lifetime  Of the reason: that of the words.
[[nodiscard]] std::optional<proposed_erasure> read_erasure(std::string_view words);

/// Waits for the disk, and for who keeps the keys. For the engine a proposal is one of an act: that it was to erase this
/// person, on this ground, is seen to here.
/// @param all  What happened to the application.
/// @return The error of `engine::erase`, `hold` or `release`; `errc::not_proposed` for another person or ground.
[[nodiscard]] acikkapi::error_code keep(
    acikkapi::engine<acikkapi::petition>& desk,
    acikkapi::stream_id stream,
    acikkapi::origin from,
    const keeping_wish& what,
    std::span<const happening> all);

/// An erasure, and the record that a certificate is about.
struct erasure {
    acikkapi::whose_data whose = 0;
    acikkapi::position at{};
};

/// Each person who was erased, once.
[[nodiscard]] std::vector<erasure> erasures_in(std::span<const happening> all);

/// How many legal holds no release has ended.
[[nodiscard]] std::size_t holds_in(std::span<const happening> all);

/// The persons of an application who are not erased.
[[nodiscard]] std::vector<acikkapi::whose_data>
persons_left(const acikkapi::application& now, std::span<const happening> all);

/// Whether somebody is given certificates of its erasures: who may erase, and who checks.
[[nodiscard]] bool may_certify(const acikkapi::actor& by, const acikkapi::application& now);

/// The certificate of an erasure, as a file.
/// @param at  Where it stands in the journal, in digits.
/// @return 404 if that is no erasure of this application.
[[nodiscard]] reply<response> certificate_of(
    const acikkapi::engine<acikkapi::petition>& desk,
    const acikkapi::application_number& number,
    std::span<const happening> all,
    std::string_view at);

}  // namespace host
