#include "host/happenings.hpp"

#include <utility>

namespace host {

using namespace acikkapi;

namespace {

error_code add_to(std::vector<happening>& out, record one)
{
    auto& told = out.emplace_back(happening{std::move(one)});
    if (told.what.kind != record_kind::fact) {
        return {};
    }
    auto fact = decode_event(view_of(told.what.payload));
    if (!fact) {
        return fact.error();
    }
    told.fact = *std::move(fact);
    if (auto* const file = std::get_if<events::attached>(&*told.fact)) {
        file->bytes = {};
        told.what.payload.personal = {};
    }
    return {};
}

}  // namespace

result<std::vector<happening>> history_of(const views<petition>& from, stream_id stream)
{
    std::vector<happening> out;
    error_code bad;
    const auto read = from.timeline(stream, [&](record one) {
        if (!bad) {
            bad = add_to(out, std::move(one));
        }
    });
    if (!read || bad) {
        return read ? bad : read.error();
    }
    return out;
}

}  // namespace host
