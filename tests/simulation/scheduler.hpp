#pragma once

#include "simulation/chance.hpp"

#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace simulation {

namespace asio = boost::asio;

/// Runs what is posted to it in the thread that asks for it, one function at a time, in an order
/// that chance decides: any order is one that some pool of threads could have shown.
/// @par Thread safety  None.
class scheduler : public asio::execution_context {
public:
    class executor_type;

    explicit scheduler(std::uint64_t seed) : dice_(seed) {}
    ~scheduler();

    [[nodiscard]] executor_type get_executor() noexcept;

    /// Runs one of the functions that wait. @return `false` if there is none.
    bool run_one();

    /// Nothing of what waits is run: the process was killed. Handlers are destroyed, and what they
    /// post while they are.
    void drop_all();

    [[nodiscard]] std::size_t waiting() const noexcept { return queue_.size(); }

private:
    struct task {
        task() = default;
        task(const task&) = delete;
        task& operator=(const task&) = delete;
        virtual ~task() = default;
        virtual void run() = 0;
    };
    template <class Function>
    struct task_of final : task {
        explicit task_of(Function what) : call(std::move(what)) {}
        void run() override { std::move(call)(); }
        Function call;
    };

    chance dice_;
    std::vector<std::unique_ptr<task>> queue_;
};

/// The scheduler as Asio wants to see it.
class scheduler::executor_type {
public:
    explicit executor_type(scheduler& owner) noexcept : owner_(&owner) {}

    [[nodiscard]] asio::execution_context& query(asio::execution::context_t) const noexcept
    {
        return *owner_;
    }
    static constexpr asio::execution::blocking_t::never_t
    query(asio::execution::blocking_t) noexcept
    {
        return {};
    }

    template <class Function>
    void execute(Function what) const
    {
        owner_->queue_.push_back(std::make_unique<task_of<Function>>(std::move(what)));
    }

    friend bool operator==(const executor_type&, const executor_type&) noexcept = default;

private:
    scheduler* owner_;
};

inline scheduler::executor_type scheduler::get_executor() noexcept
{
    return executor_type{*this};
}

}  // namespace simulation
