#include "engine/kernel_impl.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace acikkapi::engine_room {
namespace {

signer signer_of(const std::string& name, const vault::secrets& keys)
{
    return {name, verifier_key::kind::log, keys.signing_seed(name)};
}

}  // namespace

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
      provers_(std::make_unique<provers>(
          *store_, gate_, options_.executor, options_.blocking, options_.waiting_commands_max)),
      cold_(options_.waiting_commands_max), late_(options_.waiting_commands_max),
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

result<void> kernel_impl::finish_erasures()
{
    const auto again = eraser_.repeat_on_old_keys();
    if (!again) {
        return again.error();
    }
    if (*again > 0 && options_.log) {
        options_.log(
            "the keys of persons are a copy from before " + std::to_string(*again) +
            " erasures: they were carried out again");
    }
    const auto done = eraser_.finish();
    return done ? eraser_.repeat_after(memory_.restored.epoch, memory_.head.newest) : done;
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
    const vault::secrets keys{options.key};
    auto store = journal::open(
        {options.directory,
         options.create,
         false,
         options.environment,
         options.log,
         options.strict_head,
         options.free_space_min,
         engine_room::share_memory(options).storage_bytes,
         false,
         2,
         [&](const journal::journal& found) {
             return engine_room::check_meant(found, {*rules, keys, nullptr}, options.log);
         }});
    if (!store) {
        return store.error();
    }
    auto persons = engine_room::open_keys(options, **store);
    if (!persons) {
        return persons.error();
    }
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
