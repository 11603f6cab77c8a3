#include "crash/faulty_files.hpp"

#include <algorithm>
#include <cstring>

namespace crash {

std::string_view parent_of(std::string_view path)
{
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? "" : path.substr(0, std::max<std::size_t>(slash, 1));
}

std::string tidy(std::string_view path)
{
    std::string out;
    for (const char c : path) {
        if (c != '/' || out.empty() || out.back() != '/') {
            out.push_back(c);
        }
    }
    if (out.size() > 1 && out.back() == '/') {
        out.pop_back();
    }
    return out;
}

std::string_view name_of(tail value)
{
    constexpr std::array<std::string_view, tails.size()> names{
        "dropped", "kept", "torn", "zeroed", "garbage"};
    return names[static_cast<std::size_t>(value)];
}

std::string_view name_of(fault value)
{
    constexpr std::array<std::string_view, 8> names{
        "none",
        "stop",
        "io_error",
        "read_error",
        "no_space",
        "short_write",
        "lying_sync",
        "failing_sync"};
    return names[static_cast<std::size_t>(value)];
}

faulty_files::faulty_files() : environment_(make_environment(*this))
{
    now_["/"] = std::make_shared<file_bytes>();
    now_["/"]->is_directory = true;
    synced_ = now_;
}

faulty_files::~faulty_files() = default;

void faulty_files::arm(plan what)
{
    const std::lock_guard lock{mutex_};
    plan_ = what;
    ever_struck_ = ever_struck_ || struck_;
    struck_ = false;
}

void faulty_files::heal()
{
    const std::lock_guard lock{mutex_};
    plan_ = {};
    full_ = false;
}

bool faulty_files::struck() const
{
    const std::lock_guard lock{mutex_};
    return struck_;
}

bool faulty_files::ever_struck() const
{
    const std::lock_guard lock{mutex_};
    return ever_struck_ || struck_;
}

bool faulty_files::stopped() const
{
    const std::lock_guard lock{mutex_};
    return stopped_;
}

std::uint64_t faulty_files::changes() const
{
    const std::lock_guard lock{mutex_};
    return changes_;
}

std::uint64_t faulty_files::reads() const
{
    const std::lock_guard lock{mutex_};
    return reads_;
}

fault faulty_files::strike(deed what)
{
    ++changes_;
    ++time_;
    if (stopped_) {
        return fault::stop;
    }
    const bool grows = what == deed::write || what == deed::new_name;
    if (full_ && grows) {
        return fault::no_space;
    }
    const auto fits = [&] {
        switch (plan_.what) {
        case fault::stop:
        case fault::io_error: return true;
        case fault::no_space: return grows;
        case fault::short_write: return what == deed::write;
        case fault::lying_sync:
        case fault::failing_sync: return what == deed::sync;
        default: return false;
        }
    };
    if (changes_ < plan_.at || !fits()) {
        return fault::none;
    }
    const auto out = std::exchange(plan_, plan{}).what;
    struck_ = true;
    stopped_ = out == fault::stop;
    full_ = out == fault::no_space;
    return out;
}

faulty_files::status faulty_files::refuse(fault why) const
{
    switch (why) {
    case fault::none:
    case fault::lying_sync: return status::OK();
    case fault::no_space: {
        auto out = status::NoSpace("trial");
        out.SetRetryable(true);  // As RocksDB's own file system has it.
        return out;
    }
    default: return status::IOError("trial");
    }
}

faulty_files::status faulty_files::admit(deed what)
{
    return refuse(strike(what));
}

faulty_files::status faulty_files::admit_read()
{
    ++reads_;
    if (stopped_) {
        return refuse(fault::stop);
    }
    if (plan_.what == fault::read_error && reads_ >= plan_.at) {
        plan_ = {};
        struck_ = true;
        return refuse(fault::read_error);
    }
    return status::OK();
}

void faulty_files::change_names(name_change what)
{
    for (const auto& [name, target] : what) {
        if (target) {
            now_[name] = target;
        } else {
            now_.erase(name);
        }
    }
    pending_.push_back(std::move(what));
}

faulty_files::status faulty_files::open(const std::string& path, opening how, file& out)
{
    const auto name = tidy(path);
    if (refuses_options_ && how == opening::truncate &&
        name.find("/OPTIONS-") != std::string::npos) {
        return status::NotSupported("trial");
    }
    const std::lock_guard lock{mutex_};
    const auto found = now_.find(name);
    const bool is_there = found != now_.end() && !found->second->is_directory;
    if (how == opening::existing || (how == opening::create && is_there)) {
        auto done = admit_read();
        if (done.ok() && !is_there) {
            done = status::PathNotFound("no such file");
        }
        out = is_there ? found->second : nullptr;
        return done;
    }
    auto done = admit(deed::new_name);
    if (done.ok() && is_there) {
        out = found->second;  // The same file, emptied, as O_TRUNC has it.
        out->truncate(0);
    } else if (done.ok()) {
        out = std::make_shared<file_bytes>();
        out->modified = time_;
        change_names({{name, out}});
    }
    return done;
}

faulty_files::status faulty_files::write(file_bytes& to, std::size_t offset, std::string_view bytes)
{
    const std::lock_guard lock{mutex_};
    const auto what = strike(deed::write);
    if (what == fault::none || what == fault::short_write) {
        to.write(offset, what == fault::none ? bytes : bytes.substr(0, bytes.size() / 2));
        to.modified = time_;
    }
    return refuse(what);
}

std::size_t faulty_files::size_of(const file_bytes& of) const
{
    const std::lock_guard lock{mutex_};
    return of.now.size();
}

faulty_files::status faulty_files::append(file_bytes& to, std::string_view bytes)
{
    return write(to, size_of(to), bytes);  // Appending is one writer's at a time.
}

faulty_files::status faulty_files::read(
    const file_bytes& from, std::size_t offset, std::size_t size, char* to, std::size_t& got)
{
    const std::lock_guard lock{mutex_};
    got = offset < from.now.size() ? std::min(size, from.now.size() - offset) : 0;
    auto done = admit_read();
    if (done.ok() && got > 0) {
        std::memcpy(to, from.now.data() + offset, got);
    }
    return done;
}

faulty_files::status faulty_files::truncate(file_bytes& what, std::size_t size)
{
    const std::lock_guard lock{mutex_};
    auto done = admit(deed::name);
    if (done.ok()) {
        what.truncate(size);
    }
    return done;
}

faulty_files::status faulty_files::sync(file_bytes& what)
{
    const std::lock_guard lock{mutex_};
    const auto how = strike(deed::sync);
    if (how == fault::none) {
        what.sync();
    } else if (how == fault::lying_sync || how == fault::failing_sync) {
        what.lose();
    }
    return refuse(how);
}

faulty_files::status faulty_files::sync_directory(const std::string& path)
{
    const auto name = tidy(path);
    const std::lock_guard lock{mutex_};
    const auto how = strike(deed::sync);
    if (how != fault::none) {
        return refuse(how);  // A directory's fsync that lies leaves its names where they were.
    }
    std::erase_if(pending_, [&](const name_change& change) {
        if (parent_of(change.back().first) != name) {
            return false;
        }
        for (const auto& [one, target] : change) {
            if (target) {
                synced_[one] = target;
            } else {
                synced_.erase(one);
            }
        }
        return true;
    });
    return status::OK();
}

faulty_files::status faulty_files::make_directory(const std::string& path, bool may_exist)
{
    const auto name = tidy(path);
    const std::lock_guard lock{mutex_};
    if (now_.count(name) > 0) {
        return may_exist ? admit_read() : status::IOError("exists");
    }
    auto done = admit(deed::new_name);
    if (done.ok()) {
        const auto made = std::make_shared<file_bytes>();
        made->is_directory = true;
        change_names({{name, made}});
    }
    return done;
}

faulty_files::status faulty_files::rename(const std::string& from, const std::string& to)
{
    const auto old_name = tidy(from);
    const auto new_name = tidy(to);
    const std::lock_guard lock{mutex_};
    const auto found = now_.find(old_name);
    if (found == now_.end()) {
        return status::PathNotFound("no such file");
    }
    auto done = admit(deed::name);
    if (!done.ok()) {
        return done;
    }
    if (!found->second->is_directory) {
        change_names({{old_name, nullptr}, {new_name, found->second}});
        return done;
    }
    name_change all;
    const auto below = old_name + "/";
    for (const auto& [name, target] : now_) {
        if (name == old_name || name.starts_with(below)) {
            all.emplace_back(name, nullptr);
            all.emplace_back(new_name + name.substr(old_name.size()), target);
        }
    }
    std::rotate(
        all.begin(), all.begin() + 2, all.end());  // Its own name last: whose parent counts.
    change_names(std::move(all));
    return done;
}

faulty_files::status faulty_files::link(const std::string& from, const std::string& to)
{
    const auto new_name = tidy(to);
    const std::lock_guard lock{mutex_};
    const auto found = now_.find(tidy(from));
    if (found == now_.end() || now_.count(new_name) > 0) {
        return status::PathNotFound("nothing to link, or something there");
    }
    auto done = admit(deed::new_name);
    if (done.ok()) {
        change_names({{new_name, found->second}});
    }
    return done;
}

faulty_files::status faulty_files::remove(const std::string& path)
{
    const auto name = tidy(path);
    const std::lock_guard lock{mutex_};
    if (now_.count(name) == 0) {
        return status::PathNotFound("no such file");
    }
    auto done = admit(deed::name);
    if (done.ok()) {
        change_names({{name, nullptr}});
    }
    return done;
}

}  // namespace crash
