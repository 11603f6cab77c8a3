// Every interleaving of offers, answers, records and time, against a model that looks through all
// letters each time. Few are kept at once, so that many are passed over and read again.
#include "outbox/letters.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <set>

BOOST_AUTO_TEST_SUITE(outbox_letters_random)

namespace {

using namespace acikkapi;
using namespace acikkapi::outbox;
using namespace std::chrono_literals;

enum class stage { queued, sending, settling, recording, done, unknown, passed_over };

struct model_letter {
    letter_id id;
    std::uint64_t stream = 0;
    std::string adapter;
    stage at = stage::queued;
    instant recorded{};
    instant due{};  // When it may be sent or its outcome recorded.
    std::uint32_t attempts = 0;
    delivery how = delivery::sent;
    bool settled_before = false;
};

class walk {
public:
    explicit walk(std::uint64_t seed) : random_(seed)
    {
        // How adapters are spared has tests of its own.
        const adapter_rule unspared{.waiting_max = kept_max, .failures_max = 1'000'000};
        box_.know("sms", unspared);
        box_.know("unit", unspared);
        for (std::uint64_t at = 1; at <= known_upto; ++at) {
            for (std::uint32_t i = 0; i < 2; ++i) {
                if (random_() % 4 != 0) {
                    left_open_.insert({position{at}, i});
                }
            }
        }
        box_.left_open(left_open_, position{known_upto});
    }

    void step()
    {
        switch (random_() % 9) {
        case 0: offer_event(); break;
        case 1: now_ += std::chrono::milliseconds{random_() % 3'000}; break;
        case 2: answer_one(); break;
        case 3: record_one(); break;
        case 4: read_again(); break;
        default: ask(); break;
        }
        check();
    }

    /// From now on all goes well: everything but the unknown must end.
    void end_well()
    {
        for (int i = 0; i < 10'000 && open() + count(stage::passed_over) != 0; ++i) {
            now_ += 1s;
            read_again();
            while (ask()) {
            }
            for (auto& one : letters_) {
                if (one.at == stage::sending) {
                    answer(one, {delivery::delivered, {}});
                } else if (one.at == stage::recording) {
                    record(one);
                }
            }
            check();
        }
        BOOST_TEST_REQUIRE(open() + count(stage::passed_over) == 0U);
        BOOST_TEST_REQUIRE(box_.waiting() == 0U);
    }

private:
    static constexpr retry_rule rule{1s, 8s, 20s, 3};
    static constexpr std::size_t kept_max = 4;
    static constexpr std::uint64_t known_upto = 20;  // What earlier runs left of these is known.

    void offer_event()
    {
        const std::uint64_t stream = 1 + random_() % 3;
        ++position_;
        for (std::uint32_t i = 0; i < random_() % 3; ++i) {
            const letter_id id{position{position_}, i};
            const auto kind = random_() % 16;
            // Up to longer ago than the rule has patience: the host was away.
            const auto recorded = now_ - std::chrono::milliseconds{random_() % 30'000};
            model_letter one{id, stream, kind % 2 == 0 ? "sms" : "unit", {}, recorded, now_, 0, {}};
            one.settled_before = position_ <= known_upto && !left_open_.contains(id);
            if (kind == 0 && random_() % 8 == 0) {
                one.adapter = "pigeon";
                one.at = one.settled_before ? stage::done : stage::unknown;
            }
            offer(one);
            letters_.push_back(std::move(one));
        }
        box_.scanned(position{position_});
    }

    void offer(model_letter& one)
    {
        one.due = now_;
        if (one.at != stage::unknown) {
            one.at = one.settled_before ? stage::done
                     : has_room(one)    ? stage::queued
                                        : stage::passed_over;
        }
        box_.offer(
            {one.id, stream_id{one.stream}, {one.adapter, "kind", "to", "ref"}, one.recorded},
            now_);
    }

    /// None of its adapter's was passed over before, and not too many wait.
    [[nodiscard]] bool has_room(const model_letter& one) const
    {
        std::size_t waiting = 0;
        for (const auto& other : letters_) {
            if (other.adapter == one.adapter && other.id < one.id) {
                if (other.at == stage::passed_over) {
                    return false;
                }
                waiting += other.at != stage::done ? 1U : 0U;
            }
        }
        return waiting < kept_max;
    }

    void read_again()
    {
        while (const auto what = box_.take_backlog()) {
            const auto first = std::find_if(letters_.begin(), letters_.end(), [&](const auto& one) {
                return one.adapter == what->adapter && one.at == stage::passed_over;
            });
            BOOST_TEST_REQUIRE((first != letters_.end() && first->id == what->from));
            const auto end = std::find_if(first, letters_.end(), [&](auto& one) {
                if (one.adapter == what->adapter) {
                    offer(one);
                }
                return box_.is_behind(what->adapter);
            });
            BOOST_TEST_REQUIRE((end == letters_.end() || end->at == stage::passed_over));
            box_.backlog_read(what->adapter);
        }
    }

    [[nodiscard]] bool is_first_of_lane(const model_letter& one) const
    {
        return std::none_of(letters_.begin(), letters_.end(), [&](const auto& other) {
            return other.stream == one.stream && other.adapter == one.adapter &&
                   other.at != stage::done && other.at != stage::unknown && other.id < one.id;
        });
    }
    [[nodiscard]] std::size_t count(stage at) const
    {
        return static_cast<std::size_t>(std::count_if(
            letters_.begin(), letters_.end(), [at](const auto& one) { return one.at == at; }));
    }
    [[nodiscard]] std::size_t open() const
    {
        return letters_.size() - count(stage::done) - count(stage::unknown) -
               count(stage::passed_over);
    }
    [[nodiscard]] bool is_possible(const model_letter& one) const
    {
        return one.at == stage::settling || (one.at == stage::queued && is_first_of_lane(one) &&
                                             count(stage::sending) < rule.in_flight_max);
    }
    model_letter& find(letter_id id)
    {
        return *std::find_if(
            letters_.begin(), letters_.end(), [id](const auto& one) { return one.id == id; });
    }

    /// @return Whether there was something to do.
    bool ask()
    {
        std::optional<instant> first;
        for (const auto& one : letters_) {
            if (is_possible(one)) {
                first = std::min(first.value_or(one.due), one.due);
            }
        }
        auto next = box_.next(now_);
        if (const auto* what = std::get_if<outbox::send>(&next)) {
            auto& one = find(what->id);
            BOOST_TEST_REQUIRE((is_possible(one) && one.at == stage::queued && one.due <= now_));
            BOOST_TEST_REQUIRE(what->what.attempt == ++one.attempts);
            one.at = stage::sending;
            return true;
        }
        if (const auto* what = std::get_if<settle>(&next)) {
            auto& one = find(what->id);
            BOOST_TEST_REQUIRE((one.at == stage::settling && one.due <= now_));
            BOOST_TEST_REQUIRE((what->outcome.how == one.how));
            BOOST_TEST_REQUIRE(what->outcome.attempts == one.attempts);
            one.at = stage::recording;
            return true;
        }
        const auto* wait = std::get_if<wait_until>(&next);
        BOOST_TEST_REQUIRE((wait != nullptr) == first.has_value());
        if (wait != nullptr) {
            BOOST_TEST_REQUIRE((*first > now_ && wait->when == *first));
        }
        return false;
    }

    template <class Act>
    void with_one(stage at, const Act& act)
    {
        const auto all = count(at);
        if (all == 0) {
            return;
        }
        auto left = random_() % all;
        for (auto& one : letters_) {
            if (one.at == at && left-- == 0) {
                act(one);
                return;
            }
        }
    }

    void answer_one()
    {
        with_one(stage::sending, [this](auto& one) {
            answer(one, random_() % 3 == 0 ? hand_result{delivery::sent, {}} : hand_result{});
        });
    }
    void answer(model_letter& one, const hand_result& how)
    {
        chance_ = random_();
        box_.tried(one.id, one.attempts, how, now_);
        const auto full = std::min<std::chrono::milliseconds>(
            rule.longest, rule.first * (1 << std::min(one.attempts - 1, 10U)));
        const auto again =
            now_ + full -
            std::chrono::milliseconds{chance_ % static_cast<std::uint64_t>(full.count() / 4)};
        const bool dead = !how.settled && again - one.recorded > rule.give_up_after;
        one.at = how.settled || dead ? stage::settling : stage::queued;
        one.due = one.at == stage::settling ? now_ : again;
        one.how = dead ? delivery::dead : how.settled.value_or(delivery::sent);
    }
    void record_one()
    {
        with_one(stage::recording, [this](auto& one) {
            if (random_() % 3 == 0) {
                box_.not_recorded(one.id, now_);
                one.at = stage::settling;
                one.due = now_ + 1s;
            } else {
                record(one);
            }
        });
    }
    void record(model_letter& one)
    {
        box_.recorded(one.id);
        one.at = stage::done;
    }

    void check() const
    {
        std::uint64_t done = position_;
        std::uint64_t read = position_;
        for (const auto& one : letters_) {
            if (one.at == stage::passed_over) {
                read = std::min(read, number_of(one.id.cause) - 1);
            }
            if (one.at != stage::done) {
                done = std::min(done, number_of(one.id.cause) - 1);
            }
        }
        BOOST_TEST_REQUIRE(number_of(box_.done()) == done);
        BOOST_TEST_REQUIRE(number_of(box_.read()) == read);
        BOOST_TEST_REQUIRE(box_.is_behind() == (count(stage::passed_over) != 0));
        BOOST_TEST_REQUIRE(box_.under_way() == count(stage::sending));
        BOOST_TEST_REQUIRE(box_.waiting() == open());
    }

    std::mt19937_64 random_;
    std::uint64_t chance_ = 0;
    letters box_{rule, [this] { return chance_; }};
    instant now_ = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};
    std::uint64_t position_ = 0;
    std::set<letter_id> left_open_;
    std::vector<model_letter> letters_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(letters_do_what_the_model_does_and_all_come_to_an_end)
{
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            walk one{seed};
            for (int i = 0; i < 400; ++i) {
                one.step();
            }
            one.end_well();
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
