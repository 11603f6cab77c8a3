#include "adapters/errands.hpp"

#include <new>
#include <utility>

namespace acikkapi::adapters {

instant now_of(clock* time)
{
    return time ? time->now() : system_clock{}.now();
}

hand_result without_words(const error_code& why)
{
    std::string detail = "there are no words for it";
    if (why == condition::rejected) {
        return {delivery::rejected, std::move(detail)};
    }
    return {std::nullopt, std::move(detail)};
}

errands::errands(asio::any_io_executor where, work each)
    : where_(std::move(where)), kept_(std::make_shared<shared>())
{
    kept_->each = std::move(each);
}

void errands::run(hand_over what, asio::any_completion_handler<void(hand_result)> done)
{
    asio::post(where_, [kept = kept_, what = std::move(what), done = std::move(done)]() mutable {
        auto how = attempt(*kept, what);
        std::move(done)(std::move(how));
    });
}

// The host's functions may throw, whose texts may quote the letter.
hand_result errands::attempt(const shared& kept, const hand_over& what)
{
    if (kept.ended) {
        return {std::nullopt, "the adapter has ended"};
    }
    try {
        return kept.each(what, kept.ended);
    } catch (const std::bad_alloc&) {
        return {std::nullopt, "no memory"};  // Short enough to need none.
    } catch (...) {
        return {std::nullopt, "an exception was thrown"};
    }
}

}  // namespace acikkapi::adapters
