#pragma once

#include <acikkapi/adapters/digest_department.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace acikkapi::adapters {

/// Many letters as one: a name for each of its lines, so that all can be told what came of it.
struct digest {
    std::string recipient;
    hand_over what;
    std::vector<std::string> ids;
    day on{};  ///< Whose it is. Until it fails there is no other that day.
};

/// What is under way of the digests. Told what came and what became of it, says when a letter is to come again.
/// @par Thread safety  None.
class digest_book {
public:
    digest_book(const digest_options& how, calendar days) : how_(how), days_(std::move(days)) {}

    /// A letter for a digest comes, or comes again.
    /// @return What came of it, or when it is to be tried again.
    [[nodiscard]] hand_result come(const hand_over& what, const digest_line& line, instant now);

    /// When to ask for what is complete.
    [[nodiscard]] std::optional<instant> next() const;

    /// The digests that are complete: from now on they are on their way.
    [[nodiscard]] std::vector<digest> complete(instant now);

    /// What came of one. If nothing is settled its letters will come again as if they were new.
    void ended(const digest& what, const hand_result& how, instant now);

private:
    struct gathered {
        hand_over first;
        std::vector<std::string> ids;
        std::string lines;
        instant last{};
    };
    /// A letter of a digest that is gathered or on its way, or what came of it.
    struct under_way {
        instant since{};
        std::optional<hand_result> came;
    };

    [[nodiscard]] bool is_open(const hand_over& what, instant now) const;
    [[nodiscard]] std::optional<instant>
    next_working_hour(const hand_over& what, instant now) const;
    [[nodiscard]] instant next_hour(const hand_over& what, instant now) const;
    void set_back(instant now);
    void forget(instant now);

    digest_options how_;
    calendar days_;
    std::map<std::string, gathered> gathering_;  // By recipient.
    std::map<std::string, under_way> letters_;   // By id.
    std::map<std::string, day>
        sent_;  // By recipient: the day of the last one that went, or is on its way.
};

[[nodiscard]] std::string line_of(const digest_line& line);

}  // namespace acikkapi::adapters
