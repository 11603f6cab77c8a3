#include "host/webhook_place.hpp"
#include "support/replace_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::string_view restored_line = "restored\n";

}  // namespace

result<std::optional<told_place>> place_file::read() const
{
    std::error_code bad;
    if (!std::filesystem::exists(path_, bad)) {
        return bad ? result<std::optional<told_place>>{errc::io_error}
                   : std::optional<told_place>{};
    }
    std::ifstream in{path_, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in) {
        return errc::io_error;
    }
    const auto end = std::min(text.find('\n'), text.size());
    const auto upto = parse_offset(std::string_view{text}.substr(0, end));
    const auto rest = std::string_view{text}.substr(std::min(end + 1, text.size()));
    if (!upto || end == text.size() || (!rest.empty() && rest != restored_line)) {
        return errc::bad_text;
    }
    return std::optional{told_place{*upto, !rest.empty()}};
}

result<void> place_file::write(const told_place& where) const
{
    auto text = offset_of(where.upto) + "\n";
    text += where.restored ? restored_line : "";
    return tools::replace_file(path_, text);
}

result<told_place> place_to_begin(const std::optional<told_place>& kept, const feed_place& head)
{
    // Without his file nobody knows whom a restored register told before.
    if (!kept || kept->upto.epoch != head.epoch) {
        return told_place{head, kept.has_value() || head.epoch != restore_epoch{}};
    }
    return kept->upto.after > head.after ? result<told_place>{errc::beyond_head} : *kept;
}

std::chrono::milliseconds
pause_after(unsigned failed, const std::optional<instant>& not_before, instant now)
{
    using namespace std::chrono_literals;
    constexpr std::chrono::milliseconds longest = 5min;
    constexpr unsigned doubled_max = 9;
    if (not_before) {
        return std::max(std::chrono::ceil<std::chrono::milliseconds>(*not_before - now), 0ms);
    }
    return std::min<std::chrono::milliseconds>(
        1s * (1U << std::min(failed - 1, doubled_max)), longest);
}

}  // namespace host
