// What somebody sends along with an application: forms with files, and the files.
#include "fuzz/targets.hpp"
#include "host/files/bare_photo.hpp"
#include "host/files/uploads.hpp"

namespace fuzz {
namespace {

using namespace std::string_literals;

void run_upload(std::string_view input)
{
    const auto parts = counted(
        input, [&] { return host::read_multipart("multipart/form-data; boundary=b", input); });
    if (parts) {
        for (const auto& one : *parts) {
            must(!one.name.empty(), "each part has a name");
            must(input.find(one.bytes) != input.npos, "a part is a piece of what was sent");
        }
    }
    const auto name = counted(input, [&] { return host::tidy_file_name(input); });
    must(!name.empty() && name.size() <= 400, "a name has a length");
    must(name.find_first_of("\r\n") == name.npos, "a name is one line");
    must(
        host::tidy_file_name(name) == name || name.find_first_of("/\\") != name.npos,
        "a tidy name stays as it is");
}

std::vector<std::string> upload_seeds()
{
    return {
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\n"
        "Content-Disposition: form-data; name=\"f\"; filename=\"lamba %22.jpg\"\r\n"
        "Content-Type: image/jpeg\r\n\r\n\xff\xd8\r\n--b--\r\n",
        "--b--",
        "C:\\a/\xc5\x9f\xe2\x82\xac\xf0\x9f\x98\x80\r\n.jpg"};
}

void run_photo(std::string_view input)
{
    using acikkapi::media;
    for (const auto kind : {media::jpeg, media::png}) {
        if (input.size() < 8) {
            break;  // The kind is known by its signature, which is as long.
        }
        const auto bare = counted(input, [&] { return host::bare_photo(kind, input); });
        if (bare) {
            must(bare->size() <= input.size() + 38, "a photo does not grow");
            must(host::bare_photo(kind, *bare) == bare, "what is bare stays as it is");
        }
    }
}

std::vector<std::string> photo_seeds()
{
    return {
        "\xff\xd8\xff\xe1\0\x22"s
        "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"s
        "\xff\xe2\0\x0eICC_PROFILE\0"s
        "\xff\xda\0\4\1\1x\xff\0y\xff\xd0z\xff\xda\0\4\1\1x\xff\xd9"s,
        "\x89PNG\r\n\x1a\n\0\0\0\1IHDRxsum.\0\0\0\1tEXtxsum.\0\0\0\0IENDsum."s};
}

}  // namespace

std::vector<target> upload_targets()
{
    return {{"upload", run_upload, upload_seeds}, {"photo", run_photo, photo_seeds}};
}

}  // namespace fuzz
