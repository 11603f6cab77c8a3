#pragma once

#include <acikkapi/ports.hpp>

#include <cstddef>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace acikkapi::adapters {

/// Letters that a peer has taken, which may turn out not to have arrived, and those that did turn out so, until the next
/// one has them. The engine has settled them all and hands none of them over again.
/// @par Thread safety  None.
class late_letters {
public:
    /// A letter that is to be tried, and by which of the ways.
    struct attempt {
        std::size_t way = 0;
        hand_over what;
    };

    explicit late_letters(std::size_t ways) : ways_(ways) {}

    /// A peer has it. Where there is no next way, nothing is kept but which way it went.
    void taken(std::size_t way, const hand_over& what);

    /// A peer says what became of it. If that is bad, the next way is due at once.
    /// @return Which way it went; empty if no word of it was waited for.
    std::optional<std::size_t> heard(const std::string& id, const hand_result& how, instant now);

    /// When to ask for what is due.
    [[nodiscard]] std::optional<instant> next(instant now) const;

    /// The next that is due; from now on it is on its way. Empty if there is none, or enough are on their way.
    [[nodiscard]] std::optional<attempt> take_due(instant now);

    /// It is not on its way after all: nobody is to be written to before `when`.
    void put_off(const std::string& id, instant when, instant now);

    /// What came of one that was on its way.
    /// @return What is to be put on record, if it has come to an end.
    std::optional<hand_result> ended(const attempt& what, const hand_result& how, instant now);

    /// Nothing of this application is kept or tried any more.
    void forget(stream_id whose);

private:
    enum class stage { with_peer, waits, on_its_way };
    struct late {
        attempt next;
        stage at = stage::with_peer;
        instant since{};  // When it was heard that it did not arrive.
        instant when{};   // Of the next try.
        unsigned failures = 0;
    };
    using entry = std::unordered_map<std::string, late>::iterator;

    void wait(late& one, instant when, instant now);
    void drop(entry at);
    void make_room();
    [[nodiscard]] bool has_next(std::size_t way) const { return way + 1 < ways_; }

    std::size_t ways_;
    std::unordered_map<std::string, late> letters_;  // By id.
    std::deque<std::string> order_;  // In which they came, with those that are gone.
    std::set<std::pair<instant, std::string>> turns_;
    std::size_t under_way_ = 0;
};

/// It will not arrive this way; another may do.
[[nodiscard]] bool is_refused(const hand_result& how);

}  // namespace acikkapi::adapters
