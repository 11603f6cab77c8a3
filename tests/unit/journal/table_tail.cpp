#include "journal/table_tail.hpp"
#include "support/ask.hpp"
#include "support/stores.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>

BOOST_AUTO_TEST_SUITE(journal_table_tail)

namespace {

using namespace acikkapi;
using namespace support;

/// A table of events of a store that was closed, by its path.
std::string table_of(const std::string& directory)
{
    std::string out;
    for (const auto& entry : std::filesystem::directory_iterator{directory}) {
        if (entry.path().extension() == ".sst" &&
            (out.empty() || entry.file_size() > std::filesystem::file_size(out))) {
            out = entry.path().string();
        }
    }
    BOOST_REQUIRE(!out.empty());
    return out;
}

bool fits(const std::string& bytes)
{
    return journal::properties_fit(bytes.size(), [&](std::uint64_t from, std::uint64_t size) {
        return size <= bytes.size() && from <= bytes.size() - size
                   ? std::optional{bytes.substr(from, size)}
                   : std::nullopt;
    });
}

std::string flipped(std::string bytes, std::size_t bit)
{
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1U << (bit % 8)));
    return bytes;
}

/// The bits whose change is noticed, of those that lie side by side: others may lie behind them, in
/// what says where the properties are.
std::vector<std::size_t> noticed(const std::string& bytes)
{
    std::vector<std::size_t> out;
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        if (!fits(flipped(bytes, bit))) {
            out.push_back(bit);
        } else if (!out.empty()) {
            break;
        }
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_the_properties_every_bit_is_noticed)
{
    const folder where;
    make_store(where.str(), 20);
    const auto bytes = read_file(table_of(where.str()));
    BOOST_TEST(fits(bytes));
    const auto bits = noticed(bytes);
    // They begin where the first property is spelled out.
    BOOST_TEST_REQUIRE(bits.size() > 800U * 8);
    const auto begin = bytes.find("rocksdb.block.based.table.index.type");
    BOOST_TEST(bits.front() / 8 <= begin);
    BOOST_TEST(bits.front() / 8 + 3 >= begin);
}

BOOST_AUTO_TEST_CASE(what_is_no_table_is_somebody_elses_to_refuse)
{
    BOOST_TEST(fits(""));
    BOOST_TEST(fits(std::string(52, 'x')));
    BOOST_TEST(fits(std::string(5'000, 'x')));
    const folder where;
    make_store(where.str(), 20);
    const auto bytes = read_file(table_of(where.str()));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        BOOST_TEST_REQUIRE(fits(bytes.substr(0, size)));
    }
}

// RocksDB parses the properties before it looks at their checksum. The highest bit of the last
// number in a block says that there is an index by hashes; there is none, and an assertion says so.
BOOST_AUTO_TEST_CASE(a_table_with_damaged_properties_is_refused_and_ends_nothing)
{
    const folder where;
    make_store(where.str(), 20);
    const auto path = table_of(where.str());
    const auto bytes = read_file(path);
    const auto bits = noticed(bytes);
    const std::size_t trailer = 5 * 8;
    for (std::size_t i = 1; i < bits.size(); i += i < trailer + 64 ? 1 : 101) {
        write_file(path, flipped(bytes, bits[bits.size() - i]));
        const auto before = contents(where.str());
        std::string said;
        const auto store = journal::open(
            {where.str(), false, false, nullptr, [&](std::string_view line) { said = line; }});
        BOOST_TEST_REQUIRE(!store.has_value());
        BOOST_TEST_REQUIRE((store.error() == errc::corrupt_journal));
        BOOST_TEST_REQUIRE(said.find("properties of a table") != said.npos, said);
        BOOST_TEST_REQUIRE((contents(where.str()) == before));
    }
    write_file(path, bytes);
    BOOST_TEST(open_store(where.str(), false) != nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
