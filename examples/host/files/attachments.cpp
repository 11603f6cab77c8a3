#include "host/files/attachments.hpp"
#include "host/files/media_kind.hpp"
#include "host/files/uploads.hpp"
#include "host/problem.hpp"

#include <boost/asio/bind_executor.hpp>

#include <algorithm>
#include <charconv>
#include <deque>
#include <memory>

namespace host {

using namespace acikkapi;

namespace {

bool is_attached(const record& one)
{
    return one.kind == record_kind::fact && petition::type_name(one.payload.type) == "attached";
}

result<attachment> read(const record& one, std::size_t n)
{
    auto fact = decode_event(view_of(one.payload));
    auto* const file = fact ? std::get_if<events::attached>(&*fact) : nullptr;
    if (file == nullptr) {
        return fact ? error_code{errc::corrupt_journal} : fact.error();
    }
    return attachment{n, file->type, file->size, std::move(file->name), std::move(file->bytes)};
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

result<std::vector<attachment>> attachments_in(const std::vector<record>& records)
{
    std::vector<attachment> out;
    for (const auto& one : records) {
        if (!is_attached(one)) {
            continue;
        }
        auto file = read(one, out.size() + 1);
        if (!file) {
            return file.error();
        }
        file->bytes = {};
        out.push_back(*std::move(file));
    }
    return out;
}

response
download(const application_number& of, const std::vector<record>& records, std::string_view n)
{
    std::size_t wanted = 0;
    const auto read_n = std::from_chars(n.data(), n.data() + n.size(), wanted);
    // One spelling only: `01` is none.
    const bool whole = read_n.ec == std::errc{} && std::to_string(wanted) == n;
    std::size_t at = 0;
    for (const auto& one : records) {
        if (!whole || !is_attached(one) || ++at != wanted) {
            continue;
        }
        auto file = read(one, wanted);
        if (!file) {
            return to_response(problem_of(file.error()));
        }
        return file->bytes.empty() ? to_response(no_such_application())
                                   : bytes_of(of, *std::move(file));
    }
    return to_response(no_such_application());
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
