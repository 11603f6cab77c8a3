#include "host/files/bare_photo.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_bare_photo)

namespace {

using acikkapi::media;
using namespace host;
using namespace std::string_literals;

std::string two(std::size_t value)
{
    return {static_cast<char>(value >> 8U), static_cast<char>(value & 0xffU)};
}

std::string segment(unsigned char marker, const std::string& what)
{
    return "\xff"s + static_cast<char>(marker) + two(what.size() + 2) + what;
}

/// Which side is up, and where it was taken: a table of two entries, the second leads to the GPS table.
std::string exif(char orientation, bool big)
{
    const auto word = [big](std::string text) {
        return big ? text : std::string{text.rbegin(), text.rend()};
    };
    const auto entry = [&](const std::string& tag, const std::string& value) {
        return word(tag) + word("\0\3"s) + word("\0\0\0\1"s) + value;
    };
    const auto up = word("\0"s + orientation) + "\0\0"s;
    return "Exif\0\0"s + (big ? "MM\0*"s : "II*\0"s) + word("\0\0\0\x08"s) + word("\0\2"s) +
           entry("\x01\x12"s, up) + entry("\x88\x25"s, word("\0\0\0\x26"s)) + "\0\0\0\0"s +
           "GPS 41.0082N 28.9784E";
}

const std::string jfif = segment(0xe0, "JFIF\0\1\1\0\0\1\0\1\0\0"s);
const std::string colours = segment(0xe2, "ICC_PROFILE\0\1\1abc"s);
const std::string table = segment(0xdb, std::string(65, 'q'));
const std::string frame = segment(0xc0, "\x08\0\1\0\1\1\1\x11\0"s);
const std::string scan =
    segment(0xda, "\1\1\0\0\x3f\0"s) + "abc\xff\0def\xff\xd0ghi"s;  // A restart in it.
const std::string eoi = "\xff\xd9"s;
const std::string soi = "\xff\xd8"s;

std::string jpeg(const std::string& between, const std::string& behind = {})
{
    return soi + jfif + between + colours + table + frame + scan + eoi + behind;
}

std::string bare(media kind, const std::string& bytes)
{
    return bare_photo(kind, bytes).value_or("damaged");
}

std::string chunk(const std::string& name, const std::string& what)
{
    return "\0\0"s + two(what.size()) + name + what + "sum.";
}

}  // namespace

BOOST_AUTO_TEST_CASE(where_it_was_taken_is_gone_and_the_picture_is_not)
{
    const auto given = jpeg(
        segment(0xe1, exif(1, true)) + segment(0xe1, "http://ns.adobe.com/xap/1.0/\0<x/>"s) +
            segment(0xed, "Photoshop 3.0\0IPTC"s) + segment(0xe2, "MPF\0another"s) +
            segment(0xfe, "a comment"),
        "a film behind it");
    BOOST_TEST(given.find("GPS") != given.npos);
    BOOST_TEST(bare(media::jpeg, given) == jpeg(""));
    BOOST_TEST(bare(media::jpeg, jpeg("")) == jpeg(""));
}

BOOST_AUTO_TEST_CASE(which_side_is_up_stays)
{
    const auto big = bare(media::jpeg, jpeg(segment(0xe1, exif(6, true))));
    const auto little = bare(media::jpeg, jpeg(segment(0xe1, exif(6, false))));
    const auto up = "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"s;
    BOOST_TEST(big == jpeg(segment(0xe1, up)));
    BOOST_TEST(little == big);
    BOOST_TEST(big.find("GPS") == big.npos);
    // What has been made bare stays as it is.
    BOOST_TEST(bare(media::jpeg, big) == big);
    BOOST_TEST(bare(media::jpeg, jpeg(segment(0xe1, exif(9, true)))) == jpeg(""));
}

// JFIF has room for a small copy, and JFXX is one; a camera writes what it likes under the names of others.
BOOST_AUTO_TEST_CASE(of_known_segments_only_what_is_known_stays)
{
    const auto adobe = segment(0xee, "Adobe\0\x64\0\0\0\0\1"s);
    BOOST_TEST(bare(media::jpeg, jpeg(adobe)) == jpeg(adobe));
    BOOST_TEST(bare(media::jpeg, jpeg(segment(0xee, "Adobe\0\x64\0\0\0\0\1GPS"s))) == jpeg(adobe));
    const auto small = segment(0xe0, "JFIF\0\1\1\0\0\1\0\1\1\1rgb"s);
    BOOST_TEST(
        bare(media::jpeg, soi + small + frame + scan + eoi) == soi + jfif + frame + scan + eoi);
    for (const auto& other :
         {segment(0xe0, "JFXX\0\x10 a small copy"s),
          segment(0xe0, "JFIF\0\1\1"s),
          segment(0xe0, "AVI1 GPS"),
          segment(0xee, "Adobe\0"s),
          segment(0xee, "GPS 41.0082N"),
          segment(0xc8, "GPS"),
          segment(0x02, "GPS")}) {
        BOOST_TEST(bare(media::jpeg, jpeg(other)) == jpeg(""));
    }
    for (unsigned char reserved = 0xf0; reserved < 0xfe; ++reserved) {
        BOOST_TEST(bare(media::jpeg, jpeg(segment(reserved, "GPS"))) == jpeg(""));
    }
}

BOOST_AUTO_TEST_CASE(tables_of_a_camera_that_lead_nowhere_are_no_harm)
{
    const auto whole = exif(6, true);
    for (std::size_t n = 0; n < whole.size(); ++n) {
        const auto cut = bare(media::jpeg, jpeg(segment(0xe1, whole.substr(0, n))));
        BOOST_TEST(cut.find("GPS") == cut.npos);
        BOOST_TEST(cut.ends_with(eoi));
    }
    const auto far = "Exif\0\0MM\0*\xff\xff\xff\xff\0\1\1\1"s;
    BOOST_TEST(bare(media::jpeg, jpeg(segment(0xe1, far))) == jpeg(""));
}

BOOST_AUTO_TEST_CASE(a_picture_of_several_scans_is_whole)
{
    const auto given = soi + jfif + frame + scan + segment(0xc4, "huffman") + scan + eoi;
    BOOST_TEST(bare(media::jpeg, given) == given);
}

// Before any marker there may be as many bytes of ones as somebody likes.
BOOST_AUTO_TEST_CASE(pixels_go_on_behind_a_restart_that_is_filled_up)
{
    const auto restarted = scan + "\xff\xff\xff\xd0 more\xff\xff"s;
    const auto given = soi + jfif + frame + restarted + eoi + "behind";
    BOOST_TEST(bare(media::jpeg, given) == soi + jfif + frame + restarted + eoi);
    BOOST_TEST(bare(media::jpeg, bare(media::jpeg, given)) == bare(media::jpeg, given));
}

// What looks like a length is no reason to let pass what stands behind it.
BOOST_AUTO_TEST_CASE(a_marker_without_a_length_ends_the_picture)
{
    const auto comment = segment(0xfe, "a comment");
    for (const char marker : "\x01\xd0\xd7\xd8"s) {
        const auto other = segment(static_cast<unsigned char>(marker), "GPS 41.0082N");
        const auto given = soi + jfif + frame + scan + comment + other + eoi;
        BOOST_TEST(bare(media::jpeg, given) == soi + jfif + frame + scan + eoi);
    }
}

BOOST_AUTO_TEST_CASE(what_is_damaged_is_nothing)
{
    const auto whole = jpeg("");
    BOOST_TEST(!bare_photo(media::jpeg, soi + eoi).has_value());
    BOOST_TEST(!bare_photo(media::jpeg, soi + jfif + "no segment" + scan).has_value());
    // Cut before its pixels it is damaged; cut in them it has fewer.
    for (std::size_t n = 2; n < whole.size(); ++n) {
        const auto got = bare_photo(media::jpeg, whole.substr(0, n));
        const bool has_pixels = n >= whole.find("abc\xff\0def"s);
        BOOST_TEST(got.has_value() == has_pixels, n);
    }
}

BOOST_AUTO_TEST_CASE(a_photo_that_was_cut_off_ends_where_it_was_cut)
{
    auto cut = jpeg("");
    cut.pop_back();  // In the middle of its last marker.
    BOOST_TEST(bare(media::jpeg, cut) == jpeg(""));
}

BOOST_AUTO_TEST_CASE(a_png_loses_its_texts)
{
    const auto signature = "\x89PNG\r\n\x1a\n"s;
    const auto begin = signature + chunk("IHDR", std::string(13, 'h'));
    const auto pixels = chunk("IDAT", "abc") + chunk("IEND", "");
    const auto given = begin + chunk("tEXt", "GPS 41.0") + chunk("eXIf", "GPS") +
                       chunk("gAMA", "1234") + chunk("prVt", "x") + pixels + "behind";
    BOOST_TEST(bare(media::png, given) == begin + chunk("gAMA", "1234") + pixels);
    const auto whole = begin + pixels;
    for (std::size_t n = 8; n < whole.size(); ++n) {
        BOOST_TEST(!bare_photo(media::png, whole.substr(0, n)).has_value(), n);
    }
    BOOST_TEST(!bare_photo(media::png, signature + "\xff\xff\xff\xffIDAT").has_value());
}

BOOST_AUTO_TEST_CASE(a_document_stays_as_it_is)
{
    BOOST_TEST(bare(media::pdf, "%PDF-1.4 (author)") == "%PDF-1.4 (author)");
}

BOOST_AUTO_TEST_SUITE_END()
