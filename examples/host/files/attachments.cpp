#include "host/files/attachments.hpp"
#include "host/files/media_kind.hpp"
#include "host/files/uploads.hpp"
#include "host/problem.hpp"

#include <boost/asio/bind_executor.hpp>

#include <algorithm>
#include <charconv>
#include <deque>
#include <memory>
#include <optional>

namespace host {

using namespace acikkapi;

namespace {

bool is_attached(const record& one)
{
    return one.kind == record_kind::fact && petition::type_name(one.payload.type) == "attached";
}

/// What a file is called and holds, as far as it may be read.
attachment read(events::attached file, std::size_t n)
{
    return {n, file.type, file.size, std::move(file.name), std::move(file.bytes)};
}

/// @return 0 for what is no number, or is not written as this host writes one: `01` is none.
std::size_t read_n(std::string_view text)
{
    std::size_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return std::to_string(out) == text ? out : 0;
}

/// What is sent away is no page: it runs nothing and shows nothing in this host's name.
response bytes_of(const application_number& of, attachment what)
{
    auto out = reply_with(200, type_of(what.kind), std::move(what.bytes));
    out.headers.emplace_back(
        "Content-Disposition",
        "attachment; filename=\"" + of.str() + "-" + std::to_string(what.n) + "." +
            std::string{ending_of(what.kind)} + "\"");
    out.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
    return out;
}

/// Files that wait for those before them.
struct waiting {
    engine<petition>& desk;
    asio::any_io_executor blocking;
    acikkapi::request<petition> like;
    std::deque<commands::attach> files;
    std::function<void(error_code)> done;
};

void attach_next(const std::shared_ptr<waiting>& all)
{
    if (all->files.empty()) {
        return all->done({});
    }
    auto one = all->like;
    one.key = key_of_file(all->like.key.value_or(""), all->files.front());
    one.wish = std::move(all->files.front());
    all->files.pop_front();
    all->desk.async_submit(
        std::move(one),
        asio::bind_executor(all->blocking, [all](error_code bad, const receipt& /*what*/) {
            bad ? all->done(bad) : attach_next(all);
        }));
}

}  // namespace

std::vector<attachment> attachments_in(const std::vector<happening>& of)
{
    std::vector<attachment> out;
    for (const auto& one : of) {
        if (const auto* const file =
                one.fact ? std::get_if<events::attached>(&*one.fact) : nullptr) {
            out.push_back(read(*file, out.size() + 1));
        }
    }
    return out;
}

response download(
    const application_number& of, const views<petition>& from, stream_id stream, std::string_view n)
{
    const auto wanted = read_n(n);
    std::size_t at = 0;
    std::optional<record> found;
    const auto looked = from.timeline(stream, [&](record one) {
        if (is_attached(one) && ++at == wanted) {
            found = std::move(one);
        }
    });
    if (!looked) {
        return to_response(problem_of(looked.error()));
    }
    if (!found) {
        return to_response(no_such_application());
    }
    auto fact = decode_event(view_of(found->payload));
    auto* const file = fact ? std::get_if<events::attached>(&*fact) : nullptr;
    if (file == nullptr) {
        return to_response(problem_of(fact ? error_code{errc::corrupt_journal} : fact.error()));
    }
    return file->bytes.empty() ? to_response(no_such_application())
                               : bytes_of(of, read(std::move(*file), wanted));
}

void attach_all(
    engine<petition>& desk,
    asio::any_io_executor blocking,
    const acikkapi::request<petition>& like,
    std::vector<commands::attach> files,
    std::function<void(error_code)> done)
{
    attach_next(std::make_shared<waiting>(waiting{
        desk,
        std::move(blocking),
        like,
        {std::make_move_iterator(files.begin()), std::make_move_iterator(files.end())},
        std::move(done)}));
}

std::string size_text(std::size_t bytes, char point)
{
    constexpr std::size_t kilo = 1'000;
    constexpr std::size_t tenth = 100 * kilo;
    if (bytes < kilo * kilo) {
        return std::to_string(std::max<std::size_t>(1, bytes / kilo)) + " kB";
    }
    const auto tenths = bytes / tenth;
    return std::to_string(tenths / 10) + point + std::to_string(tenths % 10) + " MB";
}

}  // namespace host
