#include <acikkapi/detail/kernel.hpp>

#include "codec/record_codec.hpp"
#include "engine/certificates.hpp"
#include "engine/committer.hpp"
#include "engine/completion.hpp"
#include "engine/desk.hpp"
#include "engine/erasing.hpp"
#include "engine/feeds.hpp"
#include "engine/gate.hpp"
#include "engine/hands.hpp"
#include "engine/metrics.hpp"
#include "engine/notary.hpp"
#include "engine/opening.hpp"
#include "engine/provers.hpp"
#include "engine/reader_places.hpp"
#include "engine/reporting.hpp"
#include "engine/waiting_room.hpp"
#include "journal/keys.hpp"
#include "journal/proving.hpp"
#include "model/text.hpp"
#include "vault/person_keys.hpp"
#include "vault/secrets.hpp"
#include "views/guarded_reader.hpp"
#include "views/store_reader.hpp"

#include <boost/asio/post.hpp>

#include <deque>
#include <tuple>
#include <utility>

namespace acikkapi::engine_room {
namespace {

signer signer_of(const std::string& name, const vault::secrets& keys)
{
    return {name, verifier_key::kind::log, keys.signing_seed(name)};
}

constexpr std::size_t act_size_max = 32;

bool is_well_formed(const detail::remark& what)
{
    const bool proposes = what.kind == record_kind::proposal;
    const std::size_t act_size = what.act.size() + 1;
    const bool is_act = !what.act.empty() && detail::fits(what.act, act_size_max) &&
                        what.act.find('\n') == std::string::npos;
    return is_act == proposes &&
           detail::fits(what.reason, codec::reason_size_max - (proposes ? act_size : 0));
}

class kernel_impl final : public detail::kernel {
public:
    kernel_impl(
        engine_options options,
        std::unique_ptr<const detail::any_workflow> rules,
        std::unique_ptr<journal::journal> store,
        std::unique_ptr<vault::person_keys> persons,
        memory from);
    ~kernel_impl() override { shut(); }

    kernel_impl(const kernel_impl&) = delete;
    kernel_impl& operator=(const kernel_impl&) = delete;

    void start(detail::wishes what, one_handler done) override
    {
        accept(std::move(what), completion{options_.executor, std::move(done)});
    }
    void start_all(detail::wishes what, all_handler done) override
    {
        accept(std::move(what), completion{options_.executor, std::move(done)});
    }
    result<std::vector<receipt>> run(detail::wishes what) override;
    std::vector<result<receipt>> run_each(std::vector<detail::wishes> what) override;
    void start_hands(end_handler done) override { hands_->start(std::move(done)); }
    void start_report(std::string letter, hand_result how, one_handler done) override;
    void hold_letters(std::string adapter, bool held) override
    {
        hands_->hold(std::move(adapter), held);
    }
    [[nodiscard]] std::vector<adapter_state> letters() const override
    {
        return hands_->shown().adapters;
    }
    [[nodiscard]] std::vector<metric> metrics() const override;
    void stop() override { shut(); }

    [[nodiscard]] std::shared_ptr<const detail::reader> reader() const override
    {
        return {std::shared_ptr<void>{}, &reader_};
    }
    [[nodiscard]] std::shared_ptr<const detail::reader> reader(viewer who) const override;
    [[nodiscard]] result<receipt>
    put_on_record(detail::remark what, stream_id stream, const origin& from) override;
    [[nodiscard]] result<destruction>
    destroy_due(const retention& rule, const origin& from) override;
    result<void> save_checkpoint(std::string_view name, position done) override
    {
        return readers_.save(name, done);
    }
    [[nodiscard]] result<position> load_checkpoint(std::string_view name) const override
    {
        return readers_.load(name);
    }
    [[nodiscard]] result<void> copy_to(const std::string& directory) const override
    {
        return store_->copy_to(directory);
    }
    [[nodiscard]] result<backup_info>
    back_up(const std::string& into, const backup_progress& progress) const override
    {
        const auto number = store_->back_up(into, progress);
        return number ? describe_backup(into, *number) : number.error();
    }
    [[nodiscard]] restore_epoch epoch() const override { return memory_.restored.epoch; }
    [[nodiscard]] stream_id stream_of(std::uint64_t serial) const override
    {
        return keys_.stream_of(serial);
    }
    [[nodiscard]] std::string lookup_code(stream_id stream) const override
    {
        return keys_.lookup_code(stream);
    }
    [[nodiscard]] bool is_lookup_code(stream_id stream, std::string_view text) const override
    {
        return keys_.is_lookup_code(stream, text);
    }
    [[nodiscard]] position head() const override { return store_->head(); }
    [[nodiscard]] const verifier_key& log_key() const override { return notary_.key(); }
    [[nodiscard]] result<std::string> sign_checkpoint() override
    {
        auto note = notary_.sign();
        hands_->wake({});  // There are witnesses to be asked.
        return note;
    }
    [[nodiscard]] result<std::string> newest_checkpoint() const override;
    [[nodiscard]] result<record_proof> prove(position at) const override
    {
        return journal::prove(*store_, at);
    }
    void start_proof(position at, proof_handler done) override
    {
        provers_->start(at, std::move(done));
    }
    [[nodiscard]] result<bundle> prove_all(stream_id stream, std::string number) const override
    {
        return journal::prove_all(*store_, stream, std::move(number));
    }
    [[nodiscard]] result<growth_proof> prove_growth(std::uint64_t from) const override
    {
        return journal::prove_growth(*store_, from);
    }
    [[nodiscard]] result<std::vector<receipt>>
    erase(const std::vector<person_of>& whom, const origin& from) override
    {
        // Asked before it is looked whether they are erased already: that is not for everybody either.
        for (const auto& one : whom) {
            if (const auto bad = desk_.may(from, acts::erase, one.stream, options_.clock->now())) {
                return bad;
            }
        }
        auto done = eraser_.erase(whom, from);
        hands_->wake({});
        return done;
    }
    [[nodiscard]] result<std::string>
    certify_erasure(position at, std::string number) const override;
    [[nodiscard]] result<void> rotate_keys() override
    {
        return persons_ ? persons_->rotate() : result<void>{errc::no_key_file};
    }
    [[nodiscard]] result<void> finish_erasures()
    {
        const auto done = eraser_.finish();
        return done ? eraser_.repeat_after(memory_.restored.epoch, memory_.head.newest) : done;
    }
    [[nodiscard]] result<std::vector<record>> read(position after, std::size_t limit) const override
    {
        return feeds_->read(after, limit);
    }
    void start_read(
        std::shared_ptr<position> after,
        std::size_t limit,
        detail::feed_source::handler done) const override
    {
        feeds_->start(std::move(after), limit, std::move(done));
    }

private:
    void accept(detail::wishes what, completion done);
    void post_drain();
    void report(late_report late);
    void committed(const std::vector<timer_change>& timers);
    void shut();

    engine_options options_;
    std::unique_ptr<const detail::any_workflow> rules_;
    std::unique_ptr<journal::journal> store_;
    memory memory_;
    vault::secrets keys_;
    std::unique_ptr<vault::person_keys> persons_;
    views_room::store_reader reader_;
    std::shared_ptr<gate> gate_ = std::make_shared<gate>();
    std::unique_ptr<feeds> feeds_;
    std::unique_ptr<provers> provers_;
    waiting_room cold_;  // Commands for what is to be read first.
    committer commits_;
    reader_places readers_{*store_, commits_};
    signer signer_;
    notary notary_;
    desk desk_;
    eraser eraser_;
    std::shared_ptr<hands> hands_;
};

kernel_impl::kernel_impl(
    engine_options options,
    std::unique_ptr<const detail::any_workflow> rules,
    std::unique_ptr<journal::journal> store,
    std::unique_ptr<vault::person_keys> persons,
    memory from)
    : options_(std::move(options)), rules_(std::move(rules)), store_(std::move(store)),
      memory_(std::move(from)), keys_(options_.key), persons_(std::move(persons)),
      reader_(
          *store_,
          *rules_,
          persons_.get(),
          memory_.views,
          [this](std::string_view name, std::string_view secret) {
              return keys_.lookup_hash(name, secret);
          }),
      feeds_(std::make_unique<feeds>(
          *store_, persons_.get(), gate_, options_.executor, options_.blocking)),
      provers_(std::make_unique<provers>(*store_, gate_, options_.executor, options_.blocking)),
      cold_(options_.waiting_commands_max),
      commits_(
          *store_,
          *memory_.views.lists,
          *memory_.views.figures,
          memory_.head,
          {options_.waiting_commands_max, share_memory(options_).waiting_bytes},
          [this](const std::vector<timer_change>& timers) { committed(timers); },
          [this] { post_drain(); }),
      signer_(signer_of(log_name(options_.log_name, memory_.restored.epoch), keys_)),
      notary_(*store_, commits_, signer_, options_.checkpoints, memory_.covered),
      desk_(
          *store_,
          *rules_,
          keys_,
          commits_,
          {options_.shards,
           share_memory(options_).streams,
           memory_.head.newest,
           persons_.get(),
           options_.access}),
      eraser_(
          {*store_, *rules_, keys_, persons_.get()},
          commits_,
          [this](detail::wishes what) { return run(std::move(what)); }),
      hands_(std::make_shared<hands>(
          hands_world{
              gate_,
              options_.executor,
              &options_,
              store_.get(),
              rules_.get(),
              persons_.get(),
              &desk_,
              &commits_,
              &notary_,
              [this](detail::wishes what, one_handler done) {
                  start(std::move(what), std::move(done));
              },
              [this](late_report late) { report(std::move(late)); }},
          memory_.head.letters_done,
          memory_.restored))
{
    store_->publish_key(notary_.key().str() + "\n");
    hands_->wake(std::exchange(memory_.timers, {}));
}

void kernel_impl::accept(detail::wishes what, completion done)
{
    // The time of a command is when it was given, not when its turn came.
    const instant now = options_.clock->now();
    if (desk_.is_warm(what)) {
        desk_.decide(what, now, std::move(done));
        commits_.commit_soon();
        return;
    }
    auto place = cold_.enter();
    if (!place) {
        ++commits_.counts().unavailable;
        done(errc::overloaded, {});
        return;
    }
    auto work = [this,
                 open = gate_,
                 what = std::move(what),
                 now,
                 done = std::move(done),
                 place = std::move(place)]() mutable {
        const auto inside = open->enter();
        place.reset();
        if (!inside) {
            done(errc::stopping, {});
            return;
        }
        desk_.decide(what, now, std::move(done));
        commits_.drain();
    };
    asio::post(options_.blocking, std::move(work));
}

void kernel_impl::start_report(std::string letter, hand_result how, one_handler done)
{
    hands_->report(
        {std::move(letter), std::move(how), completion{options_.executor, std::move(done)}});
}

void kernel_impl::report(late_report late)
{
    auto work = [this, open = gate_, late = std::move(late)]() mutable {
        const auto inside = open->enter();
        if (!inside) {
            late.done(errc::stopping, {});
            return;
        }
        const late_word word{*store_, *rules_, persons_.get(), memory_.restored.epoch};
        const auto what = word.of(late.letter, late.how);
        if (!what) {
            late.done(what.error(), {});
            return;
        }
        desk_.decide(*what, options_.clock->now(), std::move(late.done));
        commits_.drain();
    };
    asio::post(options_.blocking, std::move(work));
}

std::vector<metric> kernel_impl::metrics() const
{
    measures out{commits_.counts()};
    out.head = head();
    out.covered = position{notary_.covered()};
    const auto queue = commits_.waiting();
    out.waiting_commands = queue.operations + cold_.taken();
    out.waiting_bytes = queue.bytes;
    std::tie(out.timers, out.next_timer) = hands_->timers();
    auto letters = hands_->shown();
    out.letters = std::move(letters.adapters);
    out.letters_read = letters.read;
    return metrics_of(out, options_.clock->now());
}

std::shared_ptr<const detail::reader> kernel_impl::reader(viewer who) const
{
    if (options_.access == nullptr) {
        return reader();
    }
    return std::make_shared<const views_room::guarded_reader>(
        reader_,
        *rules_,
        *options_.access,
        std::move(who),
        [this](stream_id stream, std::string_view code) {
            return keys_.is_lookup_code(stream, code);
        });
}

result<receipt>
kernel_impl::put_on_record(detail::remark what, stream_id stream, const origin& from)
{
    if (what.reason.empty()) {
        return errc::missing_reason;
    }
    if (!is_well_formed(what)) {
        return errc::bad_text;
    }
    detail::wish asked{{}, from, stream, {}};
    asked.remarks = std::move(what);
    detail::wishes all;
    all.list.push_back(std::move(asked));
    auto done = run(std::move(all));
    return done ? result<receipt>{done->front()} : done.error();
}

result<destruction> kernel_impl::destroy_due(const retention& rule, const origin& from)
{
    if (!desk_.may_to_some(from, acts::destroy)) {
        return errc::not_permitted;
    }
    const auto now = options_.clock->now();
    const auto may = [&](stream_id stream) { return desk_.may(from, acts::destroy, stream, now); };
    auto done = eraser_.destroy_due(rule, from, now, reader_, may);
    hands_->wake({});
    if (!done || done->erased.empty()) {
        return done;
    }
    done->certificate =
        certifier{signer_, persons_->epoch()}.of_destruction(*done, rule, from, now);
    return done;
}

void kernel_impl::post_drain()
{
    // Then others who wait for a thread have their turn: reads for commands, feeds, proofs.
    constexpr std::size_t groups_of_a_turn = 16;
    asio::post(options_.blocking, [this, open = gate_] {
        if (const auto inside = open->enter()) {
            commits_.drain(groups_of_a_turn);
        }
    });
}

result<std::vector<receipt>> kernel_impl::run(detail::wishes what)
{
    waiter mine;
    desk_.decide(what, options_.clock->now(), completion{mine});
    return commits_.wait_for(mine);
}

std::vector<result<receipt>> kernel_impl::run_each(std::vector<detail::wishes> what)
{
    // Whatever finds no memory does so before anybody waits.
    std::deque<waiter> waiting(what.size());
    std::vector<result<receipt>> out;
    out.reserve(what.size());
    auto next = waiting.begin();
    for (const auto& one : what) {
        desk_.decide(one, options_.clock->now(), completion{*next++});
    }
    for (auto& one : waiting) {
        const auto all = commits_.wait_for(one);
        out.push_back(all ? result<receipt>{all->front()} : all.error());
    }
    return out;
}

void kernel_impl::committed(const std::vector<timer_change>& timers)
{
    // In the committing thread, which sees to it that what comes into the queue is committed.
    provers_->wake(notary_.covered());
    static_cast<void>(notary_.look(options_.clock->now()));
    hands_->wake(timers);
    feeds_->wake();
}

void kernel_impl::shut()
{
    hands_->stop();
    commits_.stop();
    feeds_->stop();
    provers_->stop();
    gate_->close();
}

result<std::string> kernel_impl::newest_checkpoint() const
{
    auto found = journal::newest_checkpoint(*store_);
    if (!found) {
        return found.error();
    }
    return *found ? result<std::string>{std::move((*found)->note)} : errc::not_covered;
}

result<std::string> kernel_impl::certify_erasure(position at, std::string number) const
{
    const auto what = eraser_.done_at(at);
    if (!what) {
        return what.error();
    }
    const auto bytes = store_->event(at);
    if (!bytes) {
        return bytes.error();
    }
    return certifier{signer_, persons_->epoch()}.of_erasure(*what, *bytes, std::move(number));
}

}  // namespace
}  // namespace acikkapi::engine_room

namespace acikkapi::detail {

result<std::unique_ptr<kernel>>
kernel::open(engine_options options, std::unique_ptr<const any_workflow> rules)
{
    if (const auto bad = engine_room::check(options)) {
        return bad;
    }
    if (!is_name(rules->name_and_version())) {
        return errc::bad_argument;
    }
    auto store = journal::open(
        {options.directory,
         options.create,
         false,
         options.environment,
         options.log,
         options.strict_head,
         options.free_space_min,
         engine_room::share_memory(options).storage_bytes});
    if (!store) {
        return store.error();
    }
    auto persons = engine_room::open_keys(options, **store);
    if (!persons) {
        return persons.error();
    }
    const vault::secrets keys{options.key};
    const engine_room::owner who{*rules, keys, persons->get()};
    if (const auto bad = engine_room::claim_store(**store, who, options.create)) {
        return bad;
    }
    auto memory = engine_room::rebuild(**store, *rules);
    if (!memory) {
        return memory.error();
    }
    auto out = std::make_unique<engine_room::kernel_impl>(
        std::move(options),
        std::move(rules),
        *std::move(store),
        *std::move(persons),
        *std::move(memory));
    if (const auto done = out->finish_erasures(); !done) {
        return done.error();
    }
    return std::unique_ptr<kernel>{std::move(out)};
}

}  // namespace acikkapi::detail
