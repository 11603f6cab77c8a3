#pragma once

#include <acikkapi/adapters/http_access.hpp>
#include <acikkapi/error.hpp>
#include <acikkapi/ports.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// SMS through an operator's interface by HTTP. Of the library `acikkapi::adapters`.
namespace acikkapi {

namespace adapters {
class errands;
}

/// What a body is made of: how the values in it are escaped, and its `Content-Type` unless a header
/// says it.
enum class sms_body : std::uint8_t { none = 0, json = 1, xml = 2, form = 3 };

/// What an answer of the operator's means. All that is said must hold.
struct sms_rule {
    int status_min = 200;
    int status_max = 299;
    /// JSON pointer (RFC 6901) to what `pattern` looks at; empty: the body as it is.
    std::string pointer{};
    /// Regular expression (ECMAScript) that is found somewhere in the first 1,024 bytes there;
    /// empty: always.
    std::string pattern{};
    std::optional<delivery> means{};  ///< Empty: try again later.
    /// JSON pointer to the operator's id of the message; empty: the first group of `pattern`, if it
    /// has one.
    std::string id{};
};

/// How an operator is spoken to. In `url`, in the headers' values and in `body` stand `{to}`
/// (`+905321234567`), `{to_digits}` (without the plus), `{to_national}` (of Turkey's numbers the
/// last ten digits), `{text}`, `{id}` (the letter's, the same in every try), `{from}` and
/// `{secret}`.
struct sms_gateway_options {
    std::string url{};
    std::string method = "POST";
    std::vector<http_header> headers{};
    sms_body kind = sms_body::json;
    std::string body{};
    std::string from{};  ///< The sender's name, as registered with the operator.
    std::string
        secret{};  ///< Never written anywhere but into the request. No member of the JSON text.
    std::vector<sms_rule> rules{};  ///< The first that fits says it. At least 1, at most 64.
    http_access access{};
    std::chrono::milliseconds time_max{30'000};  ///< For the whole call.
    /// The operator drops repeats by `{id}`: then a call without an answer, or with a 5xx that no
    /// rule fits, is made again. Otherwise its outcome is `delivery::unknown`, as the SMS may have
    /// been sent.
    bool drops_repeats = false;
    /// Of the engine, from which a pause that the operator asks for is counted; null: that of the
    /// machine. It outlives the executor's work.
    clock* time = nullptr;

    /// Reads all but the secret and the clock: an object whose members are called as here.
    /// `headers` is an object, `kind` one of `none`, `json`, `xml`, `form`, `time_max_ms` a number;
    /// `places` and `ca_file` stand beside the others; a rule's `status` is one number or two, its
    /// `means` one of `sent`, `delivered`, `rejected`, `again`.
    /// @param why  Is told which member is wrong, and how; may be null.
    /// @return `errc::bad_argument` if anything is wrong, also a member that is not known.
    [[nodiscard]] static result<sms_gateway_options>
    parse(std::string_view json, std::string* why = nullptr);
};

/// Gives each letter to an operator as one SMS, by a call as the options describe it.
///
/// An answer that no rule fits counts by its status: 429 and 503 with `Retry-After` are `later`;
/// 401, 403, 407, 408, 425, 429, 503 and 3xx try again; another 4xx is rejected; 2xx is unknown, and
/// so is another 5xx, which tries again if the operator drops repeats. A letter that has no phone
/// number in international form is rejected, and one of the kind `erased` needs nothing: nothing is
/// kept here.
/// @par Thread safety  As `adapter`. May be destroyed with work under way, which is then not
///             settled.
class sms_gateway final : public notifier {
public:
    /// The text of a letter. An error whose condition is `rejected` rejects it; after another it is
    /// tried again.
    using wording = std::function<result<std::string>(const letter&)>;
    /// What a text costs. Asked before the operator is: who throws has sent nothing, and the letter is tried again.
    using pricing = std::function<charge(std::string_view)>;

    /// @param blocking  Where calls are waited for, one for each thread of it.
    /// @param words     Called there. As `price`, it owns what it uses, or that outlives the
    ///                  executor's work.
    /// @param price     May be empty.
    /// @param why       Is told which option is wrong, and how; may be null.
    /// @return `errc::bad_argument` if an option is out of its range, or the URL leads to none of
    ///         the places.
    [[nodiscard]] static result<std::unique_ptr<sms_gateway>> make(
        asio::any_io_executor blocking,
        sms_gateway_options options,
        wording words,
        pricing price = {},
        std::string* why = nullptr);

    ~sms_gateway() override;

    /// From now on no letter is handed over, which is then not settled, and what is under way ends soon, as by a lost
    /// connection: for a host that ends, and would wait for a peer else. Waits for nothing itself.
    void stop() noexcept;

private:
    explicit sms_gateway(std::unique_ptr<adapters::errands> made);
    void
    do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override;

    std::unique_ptr<adapters::errands> errands_;
};

}  // namespace acikkapi
