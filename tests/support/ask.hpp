#pragma once

#include <acikkapi/engine.hpp>

#include <chrono>
#include <future>
#include <memory>
#include <thread>
#include <utility>

namespace support {

/// Gives a command and keeps the answer. A second answer throws in the handler: it runs once.
template <class W>
std::future<acikkapi::result<acikkapi::receipt>>
ask(acikkapi::engine<W>& e, acikkapi::request<W> what)
{
    using answer = acikkapi::result<acikkapi::receipt>;
    auto kept = std::make_shared<std::promise<answer>>();
    auto out = kept->get_future();
    e.async_submit(
        std::move(what), [kept](acikkapi::error_code error, const acikkapi::receipt& done) {
            kept->set_value(error ? answer{error} : answer{done});
        });
    return out;
}

/// `true` as soon as it is so; the bound is for a machine that is busy.
template <class Predicate>
bool eventually(
    const Predicate& is_so, std::chrono::milliseconds longest = std::chrono::seconds{20})
{
    const auto end = std::chrono::steady_clock::now() + longest;
    while (!is_so()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return true;
}

template <class T>
acikkapi::errc error_of(const acikkapi::result<T>& from)
{
    return from ? acikkapi::errc{} : static_cast<acikkapi::errc>(from.error().value());
}

}  // namespace support
