#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/happenings.hpp"
#include "host/http.hpp"
#include "host/members.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// What must be kept, and what must not: what is done with an application and is no command of its workflow.

/// The words of the persons of a petition.
inline constexpr std::array<word<acikkapi::whose_data>, 2> persons_of_petition{
    {{"applicant", 0}, {"beneficiary", 1}}};

/// Whether it is `erase`, `hold` or `release`.
[[nodiscard]] bool is_keeping(std::string_view act) noexcept;

struct keeping_wish {
    std::string act;
    std::string reason{};  ///< Of a hold and a release; that of an erasure stands in its proposal.
    acikkapi::whose_data whose = 0;  ///< Of an erasure.
};

/// Waits for the disk, and for who keeps the keys.
/// @return The error of `engine::erase`, `hold` or `release`.
[[nodiscard]] acikkapi::error_code keep(
    acikkapi::engine<acikkapi::petition>& desk,
    acikkapi::stream_id stream,
    const acikkapi::origin& from,
    const keeping_wish& what);

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
