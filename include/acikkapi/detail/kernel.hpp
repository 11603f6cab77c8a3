#pragma once

#include <acikkapi/backup.hpp>
#include <acikkapi/detail/any_workflow.hpp>
#include <acikkapi/feed.hpp>
#include <acikkapi/metrics.hpp>
#include <acikkapi/options.hpp>
#include <acikkapi/proof.hpp>
#include <acikkapi/views.hpp>

#include <boost/asio/any_completion_handler.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi {

/// Who gives a command, how, and on what ground.
struct origin {
    actor by{};                            ///< Required.
    channel via{};                         ///< Required.
    authority on{};                        ///< Legal or organisational ground; required.
    std::optional<instant> occurred_at{};  ///< When it happened, if not now: an offline desk.
    std::string correlation{};             ///< The host's id of the whole affair; at most 64 bytes.
    bool historical = false;               ///< An import: no letters.
    /// The lookup code of the application, which makes the actor its holder; not stored.
    /// @see access_policy
    std::string code{};
    /// The proposal of another that this confirms, as in its receipt's `first`; 0 for none. It is on record
    /// as the cause. @see engine::propose
    position confirms{};
};

/// What was done. A command that is given again with its key gets the same receipt again, but one that caused no event
/// left no trace: given again it is decided anew.
struct receipt {
    stream_id stream{};
    acikkapi::version version = 0;  ///< Of the application after the command.
    position first{};               ///< Of its first event; 0 if it caused none.
    position last{};
    bool repeated = false;  ///< Done before: nothing was done now.
};

/// How long what is personal is kept of an application that has ended.
struct retention {
    std::chrono::days keep{};  ///< From its end on: 0 to 36,525. For ever is not to call.
    std::string after{};       ///< `destruction::next` of the call before; empty to begin.
    std::size_t limit = 250;   ///< Applications that one call looks at: 1 to 1,000.
};

/// What became of a call to destroy what is due.
struct destruction {
    std::vector<receipt> erased;  ///< Of each person; `repeated`: on record on another ground.
    std::uint64_t held = 0;       ///< Applications whose time is over and that a legal hold keeps.
    std::string next;             ///< Where to go on; empty when nothing more is due.
    std::string certificate;  ///< @see open_destruction_certificate; empty if nobody was erased.
    /// Applications whose time is over and that the policy keeps from who asks, or whose state would still name the erased.
    std::uint64_t refused{};
};

/// A stream that a batch looks at and does not change.
struct precondition {
    stream_id stream{};
    acikkapi::version version = 0;
};

namespace detail {

/// To erase a person, and what goes with it.
struct erasing {
    whose_data whose = 0;
    std::vector<letter> notices;
    std::vector<std::string> lookups;    ///< Keys of rows by which it is to be found no more.
    std::string_view act = acts::erase;  ///< Or `acts::destroy`.
};

/// A record of words that changes no state: a disclosure, a hold, a release, a proposal.
struct remark {
    record_kind kind = record_kind::disclosure;
    std::string reason;
    std::string act{};  ///< Of a proposal: what is to be done.
};

struct wish {
    erased command;
    origin from;
    stream_id stream{};
    std::optional<acikkapi::version> expected;
    std::optional<erasing> erases{};  ///< In place of a command.
    std::optional<remark> remarks{};  ///< Likewise.
};

struct wishes {
    std::vector<wish> list;
    std::vector<precondition> unchanged;
    std::optional<std::string> key;
    causation caused_by;
    bool by_engine = false;  ///< Nobody is asked whether it may.
};

/// The engine without types; see `engine` for what the members promise.
class kernel : public feed_source {
public:
    using one_handler = asio::any_completion_handler<void(error_code, receipt)>;
    using all_handler = asio::any_completion_handler<void(error_code, std::vector<receipt>)>;
    using proof_handler = asio::any_completion_handler<void(error_code, record_proof)>;
    using end_handler = asio::any_completion_handler<void(error_code)>;

    [[nodiscard]] static result<std::unique_ptr<kernel>>
    open(engine_options options, std::unique_ptr<const any_workflow> rules);

    virtual void start(wishes what, one_handler done) = 0;
    virtual void start_all(wishes what, all_handler done) = 0;
    [[nodiscard]] virtual result<std::vector<receipt>> run(wishes what) = 0;
    /// Each for itself, in one commit if nothing comes between.
    [[nodiscard]] virtual std::vector<result<receipt>> run_each(std::vector<wishes> what) = 0;
    virtual void start_hands(end_handler done) = 0;
    virtual void start_report(std::string letter, hand_result how, one_handler done) = 0;
    [[nodiscard]] virtual bool hold_letters(std::string adapter, bool held) = 0;
    [[nodiscard]] virtual std::vector<adapter_state> letters() const = 0;
    [[nodiscard]] virtual std::vector<metric> metrics() const = 0;
    virtual void stop() = 0;

    /// Everything, for the engine's host. Only what `who` may see, if there is a policy.
    [[nodiscard]] virtual std::shared_ptr<const detail::reader> reader() const = 0;
    [[nodiscard]] virtual std::shared_ptr<const detail::reader> reader(viewer who) const = 0;
    [[nodiscard]] virtual result<receipt>
    put_on_record(remark what, stream_id stream, const origin& from) = 0;
    [[nodiscard]] virtual result<destruction>
    destroy_due(const retention& rule, const origin& from) = 0;
    [[nodiscard]] virtual result<void> save_checkpoint(std::string_view name, position done) = 0;
    [[nodiscard]] virtual result<position> load_checkpoint(std::string_view name) const = 0;
    [[nodiscard]] virtual result<void> copy_to(const std::string& directory) const = 0;
    [[nodiscard]] virtual result<backup_info>
    back_up(const std::string& into, const backup_progress& progress) const = 0;
    [[nodiscard]] virtual restore_epoch epoch() const = 0;
    [[nodiscard]] virtual stream_id stream_of(std::uint64_t serial) const = 0;
    [[nodiscard]] virtual std::string lookup_code(stream_id stream) const = 0;
    [[nodiscard]] virtual bool is_lookup_code(stream_id stream, std::string_view text) const = 0;
    [[nodiscard]] virtual position head() const = 0;
    [[nodiscard]] virtual const verifier_key& log_key() const = 0;
    [[nodiscard]] virtual result<std::string> sign_checkpoint() = 0;
    [[nodiscard]] virtual result<std::string> newest_checkpoint() const = 0;
    [[nodiscard]] virtual result<record_proof> prove(position at) const = 0;
    virtual void start_proof(position at, proof_handler done) = 0;
    [[nodiscard]] virtual result<bundle> prove_all(stream_id stream, std::string number) const = 0;
    [[nodiscard]] virtual result<growth_proof> prove_growth(std::uint64_t from) const = 0;
    [[nodiscard]] virtual result<std::vector<receipt>>
    erase(const std::vector<person_of>& whom, const origin& from) = 0;
    [[nodiscard]] virtual result<std::string>
    certify_erasure(position at, std::string number) const = 0;
    [[nodiscard]] virtual result<void> rotate_keys() = 0;
};

}  // namespace detail
}  // namespace acikkapi
