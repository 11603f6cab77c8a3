#pragma once

#include <rocksdb/env.h>
#include <rocksdb/io_status.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crash {

/// What becomes of bytes and names that were not synced when the machine stopped.
enum class tail : std::uint8_t {
    dropped,  ///< Gone.
    kept,     ///< All there: the kernel had written them by itself.
    torn,     ///< A random part, from the front.
    zeroed,   ///< Torn, and zeros behind: the file had its new size and its blocks not yet.
    garbage,  ///< Torn, and something else behind.
};
inline constexpr std::array tails{
    tail::dropped, tail::kept, tail::torn, tail::zeroed, tail::garbage};

/// What goes wrong. The first two strike any operation, the others the first that they fit.
enum class fault : std::uint8_t {
    none,
    stop,          ///< The machine stops: nothing more reaches the disk, all else fails.
    io_error,      ///< A change fails.
    read_error,    ///< A read fails.
    no_space,      ///< The disk is full until `heal`.
    short_write,   ///< Half of the bytes, and an error.
    lying_sync,    ///< An fsync succeeds and drops what it had to write.
    failing_sync,  ///< An fsync fails and drops what it had to write.
};

[[nodiscard]] std::string_view name_of(tail value);
[[nodiscard]] std::string_view name_of(fault value);

/// Which operation goes wrong and how. Changes and reads are counted apart, each from 1.
struct plan {
    fault what = fault::none;
    std::uint64_t at = 0;
};

/// The bytes of one file: as programs see them, and as they are on the disk.
struct file_bytes {
    std::string now;
    std::string synced;
    std::size_t dirty_from = 0;  ///< What differs by rights lies from here
    std::size_t dirty_to = 0;    ///< to here.
    bool is_directory = false;
    std::uint64_t modified = 0;

    void write(std::size_t offset, std::string_view bytes);
    void truncate(std::size_t size);
    void sync();
    /// The bytes are given up: they count as written and are not on the disk.
    void lose();
    [[nodiscard]] std::string after_stop(tail rest, std::mt19937_64& chance) const;
};

/// A path without needless slashes.
[[nodiscard]] std::string tidy(std::string_view path);

/// The directory that holds the name of a tidy path; `/` holds its own.
[[nodiscard]] std::string_view parent_of(std::string_view path);

/// A disk in memory that knows what of it was synced, and fails by plan.
///
/// A file's bytes are safe after its fsync, its name, and that of a directory, after the fsync of
/// the directory that holds it; with the name of a directory goes all that is in it. Names come back
/// in the order in which they were changed, as file systems with a journal have it.
/// @par Thread safety  All members from any thread.
class faulty_files {
public:
    using status = rocksdb::IOStatus;
    using file = std::shared_ptr<file_bytes>;

    faulty_files();
    ~faulty_files();
    faulty_files(const faulty_files&) = delete;
    faulty_files& operator=(const faulty_files&) = delete;

    /// For RocksDB. Lives as long as the disk.
    [[nodiscard]] rocksdb::Env* environment() const { return environment_.get(); }

    void arm(plan what);
    /// The disk does what it should from now on, unless the machine has stopped.
    void heal();
    [[nodiscard]] bool struck() const;       ///< The plan has come true.
    [[nodiscard]] bool ever_struck() const;  ///< Some plan has.
    [[nodiscard]] bool stopped() const;      ///< The machine, by a plan.
    [[nodiscard]] std::uint64_t changes() const;
    [[nodiscard]] std::uint64_t reads() const;
    /// RocksDB may not note its options any more: nobody reads them, and writing them and reading them
    /// again takes longer than all the rest of an opening.
    void refuse_options() { refuses_options_ = true; }

    /// The disk as the next boot finds it.
    [[nodiscard]] std::unique_ptr<faulty_files> after_stop(tail rest, std::uint64_t seed) const;

    /// Every file by its path, with the bytes that programs see.
    [[nodiscard]] std::map<std::string, std::string> contents() const;
    /// A disk with these files, all of it synced.
    [[nodiscard]] static std::unique_ptr<faulty_files>
    with(const std::map<std::string, std::string>& contents);

    // What a file system does; a path may have needless slashes.
    enum class opening : std::uint8_t { existing, create, truncate };
    status open(const std::string& path, opening how, file& out);
    status write(file_bytes& to, std::size_t offset, std::string_view bytes);
    /// How many bytes it has now.
    [[nodiscard]] std::size_t size_of(const file_bytes& of) const;
    status append(file_bytes& to, std::string_view bytes);
    status
    read(const file_bytes& from, std::size_t offset, std::size_t size, char* to, std::size_t& got);
    status truncate(file_bytes& what, std::size_t size);
    status sync(file_bytes& what);
    status sync_directory(const std::string& path);
    status make_directory(const std::string& path, bool may_exist);
    status rename(const std::string& from, const std::string& to);
    status link(const std::string& from, const std::string& to);
    status remove(const std::string& path);
    status children(const std::string& path, std::vector<std::string>& out);
    /// @return NotFound, or the file.
    status look_up(const std::string& path, file& out);
    status lock(const std::string& path);
    void unlock(const std::string& path);
    [[nodiscard]] std::uint64_t free_bytes() const;

private:
    using names = std::map<std::string, file, std::less<>>;
    /// Names that change together: given, or taken away where there is no file.
    using name_change = std::vector<std::pair<std::string, file>>;
    enum class deed : std::uint8_t { name, new_name, write, sync };

    [[nodiscard]] fault strike(deed what);
    [[nodiscard]] status refuse(fault why) const;
    [[nodiscard]] status admit(deed what);
    [[nodiscard]] status admit_read();
    void change_names(name_change what);

    mutable std::mutex mutex_;
    names now_;
    names synced_;
    std::vector<name_change> pending_;
    std::set<std::string, std::less<>> locks_;
    plan plan_;
    bool stopped_ = false;
    bool full_ = false;
    bool struck_ = false;
    bool ever_struck_ = false;
    std::atomic<bool> refuses_options_{false};
    std::uint64_t changes_ = 0;
    std::uint64_t reads_ = 0;
    std::uint64_t time_ = 0;
    std::unique_ptr<rocksdb::Env> environment_;
};

/// The view of RocksDB on a disk, which must outlive it.
[[nodiscard]] std::unique_ptr<rocksdb::Env> make_environment(faulty_files& disk);

}  // namespace crash
