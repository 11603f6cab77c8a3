#pragma once

#include <boost/asio/append.hpp>
#include <boost/asio/associator.hpp>
#include <boost/asio/dispatch.hpp>

#include <utility>

namespace acikkapi::detail {

/// A completion handler that may be called anywhere: it runs where it belongs, as one of Asio's own operations would.
template <class Handler>
struct on_its_executor {
    Handler done;

    template <class Answer>
    void operator()(Answer how)
    {
        boost::asio::dispatch(boost::asio::append(std::move(done), std::move(how)));
    }
};

}  // namespace acikkapi::detail

/// @cond
/// What is associated with the handler, its executor among it, is so with this.
template <template <class, class> class Associator, class Handler, class Default>
struct boost::asio::associator<Associator, acikkapi::detail::on_its_executor<Handler>, Default>
    : Associator<Handler, Default> {
    using of = acikkapi::detail::on_its_executor<Handler>;

    static typename Associator<Handler, Default>::type get(const of& what) noexcept
    {
        return Associator<Handler, Default>::get(what.done);
    }
    static auto get(const of& what, const Default& otherwise) noexcept
        -> decltype(Associator<Handler, Default>::get(what.done, otherwise))
    {
        return Associator<Handler, Default>::get(what.done, otherwise);
    }
};
/// @endcond
