// Certificates of erasure: the form is ours, a signed note like a checkpoint.
#include "proof/lines.hpp"

#include <optional>
#include <utility>

namespace acikkapi {
namespace {

constexpr std::string_view first_line = "acikkapi-erasure/1";

std::string line(std::string_view word, std::string_view value)
{
    return std::string{word}.append(" ").append(value).append("\n");
}

/// Takes lines of a word, a blank and a value. The first that is another makes all the rest empty.
class lines {
public:
    explicit lines(std::string_view text) : rest_(text) {}

    [[nodiscard]] std::string_view take(std::string_view word)
    {
        const auto whole = proof::take_line(rest_);
        good_ = good_ && whole.size() > word.size() && whole.starts_with(word) &&
                whole[word.size()] == ' ';
        return good_ ? whole.substr(word.size() + 1) : std::string_view{};
    }
    [[nodiscard]] std::uint64_t number(std::string_view word)
    {
        const auto value = proof::parse_number(take(word));
        good_ = good_ && value.has_value();
        return value.value_or(0);
    }
    template <class Name>
    [[nodiscard]] Name name(std::string_view word)
    {
        auto value = Name::parse(take(word));
        good_ = good_ && value.has_value();
        return value ? *std::move(value) : Name{};
    }
    void require(bool right) { good_ = good_ && right; }

    /// All was right, and nothing is left.
    [[nodiscard]] bool done() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace

std::string erasure_certificate::str() const
{
    return std::string{first_line} + "\n" + line("journal", origin) + line("number", number) +
           line("record", std::to_string(number_of(at))) + line("hash", proof::to_text(leaf)) +
           line("person", std::to_string(whose)) +
           line("time", std::to_string(when.time_since_epoch().count())) + line("by", by.str()) +
           line("basis", basis.str()) + line("epoch", std::to_string(epoch));
}

result<erasure_certificate> erasure_certificate::parse(std::string_view text)
{
    if (proof::take_line(text) != first_line || !text.ends_with('\n')) {
        return errc::bad_checkpoint;
    }
    lines in{text};
    erasure_certificate out;
    out.origin = in.take("journal");
    out.number = in.take("number");
    out.at = position{in.number("record")};
    const auto leaf = proof::parse_digest(in.take("hash"));
    in.require(leaf.has_value());
    out.leaf = leaf.value_or(digest{});
    const auto whose = in.number("person");
    in.require(whose <= whose_max);
    out.whose = static_cast<whose_data>(whose);
    const auto when = in.number("time");
    in.require(std::in_range<instant::rep>(when));
    out.when = instant{instant::duration{static_cast<instant::rep>(when)}};
    out.by = in.name<actor>("by");
    out.basis = in.name<authority>("basis");
    out.epoch = in.number("epoch");
    return in.done() ? result<erasure_certificate>{std::move(out)} : errc::bad_checkpoint;
}

result<erasure_certificate> open_erasure_certificate(std::string_view note, const verifier_key& log)
{
    const auto text = proof::open_note(note, log);
    if (!text) {
        return text.error();
    }
    auto out = erasure_certificate::parse(*text);
    if (out && out->origin != log.name) {
        return errc::bad_checkpoint;
    }
    return out;
}

}  // namespace acikkapi
