#include "journal/checked_files.hpp"

#include <boost/test/unit_test.hpp>

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

BOOST_AUTO_TEST_SUITE_END()
