#include "replay/kept_checkpoint.hpp"
#include "replay/proof_files.hpp"

#include <utility>

namespace tools {

using namespace acikkapi;

row_result<kept_checkpoint>
read_kept_checkpoint(const std::string& file, const std::string& key_text)
{
    const auto key = key_of(key_text);
    if (!key) {
        return row_error{key_text, 0, {}, "neither a public key nor a file with one"};
    }
    auto note = read_file(file);
    if (!note) {
        return row_error{file, 0, {}, "cannot be read"};
    }
    return kept_checkpoint{file, *std::move(note), *key};
}

std::optional<std::string> contradicts(const petition_audit& store, const kept_checkpoint& kept)
{
    const auto signed_then = open_checkpoint(kept.note, kept.key);
    if (!signed_then) {
        return kept.file + ": " + signed_then.error().message();
    }
    const auto now = store.tree(signed_then->tree.size);
    if (!now) {
        return now.error() == errc::beyond_head
                   ? "the store holds fewer records than were signed: " +
                         std::to_string(signed_then->tree.size)
                   : now.error().message();
    }
    return *now == signed_then->tree
               ? std::nullopt
               : std::optional<std::string>{"the store is not the one whose checkpoint was signed"};
}

}  // namespace tools
