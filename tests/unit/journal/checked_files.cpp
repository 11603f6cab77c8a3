#include "journal/checked_files.hpp"
#include "journal/rocks_options.hpp"

#include <boost/test/unit_test.hpp>
#include <rocksdb/file_system.h>
#include <rocksdb/listener.h>

BOOST_AUTO_TEST_SUITE(journal_checked_files)

// What RocksDB is not let see.
namespace {

/// A disk that fails whenever it is asked whether something is there.
class failing final : public rocksdb::EnvWrapper {
public:
    failing() : EnvWrapper(rocksdb::Env::Default()) {}
    const char* Name() const override { return "failing"; }
    rocksdb::Status FileExists(const std::string&) override { return rocksdb::Status::IOError(); }
};

}  // namespace

// With Debian's assertions RocksDB would end the process at anything but these two answers.
BOOST_AUTO_TEST_CASE(a_disk_that_fails_is_not_asked_for_the_folder_of_old_logs)
{
    failing disk;
    const auto files = acikkapi::journal::checked_files(disk);
    BOOST_TEST(files->FileExists("store/archive").IsNotFound());
    BOOST_TEST(files->FileExists("store/CURRENT").IsIOError());
}

// A recovery that began after a lesser error asks for it every five seconds, and would write tables one by one.
BOOST_AUTO_TEST_CASE(after_an_error_of_the_log_nobody_is_told_of_space)
{
    using severity = rocksdb::Status::Severity;
    const auto broken = std::make_shared<std::atomic<bool>>(false);
    const auto files = acikkapi::journal::checked_files(*rocksdb::Env::Default(), broken);
    const acikkapi::journal::rocks_options options{{files.get(), {}, 64U << 20U, 2, broken}, true};
    const auto fails = [&](severity how) {
        rocksdb::Status why{rocksdb::Status::NoSpace(), how};
        for (const auto& listener : options.store.listeners) {
            listener->OnBackgroundError(rocksdb::BackgroundErrorReason::kWriteCallback, &why);
        }
    };
    const auto has_space = [&] {
        std::uint64_t space = 0;
        return files->GetFileSystem()->GetFreeSpace("/", {}, &space, nullptr).ok();
    };
    fails(severity::kSoftError);
    BOOST_TEST(has_space());
    fails(severity::kHardError);
    BOOST_TEST(!has_space());
}

BOOST_AUTO_TEST_SUITE_END()
