#include <acikkapi/proof.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(proof_erasure)

namespace {

using namespace acikkapi;

const std::array<std::byte, 32> some_seed{std::byte{3}};
const signer office{"register.example.org/2026", verifier_key::kind::log, some_seed};

erasure_certificate some()
{
    erasure_certificate out;
    out.origin = office.key().name;
    out.number = "34-2026-000000001-0";
    out.at = position{17};
    out.leaf = leaf_hash("a record");
    out.whose = 1;
    out.when = instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 28}};
    out.by = actor::parse("officer:7").value();
    out.basis = authority::parse("kvkk:7").value();
    out.epoch = 9;
    return out;
}

std::string signed_by(const signer& who, const std::string& text)
{
    return signed_note{text, {who.sign(text)}}.str();
}

error_code error_of(const auto& read)
{
    return read ? error_code{} : read.error();
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_text_is_the_one_in_the_document)
{
    BOOST_TEST(
        some().str() == "acikkapi-erasure/1\n"
                        "journal register.example.org/2026\n"
                        "number 34-2026-000000001-0\n"
                        "record 17\n"
                        "hash c1F6z+zp9+rysWL5BWS8/OfkePn4v6NlZG9mdgXec5s=\n"
                        "person 1\n"
                        "time 1795824000000000\n"
                        "by officer:7\n"
                        "basis kvkk:7\n"
                        "epoch 9\n");
}

BOOST_AUTO_TEST_CASE(what_was_signed_is_read_again)
{
    BOOST_TEST((erasure_certificate::parse(some().str()).value() == some()));
    const auto note = signed_by(office, some().str());
    BOOST_TEST((open_erasure_certificate(note, office.key()).value() == some()));
}

BOOST_AUTO_TEST_CASE(what_others_signed_or_of_another_journal_is_refused)
{
    const signer other{office.key().name, verifier_key::kind::log, {std::byte{4}}};
    BOOST_TEST(
        (error_of(open_erasure_certificate(signed_by(other, some().str()), office.key())) ==
         errc::not_signed));
    auto foreign = some();
    foreign.origin = "elsewhere";
    BOOST_TEST(
        (error_of(open_erasure_certificate(signed_by(office, foreign.str()), office.key())) ==
         errc::bad_checkpoint));
    auto text = some().str();
    text.replace(text.find("17"), 2, "18");
    const signed_note altered{text, {office.sign(some().str())}};
    BOOST_TEST(
        (error_of(open_erasure_certificate(altered.str(), office.key())) == errc::bad_signature));
}

BOOST_AUTO_TEST_CASE(every_line_is_needed_and_has_one_spelling)
{
    const auto right = some().str();
    const auto is_none = [](const std::string& text) {
        return error_of(erasure_certificate::parse(text)) == errc::bad_checkpoint;
    };
    for (std::size_t begin = 0; begin < right.size();) {
        const auto end = right.find('\n', begin) + 1;
        BOOST_TEST(is_none(right.substr(0, begin) + right.substr(end)), begin);
        BOOST_TEST(is_none(right.substr(0, end - 1)), begin);
        begin = end;
    }
    BOOST_TEST(is_none(right + "\n"));
    BOOST_TEST(is_none(right + "more 1\n"));
    const auto with = [&](const std::string& is, const std::string& becomes) {
        auto text = right;
        return text.replace(text.find(is), is.size(), becomes);
    };
    BOOST_TEST(is_none(with("person 1", "person 1024")));
    BOOST_TEST(is_none(with("record 17", "record 017")));
    BOOST_TEST(is_none(with("time 1", "time -1")));
    BOOST_TEST(is_none(with("by officer:7", "by ")));
    BOOST_TEST(is_none(with("hash c", "hash -")));
}

BOOST_AUTO_TEST_CASE(a_destruction_has_ranges_of_records_that_rise)
{
    destruction_certificate some{
        office.key().name,
        {{position{17}, position{19}}, {position{25}, position{25}}},
        4,
        instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 28}},
        actor::parse("officer:7").value(),
        authority::parse("schedule:3").value(),
        std::chrono::days{3'650},
        9};
    const auto text = some.str();
    BOOST_TEST(
        text == "acikkapi-destruction/1\n"
                "journal register.example.org/2026\n"
                "records 17 19\n"
                "records 25 25\n"
                "persons 4\n"
                "time 1795824000000000\n"
                "by officer:7\n"
                "basis schedule:3\n"
                "days 3650\n"
                "epoch 9\n");
    BOOST_TEST((destruction_certificate::parse(text).value() == some));
    const auto note = signed_by(office, text);
    BOOST_TEST((open_destruction_certificate(note, office.key()).value() == some));
    const signer other{office.key().name, verifier_key::kind::log, {std::byte{4}}};
    BOOST_TEST(
        (error_of(open_destruction_certificate(signed_by(other, text), office.key())) ==
         errc::not_signed));
    BOOST_TEST((error_of(erasure_certificate::parse(text)) == errc::bad_checkpoint));
    const auto is_refused = [&](std::string_view old, std::string_view now) {
        auto wrong = text;
        wrong.replace(wrong.find(old), old.size(), now);
        BOOST_TEST((error_of(destruction_certificate::parse(wrong)) == errc::bad_checkpoint), now);
    };
    is_refused("17 19", "19 17");
    is_refused("17 19", "0 19");
    is_refused("17 19", "17  19");
    is_refused("17 19", "17");
    is_refused("25 25", "19 25");
    is_refused("records 17 19\nrecords 25 25\n", "");
    is_refused("journal", "journals");
    is_refused("days 3650", "days -1");
    is_refused("epoch 9\n", "epoch 9");
    is_refused("epoch 9\n", "epoch 9\nmore\n");
    some.origin = "elsewhere";
    BOOST_TEST(
        (error_of(open_destruction_certificate(signed_by(office, some.str()), office.key())) ==
         errc::bad_checkpoint));
    some.origin = office.key().name;
    some.records.clear();
    for (std::uint64_t i = 1; i <= 1'000; ++i) {
        some.records.push_back({position{2 * i}, position{2 * i}});
    }
    BOOST_TEST((destruction_certificate::parse(some.str()).value() == some));
    some.records.push_back({position{3'000}, position{3'000}});
    BOOST_TEST((error_of(destruction_certificate::parse(some.str())) == errc::bad_checkpoint));
}

BOOST_AUTO_TEST_SUITE_END()
