#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include <optional>

namespace host {

/// Who reads the answer is told by it, whatever becomes of a letter: that is on record as any other way, for only then he
/// can object to it and rate it, and it does not stay open for ever. Of many letters nobody hears that they arrived: an
/// e-mail, or a message without a receipt.
/// @param code  The lookup code of its holder, who reads it.
/// @return What puts it on record, once for each answer and again after a stranger was found to have been told; nothing
///     where no answer waits for that, or the phone is in doubt.
[[nodiscard]] std::optional<acikkapi::request<acikkapi::petition>> told_by_reading(
    acikkapi::stream_id stream, const acikkapi::application& now, const std::string& code);

}  // namespace host
