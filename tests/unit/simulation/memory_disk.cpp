#include "simulation/memory_disk.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(simulation_memory_disk)

namespace {

using simulation::memory_disk;

struct bench {
    memory_disk disk{1};
    std::unique_ptr<rocksdb::WritableFile> file;

    explicit bench(const std::string& name = "/file")
    {
        BOOST_REQUIRE(disk.environment()->NewWritableFile(name, &file, {}).ok());
    }
    /// What somebody finds after the power came back.
    std::string found(const std::string& name = "/file")
    {
        file.reset();
        disk.restore();
        std::string out;
        BOOST_REQUIRE(rocksdb::ReadFileToString(disk.environment(), name, &out).ok());
        return out;
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_synced_survives_a_power_cut_and_what_was_not_does_not)
{
    bench b;
    BOOST_TEST(b.file->Append("kept").ok());
    BOOST_TEST(b.file->Sync().ok());
    BOOST_TEST(b.file->Append("lost").ok());
    b.disk.cut();
    BOOST_TEST(b.found() == "kept");
}

BOOST_AUTO_TEST_CASE(closing_a_file_keeps_no_more_of_it_than_was_synced)
{
    bench b;
    BOOST_TEST(b.file->Append("kept").ok());
    BOOST_TEST(b.file->Sync().ok());
    BOOST_TEST(b.file->Append("lost").ok());
    BOOST_TEST(b.file->Close().ok());
    b.disk.cut();
    BOOST_TEST(b.found() == "kept");
}

BOOST_AUTO_TEST_CASE(of_what_is_written_in_any_place_nothing_stays_that_was_not_synced)
{
    bench b;
    std::unique_ptr<rocksdb::RandomRWFile> places;
    BOOST_REQUIRE(b.file->Append("........").ok());
    BOOST_REQUIRE(b.file->Sync().ok());
    BOOST_REQUIRE(b.disk.environment()->NewRandomRWFile("/file", &places, {}).ok());
    BOOST_TEST(places->Write(2, "kept").ok());
    BOOST_TEST(places->Sync().ok());
    BOOST_TEST(places->Write(0, "lost").ok());
    b.disk.cut();
    BOOST_TEST(!places->Write(0, "lost").ok());
    BOOST_TEST(!places->Sync().ok());
    places.reset();
    BOOST_TEST(b.found() == "..kept..");
}

BOOST_AUTO_TEST_CASE(without_power_nothing_is_written_made_renamed_or_deleted)
{
    bench b;
    b.disk.cut();
    auto* files = b.disk.environment();
    BOOST_TEST(!b.file->Append("no").ok());
    BOOST_TEST(!b.file->Sync().ok());
    BOOST_TEST(!b.file->Close().ok());
    BOOST_TEST(!files->DeleteFile("/file").ok());
    BOOST_TEST(!files->RenameFile("/file", "/other").ok());
    BOOST_TEST(!files->LinkFile("/file", "/other").ok());
    BOOST_TEST(!files->CreateDir("/folder").ok());
    BOOST_TEST(!files->CreateDirIfMissing("/folder").ok());
    BOOST_TEST(!files->DeleteDir("/folder").ok());
    std::unique_ptr<rocksdb::RandomRWFile> places;
    BOOST_TEST(!files->NewRandomRWFile("/file", &places, {}).ok());
    BOOST_TEST(!files->NewWritableFile("/more", &b.file, {}).ok());
    BOOST_TEST(b.found().empty());
}

BOOST_AUTO_TEST_CASE(the_power_fails_at_the_write_that_was_chosen)
{
    bench b;
    b.disk.cut_after(3);
    BOOST_TEST(b.file->Append("kept").ok());
    BOOST_TEST(b.file->Sync().ok());
    BOOST_TEST(!b.disk.is_off());
    BOOST_TEST(!b.file->Append("lost").ok());
    BOOST_TEST(b.disk.is_off());
    BOOST_TEST(b.found() == "kept");
}

// All of it, none of it and a part of it: each is what a machine could show.
BOOST_AUTO_TEST_CASE(of_a_log_that_is_being_synced_a_prefix_stays)
{
    std::size_t whole = 0;
    std::size_t none = 0;
    std::size_t part = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        memory_disk disk{seed};
        std::unique_ptr<rocksdb::WritableFile> file;
        BOOST_REQUIRE(disk.environment()->NewWritableFile("/1.log", &file, {}).ok());
        disk.cut_after(2);
        BOOST_REQUIRE(file->Append("0123456789").ok());
        BOOST_REQUIRE(!file->Sync().ok());
        file.reset();
        disk.restore();
        std::string found;
        BOOST_REQUIRE(rocksdb::ReadFileToString(disk.environment(), "/1.log", &found).ok());
        BOOST_TEST(std::string{"0123456789"}.starts_with(found));
        ++(found.empty() ? none : found.size() == 10 ? whole : part);
    }
    BOOST_TEST((whole > 0 && none > 0 && part > 0));
}

BOOST_AUTO_TEST_CASE(of_another_file_that_is_being_synced_nothing_stays)
{
    for (int i = 0; i < 20; ++i) {
        bench b{"/MANIFEST-1"};
        b.disk.cut_after(2);
        BOOST_TEST(b.file->Append("0123456789").ok());
        BOOST_TEST(!b.file->Sync().ok());
        BOOST_TEST(b.found("/MANIFEST-1").empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
