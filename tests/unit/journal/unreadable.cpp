// What a disk does not give today is not damage: the store is sound, and a backup restored in its place
// would lose what came after it.
#include "journal/nodes.hpp"
#include "support/stores.hpp"
#include "support/trial_disk.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/prctl.h>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(journal_unreadable)

namespace {

using namespace acikkapi;
using namespace support;
using journal::table;

constexpr std::uint64_t count = 300;   // Of the last 44 the tree has no node.
constexpr std::uint64_t marked = 230;  // In a block that nothing else reads.
constexpr std::uint64_t checkpoint_at = 200;

std::string event(std::uint64_t at)
{
    auto out = "event " + std::to_string(at);
    out.resize(1'000, 'x');
    return out;
}

journal::mark mark_at(std::uint64_t at)
{
    return {position{at}, 0, journal::leaf_of(event(at))};
}

std::string note_at(std::uint64_t size)
{
    const std::array<std::byte, 32> seed{std::byte{7}};
    const signer log{"example.org/register", verifier_key::kind::log, seed};
    proof::frontier tree;
    for (std::uint64_t i = 1; i <= size; ++i) {
        tree.append(leaf_hash(event(i)));
    }
    const auto text = checkpoint{log.key().name, {size, tree.root()}}.str();
    return signed_note{text, {log.sign(text)}}.str();
}

/// A closed store of which each check of opening reads a block of its own.
void make_checked_store(const std::string& directory)
{
    auto batch = events_from(1, count);
    for (std::uint64_t i = 0; i < count; ++i) {
        batch.events[i] = event(i + 1);
    }
    batch.rows.push_back({table::counter, "key", "value"});
    batch.rows.push_back(
        {table::tree, journal::checkpoint_key(checkpoint_at), note_at(checkpoint_at)});
    for (std::uint64_t i = 0; i < 100; ++i) {  // Between it and the nodes of the tree.
        batch.rows.push_back({table::tree, journal::node_key(1, i), std::string(1'000, 'x')});
    }
    BOOST_REQUIRE(open_store(directory)->commit(batch).has_value());
    auto& files = *rocksdb::Env::Default();
    auto record = journal::head_record::make(files, directory, mark_at(marked)).value();
    BOOST_REQUIRE(record.write(mark_at(count)).has_value());
}

/// What opening says when the n-th read fails, and all after it; nothing if there are not so many.
std::optional<journal::finding>
found_by_read(const std::string& directory, bool read_only, std::uint64_t n)
{
    std::string said;
    const auto log = [&](std::string_view line) {
        said = line.starts_with("store refused: ") ? line : said;
    };
    trial_disk disk;
    disk.fail(trial_disk::fault::read, n);
    const auto store = journal::open({directory, false, read_only, disk.environment(), log});
    if (disk.refused() == 0) {
        BOOST_TEST_REQUIRE(store.has_value());
        return std::nullopt;
    }
    if (!store) {
        return journal::finding{static_cast<errc>(store.error().value()), said};
    }
    return (*store)->doubt().value_or(journal::finding{errc{}, "nothing"});
}

/// Who may do no more than others: root is hindered by no rights.
class nobody {
public:
    nobody()
    {
        constexpr uid_t number = 65'534;
        if (root_ && ::setresuid(number, number, 0) != 0) {
            std::abort();
        }
    }
    nobody(const nobody&) = delete;
    nobody& operator=(const nobody&) = delete;
    ~nobody()
    {
        if (root_ && ::setresuid(0, 0, 0) != 0) {
            std::abort();
        }
        static_cast<void>(
            ::prctl(PR_SET_DUMPABLE, 1));  // As it was: a leak sanitizer looks at its own process.
    }

private:
    bool root_ = ::geteuid() == 0;
};

errc error_of(const journal::journal_options& how)
{
    const auto opened = journal::open(how);
    return opened ? errc{} : static_cast<errc>(opened.error().value());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_store_that_cannot_be_read_is_not_called_damaged)
{
    const folder where;
    make_checked_store(where.str());
    for (const bool read_only : {true, false}) {
        std::string all;
        std::uint64_t n = 0;
        while (const auto found = found_by_read(where.str(), read_only, n)) {
            BOOST_REQUIRE(++n < 1'000U);
            BOOST_TEST((found->why == errc::io_error), n << ": " << found->what);
            BOOST_TEST(found->what.find("restore a backup") == std::string::npos, found->what);
            all += found->what + '\n';
        }
        for (const char* check :
             {"the head record acikkapi.head cannot be read",
              "the head row cannot be read",
              "the last event cannot be read",
              "a node of the Merkle tree, or one of the last 255 records, cannot be read",
              "the newest checkpoint cannot be read",
              "the journal up to event 200 cannot be compared with its checkpoint",
              "event 230 cannot be read",
              "a table that is read at the start cannot be read"}) {
            BOOST_TEST(all.find(check) != std::string::npos, check << " is not among:\n" << all);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_newest_marks_stay_though_the_head_record_could_not_be_read)
{
    const folder where;
    make_store(where.str(), 1);
    auto& files = *rocksdb::Env::Default();
    const auto before = journal::head_record::read(files, where.str()).value();
    trial_disk disk;
    disk.fail(trial_disk::fault::read);
    auto& failing = *disk.environment();
    BOOST_TEST((journal::head_record::read(failing, where.str()).error() == errc::io_error));
    BOOST_TEST((journal::head_record::open(failing, where.str()).error() == errc::io_error));
    BOOST_TEST((journal::head_record::read(files, where.str()).value() == before));
}

BOOST_AUTO_TEST_CASE(a_store_that_the_disk_does_not_show_is_not_called_missing)
{
    const folder where;
    make_store(where.str(), 1);
    const auto before = contents(where.str());
    for (const bool create : {false, true}) {
        for (const std::uint64_t n : {0U, 1U, 2U}) {
            trial_disk disk;
            disk.fail(trial_disk::fault::look, n);
            const auto why = error_of({where.str(), create, false, disk.environment(), {}});
            BOOST_TEST(disk.refused() > 0U);
            BOOST_TEST((why == errc::io_error), n);
            BOOST_TEST((contents(where.str()) == before));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_rights_hide_is_not_called_missing)
{
    namespace fs = std::filesystem;
    const folder where;
    make_store(where.str("theirs/store"), 1);
    make_store(where.str("closed"), 1);
    fs::create_directories(where.str("passage"));
    const auto before = contents(where.str(""));
    fs::permissions(where.str("theirs"), fs::perms::none);
    fs::permissions(where.str("closed"), fs::perms::none);
    const auto only_through =
        fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    fs::permissions(where.str("passage"), only_through);
    for (const char* hidden : {"theirs/store", "closed", "passage"}) {
        for (const bool read_only : {false, true}) {
            const bool create = !read_only;
            if (read_only && hidden == std::string{"passage"}) {
                continue;  // That there is no store it can see.
            }
            const nobody here;
            const auto why = error_of({where.str(hidden), create, read_only, nullptr, {}});
            BOOST_TEST((why == errc::io_error), hidden);
        }
    }
    for (const char* hidden : {"theirs", "closed", "passage"}) {
        fs::permissions(where.str(hidden), fs::perms::owner_all);
    }
    BOOST_TEST((contents(where.str("")) == before));
}

BOOST_AUTO_TEST_SUITE_END()
