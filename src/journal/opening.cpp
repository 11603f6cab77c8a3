// How a store is opened: looked at before anything is written, and left alone if it is not sound.
#include "journal/inspection.hpp"
#include "journal/mending.hpp"
#include "journal/nodes.hpp"
#include "journal/opening.hpp"
#include "journal/rocks_journal.hpp"
#include "journal/store_files.hpp"

#include <utility>

namespace acikkapi::journal {
namespace {

rocks_means means_of(const journal_options& options)
{
    return {&files_of(options), options.log, options.memory_max, options.files_share};
}

class opening {
public:
    explicit opening(const journal_options& options) : options_(options), files_(files_of(options))
    {}

    [[nodiscard]] result<std::unique_ptr<journal>> run();
    [[nodiscard]] result<sound_store> run_again();

private:
    [[nodiscard]] result<bool> must_make() const;
    [[nodiscard]] result<bool> admits(bool create) const;
    [[nodiscard]] result<store_lock> take_lock() const;
    [[nodiscard]] result<tables> make();
    [[nodiscard]] result<std::vector<mark>> read_marks() const;
    [[nodiscard]] result<tables> open_sound();
    [[nodiscard]] result<tables> look(tables::mode how, const std::vector<mark>& marks);
    [[nodiscard]] result<tables> look_or_mend(const std::vector<mark>& marks);
    [[nodiscard]] error_code ask(tables rows) const;
    [[nodiscard]] rocks_means means() const { return means_of(options_); }
    [[nodiscard]] bool may_be_read_all_the_same() const { return options_.read_only && head_; }
    [[nodiscard]] space_guard watch_space() const;
    [[nodiscard]] errc refuse(const finding& bad) const;
    [[nodiscard]] result<std::unique_ptr<journal>> finish(store_lock lock, tables rows);

    const journal_options& options_;
    rocksdb::Env& files_;
    std::optional<head_row> head_;
    std::optional<finding> doubt_;
};

result<bool> opening::must_make() const
{
    const auto begun = is_unfinished(files_, options_.directory);
    if (!begun || *begun) {
        return begun;
    }
    const auto there = is_store(files_, options_.directory);
    return there ? !*there : there;
}

/// A store that is there must be ours; one is made only where that was asked for and nothing lies.
result<bool> opening::admits(bool create) const
{
    if (!create) {
        const auto theirs = is_foreign(files_, options_.directory);
        return theirs ? !*theirs : theirs;
    }
    if (!options_.create || options_.read_only) {
        return false;
    }
    const auto begun = is_unfinished(files_, options_.directory);
    return begun && !*begun ? may_create(files_, options_.directory) : begun;
}

result<store_lock> opening::take_lock() const
{
    if (options_.environment != nullptr) {
        return store_lock{};  // The host's own environment: there are no locks in it.
    }
    return store_lock::take(
        options_.directory, options_.read_only ? store_lock::mode::read : store_lock::mode::write);
}

errc opening::refuse(const finding& bad) const
{
    if (options_.log) {
        // A disk that gives nothing today may give all of it tomorrow: then nothing is to be restored.
        const bool damaged = bad.why == errc::corrupt_journal;
        options_.log(
            "store refused: " + bad.what + "; keep the directory as it is and " +
            (damaged ? "restore a backup" : "look at the disk: what it holds may be sound"));
    }
    return bad.why;
}

result<tables> opening::make()
{
    std::string why;
    if (!begin_making(files_, options_.directory)) {
        return errc::io_error;
    }
    auto made = tables::open(options_.directory, tables::mode::create, means(), why);
    if (!made) {
        return refuse({static_cast<errc>(made.error().value()), "cannot be made: " + why});
    }
    const auto nothing = mark_of(*made, position{0});
    const auto recorded =
        nothing ? head_record::make(files_, options_.directory, *nothing) : nothing.error();
    if (!recorded) {
        return recorded.error();
    }
    return end_making(files_, options_.directory) ? std::move(made) : errc::io_error;
}

/// Opens the tables and compares them with the marks.
result<tables> opening::look(tables::mode how, const std::vector<mark>& marks)
{
    std::string why;
    auto opened = tables::open(options_.directory, how, means(), why);
    if (!opened) {
        const auto code = static_cast<errc>(opened.error().value());
        return refuse({code, why});
    }
    doubt_ = inspect(*opened, head_);
    if (!doubt_ && !options_.without_head_record) {
        doubt_ = compare(*opened, marks, head_->last);
    }
    if (!doubt_ && how == tables::mode::read) {
        doubt_ = read_through(*opened);
    }
    if (doubt_ && !may_be_read_all_the_same()) {
        return refuse(*doubt_);
    }
    return opened;
}

result<tables> opening::look_or_mend(const std::vector<mark>& marks)
{
    auto looked = look(tables::mode::read, marks);
    if (looked || options_.read_only || !mend_manifest(files_, options_.directory, marks)) {
        return looked;
    }
    return look(tables::mode::read, marks);
}

/// @param rows  Only read.
error_code opening::ask(tables rows) const
{
    if (!options_.is_meant) {
        return {};
    }
    auto how = options_;
    how.read_only = true;
    const mark known{head_ ? head_->last : position{0}, 0, {}};
    return options_.is_meant(
        rocks_journal{{{}, std::move(rows), known, nullptr, nullptr, std::move(how)}});
}

result<std::vector<mark>> opening::read_marks() const
{
    if (options_.without_head_record) {
        return std::vector<mark>{};
    }
    auto out = head_record::read(files_, options_.directory);
    if (!out) {
        return refuse(
            {static_cast<errc>(out.error().value()),
             std::string{"the head record "}.append(head_record::file_name) + " cannot be read"});
    }
    return out;
}

result<tables> opening::open_sound()
{
    const auto marks = read_marks();
    if (!marks) {
        return marks.error();
    }
    {
        // RocksDB opened for writing forgets what it cannot read, and takes the files away.
        auto looked = look_or_mend(*marks);
        if (!looked || options_.read_only) {
            return looked;
        }
        if (const auto other = ask(*std::move(looked))) {
            return other;
        }
    }
    clear_mending(files_, options_.directory);
    // What is in the log becomes tables: a store on a full disk can be opened all the same, and read.
    static_cast<void>(watch_space().make_room(ballast::size));
    return look(tables::mode::write, *marks);
}

space_guard opening::watch_space() const
{
    const bool on_machine = options_.environment == nullptr;
    return {files_, options_.directory, options_.free_space_min, on_machine};
}

result<std::unique_ptr<journal>> opening::finish(store_lock lock, tables rows)
{
    const position last = head_ ? head_->last : position{0};
    const auto known = mark_of(rows, last);
    if (!known && !doubt_) {
        return known.error();
    }
    rocks_journal::parts out{
        std::move(lock),
        std::move(rows),
        known ? *known : mark{last, 0, {}},
        nullptr,
        nullptr,
        options_,
        {},
        std::move(doubt_)};
    out.options.is_meant = nullptr;  // Who is asked is there only now.
    if (!options_.read_only) {
        auto grown = proof::tree{table_nodes{*out.rows}}.grown_to(number_of(last));
        if (!grown) {
            return grown.error();
        }
        out.tree = *std::move(grown);
        auto record = head_record::open(files_, options_.directory);
        const auto written = record ? record->write(*known) : record.error();
        if (!written) {
            return written.error();
        }
        out.keeper = std::make_unique<head_keeper>(*std::move(record), *known);
        out.space.reset(new space_guard{watch_space()});
    }
    return std::unique_ptr<journal>{std::make_unique<rocks_journal>(std::move(out))};
}

result<std::unique_ptr<journal>> opening::run()
{
    const auto create = must_make();
    const auto admitted = create ? admits(*create) : create;
    if (!admitted || !*admitted) {
        return admitted ? errc::not_a_store : admitted.error();
    }
    auto lock = take_lock();
    if (!lock) {
        return lock.error();
    }
    const auto still = *create ? must_make() : create;
    if (!still || *still != *create) {
        // Whoever held the lock until now has made the store.
        return still ? errc::busy : still.error();
    }
    auto rows = *create ? make() : open_sound();
    if (!rows) {
        return rows.error();
    }
    return finish(*std::move(lock), *std::move(rows));
}

result<sound_store> opening::run_again()
{
    auto rows = open_sound();
    if (!rows) {
        return rows.error();
    }
    const auto known = mark_of(*rows, head_->last);
    auto grown = proof::tree{table_nodes{*rows}}.grown_to(number_of(head_->last));
    if (!known || !grown) {
        return known ? grown.error() : known.error();
    }
    return sound_store{*std::move(rows), *known, *std::move(grown)};
}

}  // namespace

rocksdb::Env& files_of(const journal_options& options)
{
    return options.environment != nullptr ? *options.environment : *rocksdb::Env::Default();
}

result<sound_store> open_again(const journal_options& options)
{
    return opening{options}.run_again();
}

result<tables> open_to_read(const journal_options& options)
{
    std::string why;
    return tables::open(options.directory, tables::mode::read, means_of(options), why);
}

result<std::unique_ptr<journal>> open(const journal_options& options)
{
    return opening{options}.run();
}

result<void> begin_head_record(const std::string& directory, std::string& why)
{
    auto& files = *rocksdb::Env::Default();
    const auto opened = tables::open(directory, tables::mode::read, {}, why);
    if (!opened) {
        return opened.error();
    }
    std::optional<head_row> head;
    if (const auto bad = inspect(*opened, head)) {
        why = bad->what;
        return bad->why;
    }
    const auto known = mark_of(*opened, head->last);
    if (!known) {
        return known.error();
    }
    const auto made = head_record::make(files, directory, *known);
    return made ? result<void>{} : made.error();
}

}  // namespace acikkapi::journal
