#include "adapters/errands.hpp"
#include "adapters/recipients.hpp"
#include "adapters/smpp/prepare.hpp"

#include <algorithm>
#include <new>
#include <utility>

namespace acikkapi::adapters::smpp {
namespace {

/// The same in every try: so a phone can make one text of the parts of two tries. FNV-1a.
std::uint16_t reference_of(std::string_view letter_id)
{
    std::uint32_t hash = 2166136261;
    for (const char one : letter_id) {
        hash = (hash ^ static_cast<std::uint8_t>(one)) * 16777619U;
    }
    return static_cast<std::uint16_t>(hash ^ hash >> 16U);
}

/// The host's function may throw, and its text may quote the letter.
std::variant<std::string, hand_result> words_of(const letter& what, const smpp_options& options)
{
    try {
        auto text = options.wording(what);
        if (!text) {
            return without_words(text.error());
        }
        return *std::move(text);
    } catch (const std::bad_alloc&) {
        throw;
    } catch (...) {
        return hand_result{std::nullopt, "an exception was thrown"};
    }
}

bool is_word(const std::string& text, std::size_t size_max)
{
    const auto plain = [](char one) { return one >= ' ' && one <= '~'; };
    return text.size() <= size_max && std::all_of(text.begin(), text.end(), plain);
}

bool are_times(const smpp_times& times)
{
    const auto all = {
        times.connect,
        times.response,
        times.enquire,
        times.queue,
        times.throttle,
        times.throttle_max,
        times.retry,
        times.retry_max,
        times.receipt};
    constexpr std::chrono::hours longest{24 * 366};
    return std::all_of(
               all.begin(),
               all.end(),
               [&](auto one) { return one.count() > 0 && one <= longest; }) &&
           times.throttle <= times.throttle_max && times.retry <= times.retry_max;
}

}  // namespace

std::variant<outgoing, hand_result> prepare(const hand_over& what, const smpp_options& options)
{
    if (what.what.kind == erased_kind) {
        return hand_result{delivery::delivered, "nothing is kept here"};
    }
    const auto number = first_phone(what.what.recipient);
    if (!number) {
        return hand_result{delivery::rejected, "no phone number"};
    }
    outgoing out;
    out.letter_id = what.id;
    out.digits = number->str().substr(1);  // SMPP has them without the plus.
    auto words = words_of(what.what, options);
    if (auto* none = std::get_if<hand_result>(&words)) {
        return std::move(*none);
    }
    auto message = encode_sms(std::get<std::string>(words), options.text, reference_of(what.id));
    if (!message) {
        return hand_result{delivery::rejected, "its text: " + message.error().message()};
    }
    out.text = *std::move(message);
    return out;
}

result<void> check(const smpp_options& options)
{
    constexpr std::chrono::hours validity_max{24 * 30};
    constexpr std::size_t count_max = 10'000'000;
    const bool words = is_word(options.system_id, 15) && is_word(options.password, 8) &&
                       is_word(options.system_type, 12) && is_word(options.service_type, 5) &&
                       is_word(options.source, 20) && is_word(options.host, 253) &&
                       is_word(options.port, 32);
    const bool named = !options.system_id.empty() && !options.host.empty() && !options.port.empty();
    const bool counts = options.window >= 1 && options.window <= 1'000 && options.queue_max >= 1 &&
                        options.queue_max <= count_max && options.receipts_max >= 1 &&
                        options.receipts_max <= count_max;
    const bool valid =
        options.validity.count() >= 0 && options.validity <= validity_max && options.wording;
    const auto sample = encode_sms("0", options.text, 0);
    const bool rules = sample || sample.error() != errc::bad_argument;
    return words && named && counts && valid && rules && are_times(options.times)
               ? result<void>{}
               : errc::bad_argument;
}

}  // namespace acikkapi::adapters::smpp
