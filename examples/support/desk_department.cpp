#include "support/desk_department.hpp"
#include "support/utf8.hpp"

#include <boost/asio/post.hpp>

#include <new>
#include <utility>

namespace tools {
namespace {

using namespace acikkapi;

/// At most 200 bytes, and no character cut in two.
std::string cut(std::string text)
{
    constexpr std::size_t detail_bytes_max = 200;
    if (!is_utf8(text)) {
        return "not UTF-8";
    }
    if (text.size() > detail_bytes_max) {
        text.resize(detail_bytes_max);
    }
    while (!is_utf8(text)) {
        text.pop_back();
    }
    return text;
}

}  // namespace

desk_department::desk_department(const asio::any_io_executor& where, desk call)
    : one_at_a_time_(asio::make_strand(where)), call_(std::move(call))
{}

void desk_department::do_hand_over(
    hand_over what, asio::any_completion_handler<void(hand_result)> done)
{
    asio::post(one_at_a_time_, [this, what = std::move(what), done = std::move(done)]() mutable {
        auto how = ask(what);
        std::move(done)(std::move(how));
    });
}

// An exception that left the posted function would end the host's thread. Its text stays here: it
// may quote the letter, and the journal keeps details in clear for ever.
hand_result desk_department::ask(const hand_over& what) const
{
    try {
        auto how = call_(what);
        how.detail = cut(std::move(how.detail));
        return how;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (...) {
        return {std::nullopt, "the desk threw an exception"};
    }
}

}  // namespace tools
