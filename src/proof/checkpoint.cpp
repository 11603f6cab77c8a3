// Checkpoints: C2SP tlog-checkpoint.
#include "proof/lines.hpp"

namespace acikkapi {

std::string checkpoint::str() const
{
    return origin + "\n" + std::to_string(tree.size) + "\n" + proof::to_text(tree.root) + "\n";
}

result<checkpoint> checkpoint::parse(std::string_view text)
{
    if (!text.ends_with('\n')) {
        return errc::bad_checkpoint;
    }
    checkpoint out;
    out.origin = proof::take_line(text);
    const auto size = proof::parse_number(proof::take_line(text));
    const auto root = proof::parse_digest(proof::take_line(text));
    if (out.origin.empty() || !size || !root) {
        return errc::bad_checkpoint;
    }
    out.tree = {*size, *root};
    while (!text.empty()) {
        if (proof::take_line(text).empty()) {
            return errc::bad_checkpoint;
        }
    }
    return out;
}

result<checkpoint> open_checkpoint(std::string_view note, const verifier_key& log)
{
    const auto text = proof::open_note(note, log);
    if (!text) {
        return text.error();
    }
    auto out = checkpoint::parse(*text);
    if (out && out->origin != log.name) {
        return errc::bad_checkpoint;
    }
    return out;
}

}  // namespace acikkapi
