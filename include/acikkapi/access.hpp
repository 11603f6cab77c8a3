#pragma once

#include <acikkapi/ids.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace acikkapi {

/// How somebody stands to one application.
enum class relation : std::uint8_t {
    other = 0,   ///< In no way; so stands everybody to one that is yet to be registered.
    own = 1,     ///< It is his unit's, or his office's: the workflow says (`is_own`).
    holder = 2,  ///< He showed its lookup code.
};

/// What the engine itself can be asked for. A workflow's commands have their own names (`act_name`).
namespace acts {
inline constexpr std::string_view read = "read";                    ///< All that is not personal.
inline constexpr std::string_view read_personal = "read_personal";  ///< What is sealed.
inline constexpr std::string_view list = "list";        ///< Each entry needs `read` too.
inline constexpr std::string_view find = "find";        ///< By identity or phone; likewise.
inline constexpr std::string_view figures = "figures";  ///< Numbers that name nobody.
inline constexpr std::string_view erase = "erase";      ///< A person, who asked for it.
inline constexpr std::string_view destroy = "destroy";  ///< What was kept long enough.
inline constexpr std::string_view hold = "hold";  ///< To put under a legal hold, and to release.
}  // namespace acts

/// Somebody who wants something with an application; refers to memory of the caller.
struct access_request {
    const actor& by;
    const channel& via;
    std::string_view act;  ///< One of `acts`, or the name of a command.
    relation to = relation::other;
    /// For a policy of the host's own. None where none is meant: for `list` and its like, and where
    /// `destroy` is asked for once before it is asked for each application.
    stream_id stream = no_stream;
};

enum class verdict : std::uint8_t {
    refused = 0,
    on_record = 1,  ///< Only with a record that says so, and why; for `acts::read_personal`.
    by_two = 2,     ///< Only after somebody else who may do it has proposed it on record.
    allowed = 3,
};

/// Port: who may do what with which application. The engine asks it about every command and about
/// every question of `engine::views`; its own acts, timers and outcomes of letters, it does not ask.
///
/// Who stands to an application in two ways is asked for in both, and the better verdict counts.
/// @par Thread safety  Called from any thread, also several at once, under locks of the engine: it must
///      not wait and must not call the engine.
class access_policy {
public:
    virtual ~access_policy() = default;
    [[nodiscard]] virtual verdict decide(const access_request& what) const noexcept = 0;

protected:
    access_policy() = default;
    access_policy(const access_policy&) = default;
    access_policy& operator=(const access_policy&) = default;
};

/// In which ways somebody stands to an application.
struct relations {
    bool own = false;
    bool holder = false;
};

/// The best verdict of all the ways in which somebody stands to an application.
/// @param what  Its `to` is not looked at.
[[nodiscard]] verdict
decide(const access_policy& policy, access_request what, const relations& ways) noexcept;

/// A policy that is a table: acts by roles (`role_of`), in each cell the relations in which it is
/// allowed. What does not stand in it is refused.
///
///     act            citizen  unit        head  # a comment
///     reply          holder   -           -
///     read_personal  holder   own,other!  any!  # `!`: only on record
///     reopen         -        -           own+  # `+`: only by two
///
/// `any` stands for all relations.
class access_matrix final : public access_policy {
public:
    /// @return `errc::bad_argument` for a text that is not such a table, and for an act or a role that
    ///         stands in it twice.
    [[nodiscard]] static result<access_matrix> parse(std::string_view table);

    [[nodiscard]] verdict decide(const access_request& what) const noexcept override;

private:
    using cell = std::array<verdict, 3>;  // By relation.

    std::map<std::string, std::map<std::string, cell, std::less<>>, std::less<>> acts_;
};

}  // namespace acikkapi
