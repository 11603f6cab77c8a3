// The proof of one record: C2SP tlog-proof.
#include "proof/lines.hpp"

#include <utility>

namespace acikkapi {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra = "extra ";
constexpr std::string_view index_is = "index ";
constexpr std::size_t path_max = 64;  // One for each bit of an index.

}  // namespace

std::string record_proof::str() const
{
    std::string out{first_line};
    out.append("\n").append(index_is).append(std::to_string(index)).append("\n");
    for (const auto& one : path) {
        out += proof::to_text(one) + "\n";
    }
    return out + "\n" + note;
}

result<record_proof> record_proof::parse(std::string_view text)
{
    if (proof::take_line(text) != first_line) {
        return errc::bad_proof;
    }
    auto line = proof::take_line(text);
    if (line.starts_with(extra)) {
        line = proof::take_line(text);
    }
    const auto index = line.starts_with(index_is)
                           ? proof::parse_number(line.substr(index_is.size()))
                           : std::nullopt;
    if (!index) {
        return errc::bad_proof;
    }
    auto path = proof::take_path(text, path_max);
    if (!path || !text.starts_with("\n")) {
        return errc::bad_proof;
    }
    return record_proof{*index, *std::move(path), std::string{text.substr(1)}};
}

result<checkpoint>
check_record(const record_proof& proof, std::string_view record, const verifier_key& log)
{
    auto over = open_checkpoint(proof.note, log);
    if (!over) {
        return over;
    }
    const auto shown = check_inclusion(over->tree, proof.index, leaf_hash(record), proof.path);
    return shown ? over : result<checkpoint>{shown.error()};
}

}  // namespace acikkapi
