// That a journal has only grown: the request of C2SP tlog-witness.
#include "proof/lines.hpp"

#include <utility>

namespace acikkapi {
namespace {

constexpr std::string_view old_size = "old ";
constexpr std::size_t path_max = 63;  // As tlog-witness has it.

}  // namespace

std::string growth_proof::str() const
{
    std::string out{old_size};
    out.append(std::to_string(from)).append("\n");
    for (const auto& one : path) {
        out += proof::to_text(one) + "\n";
    }
    return out + "\n" + note;
}

result<growth_proof> growth_proof::parse(std::string_view text)
{
    const auto first = proof::take_line(text);
    const auto size = first.starts_with(old_size)
                          ? proof::parse_number(first.substr(old_size.size()))
                          : std::nullopt;
    if (!size) {
        return errc::bad_proof;
    }
    auto path = proof::take_path(text, path_max);
    if (!path || !text.starts_with("\n")) {
        return errc::bad_proof;
    }
    return growth_proof{*size, *std::move(path), std::string{text.substr(1)}};
}

result<checkpoint>
check_growth(const growth_proof& proof, const tree_head& earlier, const verifier_key& log)
{
    auto later = open_checkpoint(proof.note, log);
    if (!later) {
        return later;
    }
    if (proof.from != earlier.size) {
        return errc::bad_proof;
    }
    const auto shown = check_consistency(earlier, later->tree, proof.path);
    return shown ? later : result<checkpoint>{shown.error()};
}

}  // namespace acikkapi
