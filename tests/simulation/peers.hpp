#pragma once

#include <acikkapi/ports.hpp>

#include "simulation/chance.hpp"
#include "simulation/findings.hpp"

#include <functional>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace simulation {

using namespace acikkapi;

/// What a peer adds to a report of a letter, and to no answer.
inline constexpr const char* word_of_receipt = "receipt";

/// The gateways and departments outside: slow, forgetful, broken for a while, and sometimes
/// answering an engine that is gone. They outlive every life of the engine.
/// @par Thread safety  None.
class peers {
public:
    struct watch {
        std::function<void(const hand_over&, std::string_view adapter)> handed_over;
        std::function<void(const std::string& id, const hand_result&)> answered;
        /// What a peer says of a letter after it has taken it; not always once, and to whatever engine there is.
        std::function<void(const std::string& id, const hand_result&)> reports;
        std::function<instant()> truth;
    };

    peers(std::uint64_t seed, findings& found, watch who);

    [[nodiscard]] notifier& sms() noexcept { return sms_; }
    [[nodiscard]] department& unit() noexcept { return unit_; }
    [[nodiscard]] department& staff() noexcept { return staff_; }

    /// When the next late answer comes.
    [[nodiscard]] std::optional<instant> next() const;
    /// Gives the answers that are due.
    void answer_due();

    /// From now on everything works, and what is open is answered.
    void heal();
    /// The engine was opened again: what it asks is new, what it asked before may be answered yet.
    void begin_life() { ++life_; }
    void forget_all()
    {
        held_.clear();
        later_.clear();
    }

private:
    using handler = asio::any_completion_handler<void(hand_result)>;
    template <class Port>
    class port final : public Port {
    public:
        port(peers& owner, std::string_view name) : owner_(owner), name_(name) {}

    private:
        void do_hand_over(hand_over what, handler done) override
        {
            owner_.take(name_, std::move(what), std::move(done));
        }
        peers& owner_;
        std::string_view name_;
    };
    struct held {
        instant when;
        std::string id;
        hand_result how;
        handler done;
        std::uint64_t life;
    };
    /// A word that is still to come.
    struct late_word {
        instant when;
        std::string id;
        hand_result how;
    };

    void take(std::string_view adapter, hand_over what, handler done);
    void answer(const std::string& id, hand_result how, handler done, std::uint64_t life);
    void think_of_reports(const std::string& id, const hand_result& how);
    void report_due();
    [[nodiscard]] hand_result result_of(std::string_view adapter);

    chance dice_;
    findings& found_;
    watch who_;
    port<notifier> sms_{*this, "sms"};
    port<department> unit_{*this, "unit"};
    port<department> staff_{*this, "staff"};
    std::list<held> held_;
    std::list<late_word> later_;
    std::map<std::string, instant, std::less<>> broken_until_;
    std::uint64_t life_ = 0;
    bool healthy_ = false;
};

}  // namespace simulation
