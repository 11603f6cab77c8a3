#include <acikkapi/petition.hpp>

#include "replay/first_record.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <variant>

namespace tools {
namespace {

using namespace acikkapi;

// The flags of a record that say what stands in it.
constexpr std::uint64_t is_refusal = 1;
constexpr std::uint64_t has_occurred = 2;
constexpr std::uint64_t has_authority = 4;
constexpr std::uint64_t has_key = 8;
constexpr std::uint64_t has_cause = 16;
constexpr std::uint64_t has_correlation = 32;
constexpr std::uint64_t has_letters = 64;
constexpr std::uint64_t has_workflow = 128;
constexpr std::uint64_t has_schema = 256;
constexpr std::uint64_t is_erasure = 512;
constexpr std::uint64_t letters_to_units = 1'024;
constexpr std::uint64_t is_words = 2'048;

/// Reads values from the front. Where they end too early it gives none, however often it is asked.
class reader {
public:
    explicit reader(std::string_view left) : left_(left) {}

    std::string_view bytes(std::uint64_t count)
    {
        const auto out = left_.substr(0, count);
        left_.remove_prefix(out.size());
        return out;
    }
    std::uint64_t number()
    {
        constexpr unsigned bits = 7;
        constexpr unsigned bits_max = 63;
        std::uint64_t out = 0;
        for (unsigned at = 0; at <= bits_max && !left_.empty(); at += bits) {
            const auto byte = static_cast<unsigned char>(bytes(1).front());
            out |= std::uint64_t{byte & 0x7fU} << at;
            if (byte < 0x80U) {
                return out;
            }
        }
        return out;
    }
    std::string_view text() { return bytes(number()); }
    void name()
    {
        const auto size = number();
        bytes(size <= actor::size_max ? size : 0);  // Above it stands for a usual name.
    }
    [[nodiscard]] bool done() const { return left_.empty(); }

private:
    std::string_view left_;
};

void pass_letters(reader& from, bool to_units)
{
    const auto count = from.number();
    for (std::uint64_t i = 0; i < count && !from.done(); ++i) {
        from.text();  // Adapter, kind and reference.
        from.text();
        from.text();
        if (to_units && from.bytes(1) == std::string_view{"\1"}) {
            from.text();
        }
    }
}

/// All between the flags and the workflow.
void pass_envelope(reader& from, std::uint64_t flags)
{
    constexpr std::uint64_t hashes = 16 + 8;
    from.number();  // Stream, version, time.
    from.number();
    from.number();
    from.name();  // By whom, through which channel.
    from.name();
    if ((flags & has_occurred) != 0) {
        from.number();
    }
    if ((flags & has_authority) != 0) {
        from.name();
    }
    if ((flags & has_key) != 0) {
        from.bytes(hashes);
    }
    if ((flags & has_cause) != 0) {
        from.number();
        from.number();
    }
    if ((flags & has_correlation) != 0) {
        from.text();
    }
}

/// The number in what a fact says in clear, if it is a registration.
std::optional<application_number> number_in(reader from, std::uint64_t flags)
{
    encoded_view fact;
    fact.type = static_cast<std::uint16_t>(from.number());
    fact.schema = static_cast<std::uint16_t>((flags & has_schema) != 0 ? from.number() : 1);
    if ((flags & has_letters) != 0) {
        pass_letters(from, (flags & letters_to_units) != 0);
    }
    fact.clear = from.text();
    fact.erased = true;  // What is personal is not looked at.
    const std::array<personal_part, 1> beneficiary{personal_part{1, {}, true}};
    if (fact.schema > 1) {
        fact.others = beneficiary;
    }
    const auto said = petition::decode_event(fact);
    const auto* const begun = said ? std::get_if<events::submitted>(&*said) : nullptr;
    return begun != nullptr ? std::optional{begun->number} : std::nullopt;
}

}  // namespace

first_record read_first_record(std::string_view bytes)
{
    reader from{bytes};
    from.bytes(1);  // Format: both have the same beginning.
    const auto flags = from.number();
    if ((flags & (is_refusal | is_erasure | is_words)) != 0 || (flags & has_workflow) == 0) {
        return {};
    }
    pass_envelope(from, flags);
    const auto workflow = from.text();
    const bool of_petition = workflow.starts_with(std::string{petition::name} + '/');
    return {of_petition, of_petition ? number_in(from, flags) : std::nullopt};
}

}  // namespace tools
