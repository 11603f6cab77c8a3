#pragma once

#include <acikkapi/detail/kernel.hpp>
#include <acikkapi/views.hpp>
#include <acikkapi/workflow.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace acikkapi {

/// One command for one application.
template <workflow W>
struct request {
    typename W::command wish{};
    origin from{};
    stream_id stream = no_stream;  ///< `no_stream` registers a new application.
    /// Idempotency: 1 to 256 bytes, first not 0; 10,000 kept. Not that of a command that causes no event: who may give one
    /// of those again says `expected`.
    std::optional<std::string> key{};
    /// Refuse with `version_conflict` at another version. The engine's own acts, timers and the
    /// outcomes of letters, are versions too.
    std::optional<version> expected{};
};

/// Several commands that happen together or not at all.
template <workflow W>
struct batch {
    std::vector<request<W>> requests;     ///< 1 to 1,000; a `key` in them is not looked at.
    std::vector<precondition> unchanged;  ///< Checked, not written: must stand at these versions.
    std::optional<std::string> key;       ///< Of the whole batch.
};

/// What came of a command that was given to many applications.
struct many_done {
    std::uint64_t changed = 0;  ///< So many have an event of it, now or since an earlier call.
    std::vector<std::pair<stream_id, error_code>> refused{};  ///< In the order they were given in.
};

/// The front desk: the only way in which an application changes.
///
/// One directory, one engine at a time. Work is done in the host's threads: decisions run where a command
/// is given, or on the blocking executor when the disk must be read; commits run on the blocking
/// executor, or in the caller's thread for `submit`. RocksDB has two threads of its own, which write and merge
/// tables; on a disk that was full the engine makes one for as long as what waits is written. A process that
/// forks does so before it opens one.
///
/// @par Thread safety  All members from any thread; moving and destroying are not.
/// @par Lifetime  Ports and executors outlive it, and ports the completion of `async_run`. The destructor stops it
///      and waits for commits, not for letters that are under way.
template <workflow W>
class engine {
public:
    /// Opens or, if asked, makes a store.
    /// @return `errc::not_a_store`, `busy`, `other_workflow`, `wrong_key`, `corrupt_journal`,
    ///         `corrupt_snapshot`, `unknown_schema`, `disk_full`, `io_error` or `bad_argument`; with a vault also
    ///         `no_key_file` or `missing_epoch`.
    /// @par Exceptions  What the default of `rules` throws: that of `petition` on a machine without tzdata.
    /// @par Complexity  One pass over the open applications; each table of the store is opened once. With keys of
    ///      persons that are a copy from before an erasure, one over the journal: it is carried out again.
    [[nodiscard]] static result<engine> open(engine_options options, W rules = W{})
    {
        auto core = detail::kernel::open(
            std::move(options), std::make_unique<detail::workflow_of<W>>(std::move(rules)));
        if (!core) {
            return core.error();
        }
        return engine{*std::move(core)};
    }

    /// Gives a command to the engine.
    /// @par Completion  `void(error_code, receipt)` after the fsync, never inline, on the handler's
    ///      executor, else the engine's. Errors: any refusal of the workflow, `version_conflict`,
    ///      `key_reused`, `no_such_application`, `not_permitted`, `not_proposed`, `bad_actor`,
    ///      `missing_authority`, `bad_channel`, `bad_argument`, `erased`, `limit_reached`; `overloaded`,
    ///      `stopping`, `disk_full`; `outcome_unknown`; `io_error`; `corrupt` ones.
    /// @par Cancellation  None: a command that was given is carried out.
    /// @warning  A handler does not wait for another one: what is done by one fsync is told by one thread, one after the other.
    /// @warning  GCC 12 destroys an aggregate twice that is made within a `co_await`: name the request, then move it in.
    template <class Token = asio::deferred_t>
    auto async_submit(request<W> what, Token&& token = {})
    {
        return asio::async_initiate<Token, void(error_code, receipt)>(
            [core = core_.get()](auto done, request<W> given) {
                core->start(untyped(std::move(given)), std::move(done));
            },
            token,
            std::move(what));
    }

    /// The same for several applications at once; the receipts stand in the order of the requests.
    template <class Token = asio::deferred_t>
    auto async_submit_all(batch<W> what, Token&& token = {})
    {
        return asio::async_initiate<Token, void(error_code, std::vector<receipt>)>(
            [core = core_.get()](auto done, batch<W> given) {
                core->start_all(untyped(std::move(given)), std::move(done));
            },
            token,
            std::move(what));
    }

    /// The blocking form: returns after the fsync. Not from a thread that must not wait.
    [[nodiscard]] result<receipt> submit(request<W> what)
    {
        auto all = core_->run(untyped(std::move(what)));
        if (!all) {
            return all.error();
        }
        return all->front();
    }

    [[nodiscard]] result<std::vector<receipt>> submit_all(batch<W> what)
    {
        return core_->run(untyped(std::move(what)));
    }

    /// Gives the same command to every application in a list, one after another: what a circular changes, such as
    /// a new calendar, is put on record in each. It is the list of when the call begins: who leaves it meanwhile is given the
    /// command, too. Returns after the last fsync; called again after a fault it goes over all of them again.
    /// @param which  `after` and `limit` are not looked at.
    /// @return How many it caused an event for; those that refuse it are passed over. What `submit` gives
    ///         otherwise, or `views::list`.
    [[nodiscard]] result<std::uint64_t>
    submit_to_list(list_query which, const typename W::command& wish, const origin& from);

    /// Gives the same command to each of many applications, as one decision about all of a campaign: each has its
    /// own event, its own letters, and is refused for itself. 64 at a time share a commit, so that commands of
    /// others go on in between. Returns after the last fsync; called again with the same arguments after a fault,
    /// or a crash, it goes on where it was.
    /// @param which  Each once.
    /// @param key    Names the decision: 1 to 200 bytes, the first not 0. Each application has an idempotency key
    ///               made of it. Of a campaign `from.correlation` is the name.
    /// @return What it came to; `errc::bad_argument` for a key out of range, or the first error of `submit` that
    ///         is no refusal.
    [[nodiscard]] result<many_done> submit_to_streams(
        std::span<const stream_id> which,
        const typename W::command& wish,
        const origin& from,
        const std::string& key);

    /// Does the background work, letters and timers, until `stop`.
    /// @par Completion  `void(error_code)`: none after a stop, else why it ended: `errc::outcome_unknown` when a
    ///      write has failed, after which nothing is accepted, sent or put on record until the store is opened anew;
    ///      `errc::busy` at once if it was called before.
    template <class Token = asio::deferred_t>
    auto async_run(Token&& token = {})
    {
        return asio::async_initiate<Token, void(error_code)>(
            [core = core_.get()](auto done) { core->start_hands(std::move(done)); }, token);
    }

    /// Accepts nothing more, commits what was accepted, ends `async_run`. Waits for the disk.
    /// Questions are still answered; the store is free for others when the engine is destroyed.
    /// Calling it again does nothing.
    void stop() { core_->stop(); }

    /// Puts on record what a peer says of a letter after it has taken it: a receipt that it was delivered, or
    /// that it never will be. The same again changes nothing, also when it comes twice at once. A letter whose
    /// answer was lost and that waits to be tried again is not sent again.
    /// @param letter  `hand_over::id`.
    /// @param how     `settled` says what came of it.
    /// @par Completion  As `async_submit`, once the outcome of the letter itself is on record, which may take hours;
    ///      `errc::bad_argument` if it is no letter of this store's life, or is not settled.
    template <class Token = asio::deferred_t>
    auto async_report(std::string letter, hand_result how, Token&& token = {})
    {
        return asio::async_initiate<Token, void(error_code, receipt)>(
            [core = core_.get()](auto done, std::string id, hand_result what) {
                core->start_report(std::move(id), std::move(what), std::move(done));
            },
            token,
            std::move(letter),
            std::move(how));
    }

    /// Hands nothing more over to an adapter, until it is released: letters wait. What is under way goes on.
    /// Holds as long as the engine is open (`adapter_rule::held` begins so). What an adapter does by itself with what it
    /// has taken, it goes on with.
    /// @return Whether there is an adapter of this name.
    [[nodiscard]] bool hold_letters(std::string adapter)
    {
        return core_->hold_letters(std::move(adapter), true);
    }
    [[nodiscard]] bool release_letters(std::string adapter)
    {
        return core_->hold_letters(std::move(adapter), false);
    }

    /// How the letters of each adapter stand, as of a moment ago. Letters that are not read from the journal yet
    /// are not counted: `adapter_rule::waiting_max` are held in memory at most.
    [[nodiscard]] std::vector<adapter_state> letters() const { return core_->letters(); }

    /// What is counted and measured of this engine since it was opened. @see docs/operations.md, prometheus_text
    [[nodiscard]] std::vector<metric> metrics() const { return core_->metrics(); }

    /// What somebody may see of the applications.
    /// @param who  If there is an `access_policy` nobody sees anything: name the viewer.
    [[nodiscard]] acikkapi::views<W> views(viewer who = {}) const
    {
        return acikkapi::views<W>{core_->reader(std::move(who))};
    }

    /// Shows somebody an application with all that is personal, though it is not his, and puts on
    /// record that he saw it, on what ground and why. That is a version of the application like
    /// any other, and durable before anything is shown. Waits for the disk.
    /// @param reason  1 to 1,000 bytes of UTF-8; no personal data: it is kept in clear for ever.
    /// @return As `submit`; `errc::not_permitted` where the policy refuses it also on record;
    ///         `missing_reason`, `bad_text`.
    [[nodiscard]] result<found<typename W::state>>
    disclose(stream_id stream, const origin& from, std::string reason)
    {
        if (const auto done =
                core_->put_on_record({record_kind::disclosure, std::move(reason)}, stream, from);
            !done) {
            return done.error();
        }
        return acikkapi::views<W>{core_->reader()}.find(stream);
    }

    /// The same, and shows all that happened to it as well. @see views::timeline
    /// @param take  Is given one record after another, after the disclosure is durable: it is the last of them, unless
    ///              something happened meanwhile.
    [[nodiscard]] result<found<typename W::state>> disclose(
        stream_id stream,
        const origin& from,
        std::string reason,
        const std::function<void(record)>& take)
    {
        auto shown = disclose(stream, from, std::move(reason));
        if (!shown) {
            return shown;
        }
        const auto read = acikkapi::views<W>{core_->reader()}.timeline(stream, take);
        return read ? std::move(shown) : read.error();
    }

    /// The journal as it grows. @see feed
    [[nodiscard]] acikkapi::feed feed(position after = position{0}) const
    {
        return acikkapi::feed{core_.get(), after};
    }

    /// Remembers how far a reader of the feed has come, durably.
    /// @param reader  1 to 64 visible ASCII characters.
    /// @return `errc::beyond_head` for a place that the journal has not come to; `errc::bad_argument` for such a name.
    [[nodiscard]] result<void> save_checkpoint(std::string_view reader, position done)
    {
        return core_->save_checkpoint(reader, done);
    }
    /// @return What was saved last, or position 0; `errc::bad_argument` for a name under which nothing can be saved.
    [[nodiscard]] result<position> load_checkpoint(std::string_view reader) const
    {
        return core_->load_checkpoint(reader);
    }

    /// A copy of the store as of now that other programs may read while this one goes on.
    /// @param directory  Missing or empty; appears there complete or not at all, and on the same file
    ///                   system takes hardly any space. It is made beside it first, in
    ///                   `<directory>.copying`; so it cannot be a mount point. What a copy that was
    ///                   cut short left there is begun anew.
    /// @return `errc::not_empty` if something else lies in one of the two places, `bad_argument` for a mount point,
    ///         `busy` if somebody is copying there, `disk_full`, `io_error`; the next try is not in the way of this one.
    [[nodiscard]] result<void> copy_to(const std::string& directory) const
    {
        return core_->copy_to(directory);
    }

    /// Adds a backup of the store as of some moment of this call to those of a directory; commands
    /// go on meanwhile. Waits for the disk. @see back_up_store for what it returns.
    [[nodiscard]] result<backup_info>
    backup(const std::string& into, const backup_progress& progress = {}) const
    {
        return core_->back_up(into, progress);
    }

    /// Which life of the store this is. A reader that keeps its place in the feed elsewhere keeps
    /// this with it: under another epoch, what it has read may not have happened.
    [[nodiscard]] restore_epoch epoch() const { return core_->epoch(); }

    /// The application with this serial (`application_number::serial`), as a stream.
    /// Does not say whether there is one.
    [[nodiscard]] stream_id stream_of(std::uint64_t serial) const
    {
        return core_->stream_of(serial);
    }

    /// A secret of 70 bits for the holder of an application, 14 characters: derived from the
    /// store's key, the same each time, never stored. Opens nothing by itself and proves no identity.
    [[nodiscard]] std::string lookup_code(stream_id stream) const
    {
        return core_->lookup_code(stream);
    }
    /// Compares in constant time; small letters, and O, I, L for 0, 1, 1, are accepted.
    [[nodiscard]] bool is_lookup_code(stream_id stream, std::string_view text) const
    {
        return core_->is_lookup_code(stream, text);
    }

    /// The public key of the journal's checkpoints: what others check its proofs with.
    [[nodiscard]] const verifier_key& log_key() const { return core_->log_key(); }

    /// The newest signed checkpoint, as a note. @see open_checkpoint
    /// @return `errc::not_covered` if there is none yet.
    [[nodiscard]] result<std::string> newest_checkpoint() const
    {
        return core_->newest_checkpoint();
    }

    /// Signs a checkpoint over all that is durable now, and returns when it is durable itself. In a restored store an
    /// original's over as much stays, and ours is not kept. @return The note; `errc::not_covered` if empty, or as `submit`.
    [[nodiscard]] result<std::string> sign_checkpoint() { return core_->sign_checkpoint(); }

    /// Proves one record of the journal in the newest checkpoint: what a receipt can carry.
    /// @param at  As in `receipt::first`.
    /// @return `errc::not_covered` until a checkpoint covers it; `beyond_head`.
    /// @par Complexity  A few hundred reads; grows with the logarithm of the journal.
    [[nodiscard]] result<record_proof> prove(position at) const { return core_->prove(at); }

    /// The same, as soon as a checkpoint covers it: a receipt that is to carry its proof asks here for
    /// its `first`, and the applicant is given the proof when it comes. Witnesses are asked only then: for their
    /// cosignatures `prove` is asked a moment later.
    /// @par Completion  `void(error_code, record_proof)`: `errc::beyond_head` for a place that the journal
    ///      has not come to, `overloaded` when too many wait, `stopping` when the engine stops before, or a
    ///      `corrupt` error. Checkpoints are signed by `async_run` and by `sign_checkpoint`.
    template <class Token = asio::deferred_t>
    auto async_prove(position at, Token&& token = {})
    {
        return asio::async_initiate<Token, void(error_code, record_proof)>(
            [core = core_.get(), at](auto done) { core->start_proof(at, std::move(done)); }, token);
    }

    /// Proves all records of an application in the newest checkpoint.
    /// @param number  For people, as it is to stand in the bundle.
    /// @return As `prove` of the last of them; `errc::no_such_application`.
    [[nodiscard]] result<bundle> prove_all(stream_id stream, std::string number) const
    {
        return core_->prove_all(stream, std::move(number));
    }

    /// Proves that the newest checkpoint goes on from what the journal was at an earlier size.
    /// @return `errc::not_covered` if there is no checkpoint of that size or above.
    [[nodiscard]] result<growth_proof> prove_growth(std::uint64_t from) const
    {
        return core_->prove_growth(from);
    }

    /// Erases persons by law: of what these applications say of them nothing can be read any more, here,
    /// in copies or in backups, and the history and its proofs stay as they are.
    ///
    /// First it is put on record, with a letter of the kind `erased` to every adapter that got letters
    /// of the application: a department's to the same recipient, a notifier's to nobody, by the
    /// reference alone. The application is found no more by what it was found by. Then the keys are
    /// destroyed, of all at once, under one new epoch; what was cut short is done at the next opening.
    /// Waits for the disk and for the provider of the keys.
    /// @param whom  1 to 1,000, each person of an application once.
    /// @param from  `on` names the legal basis.
    /// @return One receipt each, `repeated` for those who were erased before. `errc::no_key_file` if
    ///         the store is not sealed, `on_hold`, `bad_argument`, or as `submit`. If the keys could not be
    ///         destroyed the provider's error: it is on record then, and to be called again.
    [[nodiscard]] result<std::vector<receipt>>
    erase(const std::vector<person_of>& whom, const origin& from)
    {
        return core_->erase(whom, from);
    }

    /// Puts an application under a legal hold: until as many releases nobody in it can be erased.
    /// @param reason  As of `disclose`.
    /// @return As `disclose`.
    [[nodiscard]] result<receipt> hold(stream_id stream, const origin& from, std::string reason)
    {
        return core_->put_on_record({record_kind::hold, std::move(reason)}, stream, from);
    }
    [[nodiscard]] result<receipt> release(stream_id stream, const origin& from, std::string reason)
    {
        return core_->put_on_record({record_kind::release, std::move(reason)}, stream, from);
    }

    /// Proposes something that needs two persons (`verdict::by_two`): it is on record who wants it, on what
    /// ground and why. Somebody else who may do it, under another account, does it within seven days,
    /// once, with the receipt's `first` as `origin::confirms`.
    /// @param act     The name of a command, or one of `acts`; 1 to 32 bytes.
    /// @param reason  As of `disclose`, but at most 999 bytes together with the act.
    /// @return As `disclose`.
    [[nodiscard]] result<receipt>
    propose(stream_id stream, const origin& from, std::string act, std::string reason)
    {
        return core_->put_on_record(
            {record_kind::proposal, std::move(reason), std::move(act)}, stream, from);
    }

    /// Erases, as `erase` does, everybody in applications that ended longer ago than they are to be kept,
    /// oldest first, but for those under a legal hold and those that `from` may not destroy. One call looks
    /// at so many applications as the rule says; what was destroyed is certified, signed by the journal's key.
    /// @param from  `on` names the schedule by which it is done.
    /// @return `errc::bad_argument` for a rule out of range, `not_permitted` for who may destroy none, or
    ///         as `erase`: after an error it is to be called again, with the same rule.
    [[nodiscard]] result<destruction> destroy_due(const retention& rule, const origin& from)
    {
        return core_->destroy_due(rule, from);
    }

    /// What is given to who asked to be erased: signed by the journal's key, about a record that can be
    /// proven like any other. @see open_erasure_certificate
    /// @param at      As in the receipt of `erase`.
    /// @param number  For people, as it is to stand there.
    /// @return `errc::bad_argument` if it is no erasure's record; `outcome_unknown` if the key is
    ///         still there: `erase` is to be called again.
    [[nodiscard]] result<std::string> certify_erasure(position at, std::string number) const
    {
        return core_->certify_erasure(at, std::move(number));
    }

    /// Puts the keys of persons under the key of a new epoch and destroys the old one. No event is
    /// written anew. Waits for the provider of the keys.
    /// @return `errc::no_key_file` if the store is not sealed, or the provider's error.
    [[nodiscard]] result<void> rotate_keys() { return core_->rotate_keys(); }

    /// Position of the last durable event; views may show one a moment before.
    [[nodiscard]] position head() const { return core_->head(); }

private:
    explicit engine(std::unique_ptr<detail::kernel> core) : core_(std::move(core)) {}

    /// Nobody is asked what may be seen: it is only looked at here.
    [[nodiscard]] acikkapi::views<W> views_of_host() const
    {
        return acikkapi::views<W>{core_->reader()};
    }

    [[nodiscard]] std::vector<result<receipt>> submit_each(
        std::span<const stream_id> which,
        const typename W::command& wish,
        const origin& from,
        const std::optional<std::string>& key);

    static detail::wishes untyped(request<W> what)
    {
        detail::wishes out;
        out.key = std::move(what.key);
        out.list.push_back(untyped_one(std::move(what)));
        return out;
    }

    static detail::wishes untyped(batch<W> what)
    {
        detail::wishes out;
        out.key = std::move(what.key);
        out.unchanged = std::move(what.unchanged);
        for (auto& one : what.requests) {
            out.list.push_back(untyped_one(std::move(one)));
        }
        return out;
    }

    static detail::wish untyped_one(request<W> what)
    {
        return {
            std::make_shared<const typename W::command>(std::move(what.wish)),
            std::move(what.from),
            what.stream,
            what.expected,
            std::nullopt};
    }

    std::unique_ptr<detail::kernel> core_;
};

}  // namespace acikkapi

#include <acikkapi/detail/many.hpp>
