#pragma once

#include <acikkapi/detail/kernel.hpp>

#include "engine/committer.hpp"
#include "engine/completion.hpp"
#include "engine/desk.hpp"
#include "engine/erasing.hpp"
#include "engine/feeds.hpp"
#include "engine/gate.hpp"
#include "engine/hands.hpp"
#include "engine/notary.hpp"
#include "engine/opening.hpp"
#include "engine/provers.hpp"
#include "engine/reader_places.hpp"
#include "engine/waiting_room.hpp"
#include "journal/proving.hpp"
#include "vault/person_keys.hpp"
#include "vault/secrets.hpp"
#include "views/store_reader.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acikkapi::engine_room {

/// The parts of an engine, and who asks whom: `kernel.cpp` puts them together, `kernel_commands.cpp` takes
/// what is to be done, `kernel_questions.cpp` answers.
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
    bool hold_letters(std::string adapter, bool held) override
    {
        const bool known =
            options_.notifiers.contains(adapter) || options_.departments.contains(adapter);
        hands_->hold(std::move(adapter), held);
        return known;
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
        return store_->back_up(into, progress);
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
    [[nodiscard]] result<void> finish_erasures();
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
    waiting_room late_;  // Words of peers, also those that wait for the outcome of their letter.
    committer commits_;
    reader_places readers_{*store_, commits_};
    signer signer_;
    notary notary_;
    desk desk_;
    eraser eraser_;
    std::shared_ptr<hands> hands_;
};

}  // namespace acikkapi::engine_room
