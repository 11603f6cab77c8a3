#include "support/csv_reader.hpp"
#include "support/input_file.hpp"
#include "support/utf8.hpp"

#include <algorithm>
#include <array>
#include <csv.h>
#include <deque>
#include <set>
#include <utility>

namespace tools {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// Blanks belong to a field (RFC 4180, 2.4); the parser would strip them.
int never_blank(unsigned char)
{
    return 0;
}

class parser {
public:
    parser()
    {
        csv_init(&values_, CSV_STRICT | CSV_STRICT_FINI);
        csv_set_space_func(&values_, never_blank);
    }
    parser(const parser&) = delete;
    parser& operator=(const parser&) = delete;
    ~parser() { csv_free(&values_); }

    csv_parser* get() noexcept { return &values_; }
    [[nodiscard]] std::size_t field_size() const noexcept { return values_.entry_pos; }

private:
    csv_parser values_{};
};

}  // namespace

class csv_reader::state {
public:
    state(std::string name, input_file in) : file_(std::move(name)), in_(std::move(in)) {}

    std::optional<row_error> read_header();
    std::optional<row_result<csv_row>> next();

    [[nodiscard]] const std::string& file() const noexcept { return file_; }
    [[nodiscard]] const std::vector<std::string>& header() const noexcept { return header_; }
    [[nodiscard]] bool complete() const noexcept { return at_end_ && !broken_; }

private:
    static void on_field(void* bytes, std::size_t size, void* self);
    static void on_row(int, void* self);

    void fill();
    void feed();
    void parse(std::string_view piece);
    void finish();
    void end_row();
    void give_up_row(const char* rule);
    [[nodiscard]] const char* fault_of(const std::vector<std::string>& fields) const;
    [[nodiscard]] row_error error(std::string field, std::string rule) const
    {
        return {file_, row_line_, std::move(field), std::move(rule)};
    }

    std::string file_;
    input_file in_;
    std::unique_ptr<parser> parser_ = std::make_unique<parser>();
    std::vector<std::string> header_;
    std::deque<row_result<csv_row>> ready_;

    std::array<char, 65'536> block_{};
    std::string_view rest_;     // Of the block: not yet parsed.
    std::size_t line_ = 1;      // At which `rest_` begins.
    std::size_t row_line_ = 1;  // At which the row being read began.
    std::size_t row_size_ = 0;  // Of the row being read; 0 between rows.
    std::vector<std::string> fields_;
    bool row_ended_ = false;  // In the piece being parsed.
    bool skipping_ = false;   // To the end of a line that cannot be read.
    bool first_block_ = true;
    bool at_end_ = false;
    bool broken_ = false;
};

void csv_reader::state::on_field(void* bytes, std::size_t size, void* self)
{
    auto& values = *static_cast<state*>(self);
    if (values.fields_.size() <= columns_max) {
        values.fields_.emplace_back(static_cast<const char*>(bytes), size);
    }
}

void csv_reader::state::on_row(int, void* self)
{
    static_cast<state*>(self)->end_row();
}

const char* csv_reader::state::fault_of(const std::vector<std::string>& fields) const
{
    if (fields.size() > columns_max) {
        return "has too many fields";
    }
    if (!header_.empty() && fields.size() != header_.size()) {
        return "has not as many fields as the header";
    }
    const auto large = [](const std::string& field) { return field.size() > field_size_max; };
    return std::any_of(fields.begin(), fields.end(), large) ? "is too large" : nullptr;
}

void csv_reader::state::end_row()
{
    row_ended_ = true;
    csv_row row{row_line_, std::exchange(fields_, {})};
    if (const char* const fault = fault_of(row.fields)) {
        ready_.emplace_back(error({}, fault));
        return;
    }
    const auto bad = std::find_if_not(row.fields.begin(), row.fields.end(), is_utf8);
    if (bad != row.fields.end()) {
        const auto place = static_cast<std::size_t>(bad - row.fields.begin());
        ready_.emplace_back(error(header_.empty() ? "" : header_[place], "is not UTF-8"));
        return;
    }
    if (header_.empty()) {
        header_ = row.fields;
    }
    ready_.emplace_back(std::move(row));
}

/// The rest of the line is passed over; the next row begins behind it.
void csv_reader::state::give_up_row(const char* rule)
{
    ready_.emplace_back(error({}, rule));
    fields_.clear();
    parser_ = std::make_unique<parser>();
    skipping_ = true;
}

void csv_reader::state::fill()
{
    const auto size = in_.read(block_);
    if (!size || *size == 0) {
        at_end_ = true;
        if (!size) {
            broken_ = true;
            row_error whole = size.error();
            whole.line = line_;
            ready_.emplace_back(std::move(whole));
        }
        return;
    }
    rest_ = {block_.data(), *size};
    if (std::exchange(first_block_, false) && rest_.starts_with(byte_order_mark)) {
        rest_.remove_prefix(byte_order_mark.size());
    }
}

void csv_reader::state::parse(std::string_view piece)
{
    row_ended_ = false;
    const std::size_t done =
        csv_parse(parser_->get(), piece.data(), piece.size(), on_field, on_row, this);
    if (done != piece.size()) {
        give_up_row("has a quote where none may be");
    } else if (parser_->field_size() > field_size_max || row_size_ > row_size_max) {
        give_up_row("is too large");
    }
}

/// Parses up to the end of a line, so that a row is known by the line it begins on.
void csv_reader::state::feed()
{
    const std::size_t line_end = rest_.find('\n');
    const bool whole = line_end != std::string_view::npos;
    const std::string_view piece = rest_.substr(0, whole ? line_end + 1 : rest_.size());
    rest_.remove_prefix(piece.size());

    const bool blank = piece == "\n" || piece == "\r\n";
    if (!skipping_ && !(blank && row_size_ == 0)) {
        row_line_ = row_size_ == 0 ? line_ : row_line_;
        row_size_ += piece.size();
        parse(piece);
        row_size_ = row_ended_ ? 0 : row_size_;
    }
    if (skipping_) {
        skipping_ = !whole;
        row_size_ = 0;
    }
    line_ += whole ? 1 : 0;
}

void csv_reader::state::finish()
{
    if (!broken_ && csv_fini(parser_->get(), on_field, on_row, this) != 0) {
        ready_.emplace_back(error({}, "ends within quotes"));
    }
}

std::optional<row_result<csv_row>> csv_reader::state::next()
{
    while (ready_.empty() && !at_end_) {
        if (rest_.empty()) {
            fill();
        } else {
            feed();
        }
        if (at_end_) {
            finish();
        }
    }
    if (ready_.empty()) {
        return std::nullopt;
    }
    auto first = std::move(ready_.front());
    ready_.pop_front();
    return first;
}

std::optional<row_error> csv_reader::state::read_header()
{
    auto first = next();
    if (!first) {
        return error({}, "is empty: a header is needed");
    }
    if (first->has_error()) {
        return first->error();
    }
    std::set<std::string_view> seen;
    for (const std::string& name : header_) {
        if (name.empty()) {
            return error({}, "has a column without a name");
        }
        if (!seen.insert(name).second) {
            return error(name, "names two columns");
        }
    }
    return std::nullopt;
}

csv_reader::csv_reader(std::unique_ptr<state> values) : state_(std::move(values)) {}
csv_reader::csv_reader(csv_reader&&) noexcept = default;
csv_reader& csv_reader::operator=(csv_reader&&) noexcept = default;
csv_reader::~csv_reader() = default;

row_result<csv_reader> csv_reader::open(const std::filesystem::path& path)
{
    auto in = input_file::open(path);
    if (!in) {
        return in.error();
    }
    auto values = std::make_unique<state>(path.filename().string(), *std::move(in));
    if (auto wrong = values->read_header()) {
        return *std::move(wrong);
    }
    return csv_reader{std::move(values)};
}

const std::string& csv_reader::file() const noexcept
{
    return state_->file();
}
const std::vector<std::string>& csv_reader::header() const noexcept
{
    return state_->header();
}
bool csv_reader::complete() const noexcept
{
    return state_->complete();
}
std::optional<row_result<csv_row>> csv_reader::next()
{
    return state_->next();
}

std::optional<std::size_t> csv_reader::column(std::string_view name) const
{
    const auto found = std::find(header().begin(), header().end(), name);
    return found == header().end()
               ? std::nullopt
               : std::optional{static_cast<std::size_t>(found - header().begin())};
}

}  // namespace tools
