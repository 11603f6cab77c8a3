// What the engine is asked.
#include "engine/certificates.hpp"
#include "engine/kernel_impl.hpp"
#include "engine/metrics.hpp"
#include "views/guarded_reader.hpp"

#include <tuple>
#include <utility>

namespace acikkapi::engine_room {

std::vector<metric> kernel_impl::metrics() const
{
    measures out{commits_.counts()};
    out.head = head();
    out.covered = position{notary_.covered()};
    const auto queue = commits_.waiting();
    out.waiting_commands = queue.operations + cold_.taken();
    out.waiting_bytes = queue.bytes;
    std::tie(out.timers, out.next_timer) = hands_->timers();
    auto letters = hands_->shown();
    out.letters = std::move(letters.adapters);
    out.letters_read = letters.read;
    return metrics_of(out, options_.clock->now());
}

std::shared_ptr<const detail::reader> kernel_impl::reader(viewer who) const
{
    if (options_.access == nullptr) {
        return reader();
    }
    return std::make_shared<const views_room::guarded_reader>(
        reader_,
        *rules_,
        *options_.access,
        std::move(who),
        [this](stream_id stream, std::string_view code) {
            return keys_.is_lookup_code(stream, code);
        });
}

result<std::string> kernel_impl::newest_checkpoint() const
{
    auto found = journal::newest_checkpoint(*store_);
    if (!found) {
        return found.error();
    }
    return *found ? result<std::string>{std::move((*found)->note)} : errc::not_covered;
}

result<std::string> kernel_impl::certify_erasure(position at, std::string number) const
{
    const auto what = eraser_.done_at(at);
    if (!what) {
        return what.error();
    }
    const auto bytes = store_->event(at);
    if (!bytes) {
        return bytes.error();
    }
    return certifier{signer_, persons_->epoch()}.of_erasure(*what, *bytes, std::move(number));
}

}  // namespace acikkapi::engine_room
