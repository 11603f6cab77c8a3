// What a disk is asked without changing it, and what is left of it when the machine stops.
#include "crash/faulty_files.hpp"

#include <algorithm>

namespace crash {

void file_bytes::write(std::size_t offset, std::string_view bytes)
{
    if (bytes.empty()) {
        return;
    }
    const bool clean = dirty_from == dirty_to;
    const auto end = offset + bytes.size();
    const auto first = std::min(offset, now.size());  // A gap is written too: zeros.
    if (now.size() < end) {
        now.resize(end, '\0');
    }
    std::copy(bytes.begin(), bytes.end(), now.begin() + static_cast<std::ptrdiff_t>(offset));
    dirty_from = clean ? first : std::min(dirty_from, first);
    dirty_to = clean ? end : std::max(dirty_to, end);
}

void file_bytes::truncate(std::size_t size)
{
    // Journalled with the file's size, so never half: both sides at once is the order-keeping case.
    now.resize(size, '\0');
    synced.resize(std::min(size, synced.size()));
    dirty_from = std::min(dirty_from, size);
    dirty_to = std::min(dirty_to, size);
}

void file_bytes::sync()
{
    if (dirty_from == dirty_to) {
        return;
    }
    if (synced.size() < dirty_to) {
        synced.resize(dirty_to, '\0');
    }
    std::copy(
        now.begin() + static_cast<std::ptrdiff_t>(dirty_from),
        now.begin() + static_cast<std::ptrdiff_t>(dirty_to),
        synced.begin() + static_cast<std::ptrdiff_t>(dirty_from));
    dirty_from = dirty_to = 0;
}

void file_bytes::lose()
{
    dirty_from = dirty_to = 0;
}

std::string file_bytes::after_stop(tail rest, std::mt19937_64& chance) const
{
    auto out = synced;
    if (rest == tail::dropped || dirty_from == dirty_to) {
        return out;
    }
    const auto upto = [&](std::size_t low, std::size_t high) {
        return std::uniform_int_distribution<std::size_t>{low, high}(chance);
    };
    const auto cut = rest == tail::kept ? dirty_to : upto(dirty_from, dirty_to);
    if (out.size() < cut) {
        out.resize(cut, '\0');
    }
    std::copy(
        now.begin() + static_cast<std::ptrdiff_t>(dirty_from),
        now.begin() + static_cast<std::ptrdiff_t>(cut),
        out.begin() + static_cast<std::ptrdiff_t>(dirty_from));
    if (rest == tail::zeroed || rest == tail::garbage) {
        // Only where the file has grown: a block that is overwritten is the old one or the new one.
        for (auto left = upto(0, dirty_to - std::min(dirty_to, out.size())); left > 0; --left) {
            out.push_back(rest == tail::zeroed ? '\0' : static_cast<char>(chance() & 0xffU));
        }
    }
    return out;
}

std::unique_ptr<faulty_files> faulty_files::after_stop(tail rest, std::uint64_t seed) const
{
    const std::lock_guard lock{mutex_};
    std::mt19937_64 chance{seed};
    auto left = synced_;
    const auto survive =
        rest == tail::dropped ? std::size_t{0}
        : rest == tail::kept
            ? pending_.size()
            : std::uniform_int_distribution<std::size_t>{0, pending_.size()}(chance);
    for (std::size_t i = 0; i < survive; ++i) {
        for (const auto& [name, target] : pending_[i]) {
            if (target) {
                left[name] = target;
            } else {
                left.erase(name);
            }
        }
    }
    // What is in a directory comes after it.
    std::erase_if(left, [&](const auto& one) { return !left.contains(parent_of(one.first)); });
    auto out = std::make_unique<faulty_files>();
    std::map<const file_bytes*, file> copies;  // Two names may be one file.
    for (const auto& [name, target] : left) {
        auto& copy = copies[target.get()];
        if (!copy) {
            copy = std::make_shared<file_bytes>();
            copy->is_directory = target->is_directory;
            copy->now = target->after_stop(rest, chance);
            copy->synced = copy->now;
        }
        out->now_[name] = copy;
    }
    out->synced_ = out->now_;
    return out;
}

std::map<std::string, std::string> faulty_files::contents() const
{
    const std::lock_guard lock{mutex_};
    std::map<std::string, std::string> out;
    for (const auto& [name, target] : now_) {
        if (!target->is_directory) {
            out[name] = target->now;
        }
    }
    return out;
}

std::unique_ptr<faulty_files> faulty_files::with(const std::map<std::string, std::string>& contents)
{
    auto out = std::make_unique<faulty_files>();
    for (const auto& [name, bytes] : contents) {
        const auto made = std::make_shared<file_bytes>();
        made->now = bytes;
        made->synced = bytes;
        out->now_[name] = made;
        for (auto above = parent_of(name); above != "/"; above = parent_of(above)) {
            auto& folder = out->now_[std::string{above}];
            folder = std::make_shared<file_bytes>();
            folder->is_directory = true;
        }
    }
    out->synced_ = out->now_;
    return out;
}

faulty_files::status faulty_files::children(const std::string& path, std::vector<std::string>& out)
{
    const std::lock_guard lock{mutex_};
    out.clear();
    auto done = admit_read();
    if (!done.ok()) {
        return done;
    }
    auto folder = tidy(path);
    if (now_.count(folder) == 0) {
        return status::NotFound("no such directory");
    }
    folder += '/';
    for (auto at = now_.lower_bound(folder); at != now_.end() && at->first.starts_with(folder);
         ++at) {
        if (at->first.find('/', folder.size()) == std::string::npos) {
            out.push_back(at->first.substr(folder.size()));
        }
    }
    return done;
}

faulty_files::status faulty_files::look_up(const std::string& path, file& out)
{
    const std::lock_guard lock{mutex_};
    auto done = admit_read();
    if (!done.ok()) {
        return done;
    }
    const auto found = now_.find(tidy(path));
    if (found == now_.end()) {
        return status::PathNotFound("no such file");
    }
    out = found->second;
    return done;
}

faulty_files::status faulty_files::lock(const std::string& path)
{
    file made;
    auto done = open(path, opening::create, made);
    const std::lock_guard lock{mutex_};
    if (done.ok() && !locks_.insert(path).second) {
        return status::IOError("locked");
    }
    return done;
}

void faulty_files::unlock(const std::string& path)
{
    const std::lock_guard lock{mutex_};
    locks_.erase(path);
}

std::uint64_t faulty_files::free_bytes() const
{
    const std::lock_guard lock{mutex_};
    return full_ ? 0 : std::uint64_t{1} << 40U;
}

}  // namespace crash
