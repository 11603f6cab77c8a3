#pragma once

#include <acikkapi/record.hpp>
#include <acikkapi/workflow.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace acikkapi::detail {

/// A value whose type only the workflow knows.
using erased = std::shared_ptr<const void>;

/// All that follows from one command.
struct decided {
    std::vector<encoded> events;
    std::vector<std::vector<letter>> letters;  ///< Of each event.
    erased after;  ///< State after the last event; nothing if there is none.
};

/// A workflow without its types: what the compiled kernel and the audit work with.
class any_workflow {
public:
    virtual ~any_workflow() = default;

    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    [[nodiscard]] virtual std::uint32_t version() const noexcept = 0;
    [[nodiscard]] virtual erased initial() const = 0;
    [[nodiscard]] virtual result<decided>
    decide(const void* state, const void* command, const context& about) const = 0;
    [[nodiscard]] virtual result<erased>
    fold(const void* state, const encoded_view& event) const = 0;
    [[nodiscard]] virtual result<erased> decode_state(const encoded_view& bytes) const = 0;
    /// The state without what it says of one person.
    [[nodiscard]] virtual result<erased> forget(const void* state, whose_data whose) const = 0;
    [[nodiscard]] virtual encoded encode_state(const void* state) const = 0;
    [[nodiscard]] virtual index_rows index(const void* state) const = 0;
    /// The timer of a state that comes first.
    [[nodiscard]] virtual std::optional<timer> first_timer(const void* state) const = 0;
    [[nodiscard]] virtual std::string fingerprint(const void* command) const = 0;
    [[nodiscard]] virtual erased settle(const letter_outcome& outcome) const = 0;
    [[nodiscard]] virtual erased fire(const timer& due) const = 0;

    [[nodiscard]] virtual std::string_view act_name(const void* command) const = 0;
    [[nodiscard]] virtual bool is_own(const void* state, const actor& by) const = 0;
    [[nodiscard]] virtual std::optional<instant> ended_at(const void* state) const = 0;

    /// As streams bear it in their first fact, and the ground of what the engine does by itself.
    [[nodiscard]] std::string name_and_version() const
    {
        return std::string{name()} + "/" + std::to_string(version());
    }

    /// What a record other than a refusal makes of a state.
    [[nodiscard]] result<erased> follow(const void* state, const record& what) const
    {
        switch (what.kind) {
        case record_kind::erasure: return forget(state, what.whose);
        case record_kind::disclosure:
        case record_kind::hold:
        case record_kind::release:
        case record_kind::proposal: return decode_state(view_of(encode_state(state)));
        default: return fold(state, view_of(what.payload));
        }
    }

    /// The state without what it says of anybody.
    [[nodiscard]] result<erased> without_persons(const void* state) const
    {
        encoded bytes = encode_state(state);
        bytes.erased = bytes.erased || !bytes.personal.empty();
        bytes.personal.clear();
        for (auto& other : bytes.others) {
            other = {other.whose, {}, true};
        }
        return decode_state(view_of(bytes));
    }

    [[nodiscard]] std::optional<instant> next_due(const void* state) const
    {
        const auto first = first_timer(state);
        return first ? std::optional{first->due} : std::nullopt;
    }
};

template <workflow W>
class workflow_of final : public any_workflow {
public:
    using state = typename W::state;
    using command = typename W::command;

    explicit workflow_of(W rules) : rules_(std::move(rules)) {}

    [[nodiscard]] std::string_view name() const noexcept override { return W::name; }
    [[nodiscard]] std::uint32_t version() const noexcept override { return W::version; }
    [[nodiscard]] erased initial() const override { return std::make_shared<const state>(); }

    [[nodiscard]] result<decided>
    decide(const void* before, const void* wish, const context& about) const override
    {
        auto events = rules_.decide(as<state>(before), as<command>(wish), about);
        if (!events) {
            return events.error();
        }
        decided out;
        out.events.reserve(events->size());
        out.letters.reserve(events->size());
        const state* now = &as<state>(before);
        for (const auto& event : *events) {
            auto next = rules_.evolve(*now, event);
            if (!next) {
                return next.error();
            }
            auto after = std::make_shared<const state>(*std::move(next));
            out.events.push_back(rules_.encode(event));
            out.letters.push_back(rules_.react(*now, event, *after, about));
            now = after.get();
            out.after = std::move(after);
        }
        return out;
    }

    [[nodiscard]] result<erased> fold(const void* before, const encoded_view& bytes) const override
    {
        const auto event = rules_.decode_event(bytes);
        if (!event) {
            return event.error();
        }
        auto next = rules_.evolve(as<state>(before), *event);
        if (!next) {
            return next.error();
        }
        return erased{std::make_shared<const state>(*std::move(next))};
    }

    [[nodiscard]] result<erased> decode_state(const encoded_view& bytes) const override
    {
        auto value = rules_.decode_state(bytes);
        if (!value) {
            return value.error();
        }
        return erased{std::make_shared<const state>(*std::move(value))};
    }

    [[nodiscard]] result<erased> forget(const void* now, whose_data whose) const override
    {
        encoded bytes = rules_.encode(as<state>(now));
        if (whose == 0) {
            bytes.erased = true;
            bytes.personal.clear();
        }
        for (auto& other : bytes.others) {
            if (other.whose == whose) {
                other = {whose, {}, true};
            }
        }
        return decode_state(view_of(bytes));
    }

    [[nodiscard]] encoded encode_state(const void* now) const override
    {
        return rules_.encode(as<state>(now));
    }

    [[nodiscard]] index_rows index(const void* now) const override
    {
        index_rows rows;
        rows.lists.reserve(4);
        rows.counters.reserve(6);
        rules_.index(as<state>(now), rows);
        return rows;
    }

    [[nodiscard]] std::optional<timer> first_timer(const void* now) const override
    {
        return earliest(rules_.timers(as<state>(now)));
    }

    [[nodiscard]] std::string fingerprint(const void* wish) const override
    {
        return rules_.fingerprint(as<command>(wish));
    }

    [[nodiscard]] erased settle(const letter_outcome& outcome) const override
    {
        return std::make_shared<const command>(rules_.settle(outcome));
    }

    [[nodiscard]] erased fire(const timer& due) const override
    {
        return std::make_shared<const command>(rules_.fire(due));
    }

    [[nodiscard]] std::string_view act_name([[maybe_unused]] const void* wish) const override
    {
        if constexpr (requires(const command& what) { W::act_name(what); }) {
            using text = decltype(W::act_name(as<command>(wish)));
            static_assert(
                std::is_lvalue_reference_v<text> || std::is_trivially_copyable_v<text>,
                "act_name returns a text that is gone before it is read: return a string_view");
            return W::act_name(as<command>(wish));
        } else {
            static_assert(
                !requires { &W::act_name; }, "act_name is static, of const command&");
            return "change";
        }
    }

    [[nodiscard]] bool
    is_own([[maybe_unused]] const void* now, [[maybe_unused]] const actor& by) const override
    {
        if constexpr (requires(const state& what) { W::is_own(what, by); }) {
            return W::is_own(as<state>(now), by);
        } else {
            static_assert(
                !requires { &W::is_own; }, "is_own is static, of const state&, const actor&");
            return false;
        }
    }

    [[nodiscard]] std::optional<instant> ended_at([[maybe_unused]] const void* now) const override
    {
        if constexpr (requires(const state& what) { W::ended_at(what); }) {
            return W::ended_at(as<state>(now));
        } else {
            static_assert(
                !requires { &W::ended_at; }, "ended_at is static, of const state&");
            return std::nullopt;
        }
    }

private:
    template <class T>
    static const T& as(const void* value)
    {
        return *static_cast<const T*>(value);
    }

    W rules_;
};

}  // namespace acikkapi::detail
