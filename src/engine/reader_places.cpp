#include "engine/reader_places.hpp"
#include "journal/keys.hpp"

#include <string>

namespace acikkapi::engine_room {
namespace {

std::string row_of(std::string_view name)
{
    return "reader/" + std::string{name};
}

}  // namespace

result<void> reader_places::save(std::string_view name, position done) const
{
    if (!is_name(name)) {
        return errc::bad_argument;
    }
    if (done > store.head()) {
        return errc::beyond_head;
    }
    return commits.write(
        {{journal::table::meta, row_of(name), journal::big_endian(number_of(done))}});
}

result<position> reader_places::load(std::string_view name) const
{
    if (!is_name(name)) {
        return errc::bad_argument;  // As `save` says: none is there.
    }
    const auto bytes = store.get(journal::table::meta, row_of(name));
    if (!bytes) {
        return bytes.error();
    }
    if (!*bytes) {
        return position{0};
    }
    const auto value = journal::read_big_endian(**bytes);
    if (!value || *value > number_of(store.head())) {
        return errc::corrupt_snapshot;
    }
    return position{*value};
}

}  // namespace acikkapi::engine_room
