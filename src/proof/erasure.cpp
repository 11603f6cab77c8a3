// Certificates of erasure: the form is ours, a signed note like a checkpoint.
#include "proof/lines.hpp"

#include <optional>
#include <utility>

namespace acikkapi {
namespace {

constexpr std::string_view first_line = "acikkapi-erasure/1";
constexpr std::string_view first_line_of_many = "acikkapi-destruction/1";
constexpr std::size_t ranges_max = 1'000;

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
    [[nodiscard]] bool next_is(std::string_view word) const
    {
        return good_ && rest_.starts_with(word);
    }
    [[nodiscard]] instant time(std::string_view word)
    {
        const auto value = number(word);
        require(std::in_range<instant::rep>(value));
        return instant{instant::duration{static_cast<instant::rep>(value)}};
    }

    /// All was right, and nothing is left.
    [[nodiscard]] bool done() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

/// `17 19`: two numbers and a blank, rising.
std::optional<destruction_certificate::range> parse_range(std::string_view text)
{
    const auto gap = text.find(' ');
    if (gap == text.npos) {
        return std::nullopt;
    }
    const auto first = proof::parse_number(text.substr(0, gap));
    const auto last = proof::parse_number(text.substr(gap + 1));
    if (!first || !last || *first == 0 || *first > *last) {
        return std::nullopt;
    }
    return destruction_certificate::range{position{*first}, position{*last}};
}

template <class Certificate>
result<Certificate> open_as(std::string_view note, const verifier_key& log)
{
    const auto text = proof::open_note(note, log);
    if (!text) {
        return text.error();
    }
    auto out = Certificate::parse(*text);
    if (out && out->origin != log.name) {
        return errc::bad_checkpoint;
    }
    return out;
}

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
    out.when = in.time("time");
    out.by = in.name<actor>("by");
    out.basis = in.name<authority>("basis");
    out.epoch = in.number("epoch");
    return in.done() ? result<erasure_certificate>{std::move(out)} : errc::bad_checkpoint;
}

result<erasure_certificate> open_erasure_certificate(std::string_view note, const verifier_key& log)
{
    return open_as<erasure_certificate>(note, log);
}

std::string destruction_certificate::str() const
{
    std::string out = std::string{first_line_of_many} + "\n" + line("journal", origin);
    for (const auto& one : records) {
        out += line(
            "records",
            std::to_string(number_of(one.first)) + " " + std::to_string(number_of(one.last)));
    }
    return out + line("persons", std::to_string(persons)) +
           line("time", std::to_string(when.time_since_epoch().count())) + line("by", by.str()) +
           line("basis", basis.str()) + line("days", std::to_string(keep.count())) +
           line("epoch", std::to_string(epoch));
}

result<destruction_certificate> destruction_certificate::parse(std::string_view text)
{
    if (proof::take_line(text) != first_line_of_many || !text.ends_with('\n')) {
        return errc::bad_checkpoint;
    }
    lines in{text};
    destruction_certificate out;
    out.origin = in.take("journal");
    while (in.next_is("records ")) {
        const auto one = parse_range(in.take("records"));
        const bool rises = one && (out.records.empty() || one->first > out.records.back().last);
        in.require(rises && out.records.size() < ranges_max);
        out.records.push_back(one.value_or(range{}));
    }
    in.require(!out.records.empty());
    out.persons = in.number("persons");
    out.when = in.time("time");
    out.by = in.name<actor>("by");
    out.basis = in.name<authority>("basis");
    const auto days = in.number("days");
    in.require(std::in_range<std::chrono::days::rep>(days));
    out.keep = std::chrono::days{static_cast<std::chrono::days::rep>(days)};
    out.epoch = in.number("epoch");
    return in.done() ? result<destruction_certificate>{std::move(out)} : errc::bad_checkpoint;
}

result<destruction_certificate>
open_destruction_certificate(std::string_view note, const verifier_key& log)
{
    return open_as<destruction_certificate>(note, log);
}

}  // namespace acikkapi
