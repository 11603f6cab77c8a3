#include "support/request_row.hpp"
#include "support/time_text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace tools {

using acikkapi::channel;
using acikkapi::instant;

namespace {

enum column : std::size_t {
    request_id,
    channel_name,
    channel_raw,
    category,
    subject,
    text,
    unit,
    queue,
    district,
    created_at,
    routed_at,
    due_at,
    updated_at,
    answered_at,
    status,
    result_text,
    late_raw
};

constexpr std::array<std::string_view, 17> names{
    "request_id",
    "channel",
    "channel_raw",
    "category",
    "subject",
    "text",
    "unit",
    "queue",
    "district",
    "created_at",
    "routed_at",
    "due_at",
    "updated_at",
    "answered_at",
    "status",
    "result_text",
    "late_raw"};

std::optional<channel> channel_of(std::string_view name)
{
    namespace channels = acikkapi::channels;
    for (const channel& one : {channels::desk(), channels::web(), channels::mobile()}) {
        if (one.str() == name) {
            return one;
        }
    }
    return std::nullopt;
}

/// Reads the fields of one row; the first fault is kept.
class fields {
public:
    fields(csv_row& row, const std::array<std::size_t, 17>& where) : row_(row), where_(where) {}

    std::string text(column which) { return std::move(row_.fields[where_[which]]); }

    std::optional<instant> time(column which)
    {
        const std::string& field = row_.fields[where_[which]];
        if (field.empty()) {
            return std::nullopt;
        }
        const auto read = parse_time(field);
        require(which, read.has_value(), "is not a time as 2011-09-26T10:52:12-04:00");
        return read ? std::optional{*read} : std::nullopt;
    }

    void require(column which, bool right, const char* rule)
    {
        if (!right && !fault_) {
            fault_ = row_error{{}, row_.line, std::string{names[which]}, rule};
        }
    }

    [[nodiscard]] const std::optional<row_error>& fault() const noexcept { return fault_; }

private:
    csv_row& row_;
    const std::array<std::size_t, 17>& where_;
    std::optional<row_error> fault_;
};

}  // namespace

bool request_row::answered_before_created() const
{
    return answered_at && *answered_at < created_at;
}

bool request_row::answered_while_open() const
{
    return answered_at && (status == "Assigned" || status == "Pending" || status == "Open");
}

bool request_row::contradicts_itself() const
{
    return answered_before_created() || answered_while_open();
}

bool request_row::due_before_created() const
{
    return due_at && *due_at < created_at;
}

row_result<request_reader> request_reader::open(const std::filesystem::path& path)
{
    auto rows = csv_reader::open(path);
    if (!rows) {
        return rows.error();
    }
    places where{};
    for (std::size_t i = 0; i < columns; ++i) {
        const auto place = rows->column(names[i]);
        if (!place) {
            return row_error{rows->file(), 1, std::string{names[i]}, "is a column that is missing"};
        }
        where[i] = *place;
    }
    return request_reader{*std::move(rows), where};
}

std::optional<row_result<request_row>> request_reader::next()
{
    auto row = rows_.next();
    if (!row) {
        return std::nullopt;
    }
    if (!*row) {
        return row->error();
    }
    return read(**std::move(row));
}

row_result<request_row> request_reader::read(csv_row row) const
{
    fields in{row, where_};
    request_row value;
    value.line = row.line;
    value.request_id = in.text(request_id);
    in.require(request_id, !value.request_id.empty(), "is missing");
    const auto via = channel_of(in.text(channel_name));
    in.require(channel_name, via.has_value(), "is not desk, web or mobile");
    value.via = via.value_or(channel{});
    value.channel_raw = in.text(channel_raw);
    value.category = in.text(category);
    value.subject = in.text(subject);
    value.text = in.text(text);
    value.unit = in.text(unit);
    value.queue = in.text(queue);
    value.district = in.text(district);
    const auto created = in.time(created_at);
    in.require(created_at, created.has_value(), "is missing");
    value.created_at = created.value_or(instant{});
    value.routed_at = in.time(routed_at);
    value.due_at = in.time(due_at);
    value.updated_at = in.time(updated_at);
    value.answered_at = in.time(answered_at);
    value.status = in.text(status);
    value.result_text = in.text(result_text);
    value.late_raw = in.text(late_raw);
    if (in.fault()) {
        row_error fault = *in.fault();
        fault.file = rows_.file();
        return fault;
    }
    return value;
}

}  // namespace tools
