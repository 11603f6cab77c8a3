#include <acikkapi/audit.hpp>

#include "audit/follower.hpp"
#include "audit/rehearsal.hpp"
#include "audit/verifier.hpp"
#include "journal/backup.hpp"
#include "journal/proving.hpp"
#include "journal/read.hpp"
#include "vault/person_keys.hpp"
#include "vault/secrets.hpp"
#include "views/rebuild.hpp"
#include "views/store_reader.hpp"

#include <utility>

namespace acikkapi::audit_room {
namespace {

result<views_room::kept> kept_of(const journal::journal& store, const detail::any_workflow& rules)
{
    const auto head = journal::read_head(store);
    if (!head) {
        return head.error();
    }
    return views_room::rebuild(store, rules, *head, [](stream_id, const void*) {});
}

class store_auditor final : public detail::auditor {
public:
    store_auditor(
        std::shared_ptr<const journal::journal> store,
        std::unique_ptr<const detail::any_workflow> rules,
        const std::optional<vault::secrets>& keys,
        std::unique_ptr<const vault::person_keys> persons,
        workers how)
        : how_(std::move(how)), store_(std::move(store)), rules_(std::move(rules)), keys_(keys),
          persons_(std::move(persons)), kept_(kept_of(*store_, *rules_))
    {
        if (kept_) {
            reader_.emplace(
                *store_,
                *rules_,
                persons_.get(),
                *kept_,
                [this](std::string_view name, std::string_view secret) {
                    return lookup_hash(name, secret);
                });
        }
    }

    store_auditor(const store_auditor&) = delete;
    store_auditor& operator=(const store_auditor&) = delete;

    [[nodiscard]] result<audit_report> verify(const audit_progress& progress) const override
    {
        return verifier{*store_, *rules_, {keys_ ? &*keys_ : nullptr, persons_.get()}, how_}.run(
            progress);
    }

    [[nodiscard]] result<void> replay(const visitor& visit) const override;
    [[nodiscard]] result<void>
    rehearse(const rehearsal_visitor& visit, const audit_progress& progress) const override
    {
        return rehearsal{*store_, *rules_, {keys_ ? &*keys_ : nullptr, persons_.get()}}.run(
            visit, progress);
    }

    [[nodiscard]] result<std::shared_ptr<const detail::reader>> reader() const override
    {
        if (!reader_) {
            return kept_.error();
        }
        return std::shared_ptr<const detail::reader>{std::shared_ptr<void>{}, &*reader_};
    }
    [[nodiscard]] position head() const override { return store_->head(); }
    [[nodiscard]] result<stream_id> stream_of(std::uint64_t serial) const override
    {
        if (!keys_) {
            return errc::wrong_key;
        }
        return keys_->stream_of(serial);
    }
    [[nodiscard]] result<bundle> prove_all(stream_id stream, std::string number) const override
    {
        return journal::prove_all(*store_, stream, std::move(number));
    }
    [[nodiscard]] result<growth_proof> prove_growth(std::uint64_t from) const override
    {
        return journal::prove_growth(*store_, from);
    }
    [[nodiscard]] result<tree_head> tree(std::uint64_t size) const override
    {
        return journal::tree_at(*store_, size);
    }

private:
    [[nodiscard]] result<std::string>
    lookup_hash(std::string_view name, std::string_view secret) const
    {
        if (!keys_) {
            return errc::wrong_key;
        }
        return keys_->lookup_hash(name, secret);
    }

    workers how_;
    std::shared_ptr<const journal::journal> store_;
    std::unique_ptr<const detail::any_workflow> rules_;
    std::optional<vault::secrets> keys_;
    std::unique_ptr<const vault::person_keys> persons_;
    result<views_room::kept> kept_;  // An error is no reason to refuse: damage is what we look for.
    std::optional<views_room::store_reader> reader_;
};

result<void> store_auditor::replay(const visitor& visit) const
{
    bool go_on = true;
    follower follow{
        *store_,
        *rules_,
        persons_.get(),
        share{},
        {[&](const record& what, const void* before, const void* after) {
             go_on = visit(what, before, after);
         },
         [](stream_id, followed&) { return trouble{}; }}};
    trouble bad;
    const auto scanned = journal::scan_records(
        *store_, position{0}, store_->head(), persons_.get(), [&](record&& what) {
            bad = follow.take(what);
            return go_on && !bad;
        });
    if (!scanned) {
        return scanned.error();
    }
    if (!bad && go_on) {
        bad = follow.finish();
    }
    if (bad) {
        return bad.why;
    }
    return {};
}

result<std::shared_ptr<const journal::journal>> open_store(const audit_options& options)
{
    if (options.backup) {
        return journal::open_backup(options.directory, *options.backup);
    }
    auto store = journal::open({options.directory, false, true, options.environment, options.log});
    if (!store) {
        return store.error();
    }
    return std::shared_ptr<const journal::journal>{*std::move(store)};
}

/// Whether the store is what the auditor takes it for.
error_code check_store(
    const journal::journal& store,
    const detail::any_workflow& rules,
    const std::optional<vault::secrets>& keys)
{
    const auto row = journal::read_store(store);
    if (!row) {
        return row.error();
    }
    if (!*row) {
        return errc::not_a_store;
    }
    if ((*row)->workflow != rules.name()) {
        return errc::other_workflow;
    }
    if (keys && (*row)->key_check != keys->check_value()) {
        return errc::wrong_key;
    }
    return {};
}

/// @return Nothing if the auditor was not given them.
result<std::unique_ptr<const vault::person_keys>>
look_at_keys(const vault_options& where, const journal::journal& store)
{
    if (where.provider == nullptr) {
        return std::unique_ptr<const vault::person_keys>{};
    }
    auto ring = vault::key_ring::look(*where.provider, where.file);
    if (!ring) {
        return ring.error();
    }
    auto out = std::make_unique<const vault::person_keys>(*std::move(ring));
    const auto right = journal::read_vault_check(store);
    if (!right) {
        return right.error();
    }
    if (*right != out->check_value()) {
        return errc::wrong_key;
    }
    return std::unique_ptr<const vault::person_keys>{std::move(out)};
}

}  // namespace
}  // namespace acikkapi::audit_room

namespace acikkapi::detail {

result<std::unique_ptr<auditor>>
auditor::open(const audit_options& options, std::unique_ptr<const any_workflow> rules)
{
    if (options.parts == 0 || options.parts > 256 || (options.parts > 1 && !options.run)) {
        return errc::bad_argument;
    }
    std::optional<vault::secrets> keys;
    if (options.key) {
        keys.emplace(*options.key);
    }
    auto store = audit_room::open_store(options);
    if (!store) {
        return store.error();
    }
    if (const auto bad = audit_room::check_store(**store, *rules, keys)) {
        return bad;
    }
    auto persons = audit_room::look_at_keys(options.vault, **store);
    if (!persons) {
        return persons.error();
    }
    return std::unique_ptr<auditor>{std::make_unique<audit_room::store_auditor>(
        *std::move(store),
        std::move(rules),
        keys,
        *std::move(persons),
        audit_room::workers{options.parts, options.run})};
}

}  // namespace acikkapi::detail
