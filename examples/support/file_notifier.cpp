#include "support/file_notifier.hpp"
#include "support/replace_file.hpp"
#include "support/utf8.hpp"

#include <boost/asio/post.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// The same text as UTF-8: each byte that belongs to no character is shown as U+FFFD.
std::string as_utf8(std::string_view text)
{
    constexpr std::size_t character_bytes_max = 4;
    std::string out;
    while (!text.empty()) {
        std::size_t size = 1;
        while (size <= character_bytes_max && !is_utf8(text.substr(0, size))) {
            ++size;
        }
        const bool whole = size <= character_bytes_max;
        out += whole ? text.substr(0, size) : replacement;
        text.remove_prefix(whole ? size : 1);
    }
    return out;
}

std::string line_of(const hand_over& what)
{
    const json::object line{
        {"id", what.id},
        {"adapter", as_utf8(what.what.adapter)},
        {"kind", as_utf8(what.what.kind)},
        {"recipient", as_utf8(what.what.recipient)},
        {"reference", as_utf8(what.what.reference)}};
    return json::serialize(line) + '\n';
}

hand_result try_again(int error)
{
    return {std::nullopt, std::generic_category().message(error)};
}

/// A file that is somebody else's must not lose its last words.
bool is_cut_line(std::string_view rest)
{
    constexpr std::string_view beginning = R"({"id":")";
    return rest.substr(0, beginning.size()) == beginning.substr(0, rest.size());
}

}  // namespace

result<std::unique_ptr<file_notifier>>
file_notifier::open(const std::string& path, asio::any_io_executor blocking)
{
    auto lock = file_lock::take(path);
    if (!lock) {
        return lock.error();
    }
    constexpr mode_t owner_only = 0600;  // Recipients are personal data.
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, owner_only);
    if (file < 0) {
        return errc::io_error;
    }
    std::unique_ptr<file_notifier> made{
        new file_notifier{*std::move(lock), file, std::move(blocking)}};
    if (const auto read = made->read_ids(); !read) {
        return read.error();
    }
    // A whole line of a run that crashed before its fsync counts as delivered: make it so.
    if (::ftruncate(file, made->size_bytes_) != 0 || ::fsync(file) != 0 || !sync_name(path)) {
        return errc::io_error;
    }
    return made;
}

file_notifier::~file_notifier()
{
    ::close(file_);
}

result<void> file_notifier::read_ids()
{
    std::array<char, line_bytes_max> block{};
    std::string rest;
    for (off_t at = 0;;) {
        const ssize_t count = ::pread(file_, block.data(), block.size(), at);
        if (count < 0 && errno != EINTR) {
            return errc::io_error;
        }
        if (count == 0) {
            return is_cut_line(rest) ? result<void>{} : errc::bad_argument;
        }
        const auto seen = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
        at += static_cast<off_t>(seen);
        rest.append(block.data(), seen);
        if (!take_lines(rest) || rest.size() >= line_bytes_max) {
            return errc::bad_argument;
        }
    }
}

/// Takes the whole lines from `text` and leaves what follows them.
bool file_notifier::take_lines(std::string& text)
{
    std::size_t begin = 0;
    for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
        if (!take_line(std::string_view{text}.substr(begin, end - begin))) {
            return false;
        }
        begin = end + 1;
    }
    text.erase(0, begin);
    return true;
}

bool file_notifier::take_line(std::string_view line)
{
    json::error_code error;
    const auto value = json::parse(line, error);
    const auto* object = error ? nullptr : value.if_object();
    const auto* id = object != nullptr ? object->if_contains("id") : nullptr;
    if (id == nullptr || !id->is_string() || ids_.size() >= letters_max) {
        return false;
    }
    ids_.emplace(id->get_string().c_str());
    size_bytes_ += static_cast<std::int64_t>(line.size()) + 1;
    return true;
}

void file_notifier::do_hand_over(
    hand_over what, asio::any_completion_handler<void(hand_result)> done)
{
    asio::post(blocking_, [this, what = std::move(what), done = std::move(done)]() mutable {
        auto how = write(what);
        std::move(done)(std::move(how));
    });
}

hand_result file_notifier::write(const hand_over& what)
{
    if (!is_name(what.id)) {
        return {delivery::rejected, "the letter's id is not a name"};
    }
    const auto line = line_of(what);
    if (line.size() > line_bytes_max) {
        return {delivery::rejected, "the letter is too long"};
    }
    const std::lock_guard lock{mutex_};
    if (ids_.contains(what.id)) {
        return {delivery::delivered, "was in the file"};
    }
    if (ids_.size() >= letters_max) {
        return {std::nullopt, "the file is full"};
    }
    if (!append(line)) {
        const int why = errno;
        // If this fails too, the next try begins with it.
        static_cast<void>(cut_what_failed());
        return try_again(why);
    }
    size_bytes_ += static_cast<std::int64_t>(line.size());
    ids_.insert(what.id);
    return {delivery::delivered, "in the file"};
}

/// What a try left that failed goes. Who has made the file shorter than its lines, as `copytruncate` does, has it go on
/// from there: made as long again it would have a hole of zero bytes, which no start would read.
bool file_notifier::cut_what_failed()
{
    struct stat now {};
    if (::fstat(file_, &now) != 0) {
        return false;
    }
    size_bytes_ = std::min<std::int64_t>(size_bytes_, now.st_size);
    return ::ftruncate(file_, size_bytes_) == 0;
}

bool file_notifier::append(std::string_view line)
{
    if (!cut_what_failed()) {
        return false;
    }
    while (!line.empty()) {
        const ssize_t count = ::write(file_, line.data(), line.size());
        if (count < 0 && errno != EINTR) {
            return false;
        }
        line.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    return ::fdatasync(file_) == 0;
}

std::string why_no_outbox(const std::string& path, error_code why)
{
    if (why == errc::bad_argument) {
        return path + ": has a line that is no letter of ours. Was it changed, or emptied while a "
                      "host of before wrote to "
                      "it? Move it away: a new one is begun, and no letter is lost";
    }
    return path + ": " + (why == errc::busy ? "another program has it" : why.message());
}

}  // namespace tools
