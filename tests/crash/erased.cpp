// What can be found of people who were erased: on the bare device, in the files, in a backup from before,
// and in the memory of a process that works with the store. As a core dump and a thief would see it.
#include <acikkapi/audit.hpp>
#include <acikkapi/backup.hpp>
#include <acikkapi/engine.hpp>
#include <acikkapi/keys.hpp>
#include <acikkapi/petition.hpp>

#include "crash/loop_disk.hpp"
#include "crash/trials.hpp"
#include "support/process.hpp"

#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace crash {
namespace {

using namespace acikkapi;
using support::child;
using support::speaker;
namespace files = std::filesystem;

constexpr std::uint64_t persons = 100;
constexpr auto patience = std::chrono::minutes{2};

/// Words are made where they are needed: who makes a child must not have them in memory. All that is
/// searched for in one search begins alike.
std::string word(char first, std::uint64_t seed)
{
    std::string out{first};
    for (auto left = seed * 0x9e37'79b9'7f4a'7c15U | 1U; left != 0; left >>= 4U) {
        out += static_cast<char>('g' + (left & 15U));
    }
    return out;
}

/// Of who was erased, of who was not, and of nobody.
std::string secret(std::uint64_t seed)
{
    return word('S', seed);
}
std::string kept(std::uint64_t seed)
{
    return word('K', seed);
}
std::string open_word(std::uint64_t seed)
{
    return word('O', seed);
}

/// How often one of the words stands in the bytes.
std::uint64_t count_in(std::string_view bytes, const std::string& what)
{
    std::uint64_t out = 0;
    const std::boyer_moore_horspool_searcher search{what.begin(), what.end()};
    for (auto at = bytes.begin(); (at = std::search(at, bytes.end(), search)) != bytes.end();
         ++at) {
        ++out;
    }
    return out;
}

std::string bytes_of(const std::string& path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// The same bytes, but not to be found by who looks for them.
std::string veiled(std::string bytes)
{
    for (char& one : bytes) {
        one = static_cast<char>(one ^ 0x5a);
    }
    return bytes;
}

std::string hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char one : bytes) {
        out += digits[static_cast<unsigned char>(one) >> 4U];
        out += digits[static_cast<unsigned char>(one) & 15U];
    }
    return out;
}

std::string unhex(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        out += static_cast<char>(std::stoi(std::string{text.substr(i, 2)}, nullptr, 16));
    }
    return out;
}

/// What lies on one disk, and who works with it.
class office {
public:
    explicit office(const std::string& disk, const std::string& store = "store")
        : keys_(open_key_files(disk + "/store-kek").value()),
          log_(disk + "/store.log", std::ios::app)
    {
        options_.directory = disk + "/" + store;
        options_.create = store == "store";
        options_.key.fill(std::byte{7});
        options_.vault = {keys_.get(), disk + "/store-persons"};
        options_.executor = threads_.get_executor();
        options_.blocking = threads_.get_executor();
        options_.clock = &clock_;
        options_.random = [] { return std::uint64_t{1}; };
        options_.notifiers["sms"] = &sms_;
        options_.departments["unit"] = &unit_;
        options_.free_space_min = 1U << 20U;  // The disk is small.
        options_.log = [this](std::string_view line) { log_ << line << '\n'; };
        desk.emplace(engine<petition>::open(options_).value());
        desk->async_run([](error_code) {});
    }
    ~office()
    {
        desk->stop();
        desk.reset();
        threads_.join();
    }
    office(const office&) = delete;
    office& operator=(const office&) = delete;

    static origin by(const char* who)
    {
        origin out;
        out.by = actor::parse(who).value();
        out.via = channels::desk();
        out.on = authority::parse("kvkk:7").value();
        return out;
    }

    /// An application that says the word wherever something personal can be said.
    stream_id apply(const std::string& says, std::uint64_t seed, std::uint64_t i)
    {
        commands::submit wish;
        wish.where = province::from_plate(34).value();
        wish.category = open_word(seed);
        wish.subject = says + " subject";
        wish.text = says + " text " + std::to_string(i);
        wish.applicant.full_name = says + " name";
        wish.applicant.mobile = phone::parse("+9995" + std::to_string(5'500'000 + i)).value();
        wish.beneficiary = person{};
        wish.beneficiary->full_name = says + " brother";
        const auto stream = desk->submit({wish, by("citizen"), no_stream, {}, {}}).value().stream;
        const commands::route to{unit_id::parse("10000001").value(), "Yol", says + " note"};
        static_cast<void>(desk->submit({to, by("officer:34/7"), stream, {}, {}}).value());
        const commands::answer reply{outcome::granted, says + " answer", says + " signed"};
        static_cast<void>(desk->submit({reply, by("unit:10000001"), stream, {}, {}}).value());
        return stream;
    }

    /// What becomes of letters is put on record meanwhile, behind the newest checkpoint.
    [[nodiscard]] bundle proved(stream_id stream)
    {
        const auto number = std::to_string(number_of(stream));
        auto out = desk->prove_all(stream, number);
        while (!out && out.error() == errc::not_covered) {
            static_cast<void>(desk->sign_checkpoint().value());
            out = desk->prove_all(stream, number);
        }
        return std::move(out).value();
    }

    [[nodiscard]] std::vector<person_of> everybody_but(stream_id spared) const
    {
        std::vector<person_of> out;
        for (std::uint64_t i = 1; i <= persons; ++i) {
            if (stream_id{i} != spared) {
                out.push_back({stream_id{i}});
                out.push_back({stream_id{i}, 1});
            }
        }
        return out;
    }

    std::optional<engine<petition>> desk;

private:
    boost::asio::thread_pool threads_{3};
    function_adapter<notifier> sms_{threads_.get_executor(), [](const hand_over&) {
                                        return hand_result{delivery::delivered, ""};
                                    }};
    function_adapter<department> unit_{threads_.get_executor(), [](const hand_over&) {
                                           return hand_result{delivery::delivered, ""};
                                       }};
    system_clock clock_;
    std::unique_ptr<key_provider> keys_;
    std::ofstream log_;
    engine_options options_;
};

constexpr stream_id spared{persons};

/// How many people can be read in a store, of how many.
std::uint64_t readable(const office& here)
{
    std::uint64_t out = 0;
    for (std::uint64_t i = 1; i <= persons; ++i) {
        const auto state = here.desk->views().find(stream_id{i}).value().state;
        const auto timeline = here.desk->views().timeline(stream_id{i}).value();
        const bool says = std::any_of(timeline.begin(), timeline.end(), [](const record& one) {
            return !one.payload.personal.empty() ||
                   std::any_of(
                       one.payload.others.begin(), one.payload.others.end(), [](const auto& other) {
                           return !other.bytes.empty();
                       });
        });
        out += says || !state.contact.empty() ? 1 : 0;
    }
    return out;
}

/// Lives with them, and erases all but one.
bool work_and_erase(const std::string& disk, std::uint64_t seed, const speaker& parent)
{
    office here{disk};
    for (std::uint64_t i = 1; i <= persons; ++i) {
        static_cast<void>(here.apply(stream_id{i} == spared ? kept(seed) : secret(seed), seed, i));
    }
    std::vector<bundle> before;
    for (std::uint64_t i = 1; i <= persons; ++i) {
        before.push_back(here.proved(stream_id{i}));
    }
    if (!here.desk->copy_to(disk + "/store-copy") || !here.desk->backup(disk + "/store-backups")) {
        return false;
    }
    // The keys as they are now must not be found when this is over.
    for (const auto& one : files::directory_iterator{disk + "/store-kek"}) {
        const auto bytes = bytes_of(one.path());
        if (bytes.size() >= 32) {
            parent.say(hex(veiled(bytes.substr(bytes.size() - 32))));
        }
    }
    const auto gone = here.everybody_but(spared);
    if (readable(here) != persons ||
        here.desk->erase(gone, office::by("governorate:34")).value().size() != gone.size()) {
        return false;
    }
    // What was read a moment ago is remembered by nobody.
    return readable(here) == 1 && std::all_of(before.begin(), before.end(), [&](const bundle& one) {
               return check_bundle(one, here.desk->log_key()).has_value();
           });
}

bool is_sound(const std::string& directory)
{
    audit_options how;
    how.directory = directory;
    const auto report = audit<petition>::open(how).value().verify().value();
    return !report.first_divergence;
}

/// Works with the store when all is done, and waits to be looked at.
bool read_again(const std::string& disk, const speaker& parent)
{
    const office here{disk};
    parent.say(std::to_string(readable(here)));
    const auto whole = here.desk->feed().next(10'000).value();
    parent.say(std::to_string(whole.size()));
    ::pause();  // The parent ends it.
    return true;
}

/// The store of a backup from before, with the keys of today.
bool restore(const std::string& disk, const speaker& parent)
{
    const auto now =
        std::chrono::time_point_cast<instant::duration>(std::chrono::system_clock::now());
    const auto done = restore_backup(disk + "/store-backups", disk + "/store-restored", now);
    if (!done) {
        return false;
    }
    files::rename(disk + "/store", disk + "/store-original");
    const office here{disk, "store-restored"};
    parent.say(std::to_string(readable(here)));
    return true;
}

/// Words in all the memory that a process can write: what a core dump would hold.
struct seen {
    std::uint64_t secrets = 0;
    std::uint64_t kept = 0;
};

seen look_into(pid_t process, std::uint64_t seed)
{
    seen out;
    const auto path = "/proc/" + std::to_string(process);
    std::ifstream maps{path + "/maps"};
    std::ifstream memory{path + "/mem", std::ios::binary};
    for (std::string line; std::getline(maps, line);) {
        char* rest = nullptr;
        const auto from = std::strtoull(line.c_str(), &rest, 16);
        const auto to = std::strtoull(rest + 1, &rest, 16);
        if (rest[1] != 'r' || rest[2] != 'w') {
            continue;
        }
        std::string bytes(to - from, '\0');
        memory.clear();
        memory.seekg(static_cast<std::streamoff>(from));
        memory.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(memory.gcount(), 0)));
        out.secrets += count_in(bytes, secret(seed));
        out.kept += count_in(bytes, kept(seed));
    }
    return out;
}

std::string hear(child& from)
{
    return from.hear(std::chrono::steady_clock::now() + patience).value_or("");
}

/// @return What is wrong, in words.
std::string
on_the_device(findings& out, const loop_disk& disk, const std::string& keys, std::uint64_t seed)
{
    if (!disk.unmount()) {
        return "the machine: not unmounted";
    }
    const auto image = bytes_of(disk.image());
    if (!disk.mount()) {
        return "the machine: not mounted again";
    }
    out.count("MB of devices searched", image.size() >> 20U);
    if (count_in(image, secret(seed)) + count_in(image, kept(seed)) != 0) {
        return "something personal stands on the bare device";
    }
    if (count_in(image, open_word(seed)) == 0) {
        return "the search does not find what is there";
    }
    for (std::size_t at = 0; at + 32 <= keys.size(); at += 32) {
        if (count_in(image, veiled(keys.substr(at, 32))) != 0) {
            return "a destroyed key of an epoch stands on the bare device";
        }
    }
    return keys.empty() ? "there was no key to look for" : "";
}

std::string in_memory(findings& out, const loop_disk& disk, std::uint64_t seed)
{
    child reader{[&](const speaker& parent) { return read_again(disk.path(), parent); }};
    if (hear(reader) != "1" || hear(reader).empty()) {
        return "more than one can be read, or not even he";
    }
    const auto found = look_into(reader.id(), seed);
    out.count("memories searched");
    if (found.secrets != 0) {
        return "something of who was erased stands in memory";
    }
    return found.kept == 0 ? "the search does not find what is in memory" : "";
}

std::string in_a_backup(const loop_disk& disk)
{
    child restorer{[&](const speaker& parent) { return restore(disk.path(), parent); }};
    const auto told = hear(restorer);
    if (restorer.wait() != child::ending::well || told != "1") {
        return "the backup from before gives back " + told;
    }
    return {};
}

std::string try_one(findings& out, const loop_disk& disk, std::uint64_t seed)
{
    std::string keys;
    {
        child worker{
            [&](const speaker& parent) { return work_and_erase(disk.path(), seed, parent); }};
        for (auto line = hear(worker); !line.empty(); line = hear(worker)) {
            keys += unhex(line);
        }
        if (worker.wait() != child::ending::well) {
            return "not erased, or a proof from before holds no more";
        }
    }
    out.count("persons erased", 2 * (persons - 1));
    // First: its memory begins as a copy of this one, where the words are as soon as they were looked for.
    if (auto wrong = in_memory(out, disk, seed); !wrong.empty()) {
        return wrong;
    }
    if (auto wrong = on_the_device(out, disk, keys, seed); !wrong.empty()) {
        return wrong;
    }
    child auditor{[&](const speaker&) { return is_sound(disk.path() + "/store"); }};
    if (auditor.wait() != child::ending::well) {
        return "the store does not verify";
    }
    return in_a_backup(disk);
}

}  // namespace

findings try_erased(const settings& how)
{
    findings out{"erased", how};
    on_loop_disks(out, [&](const std::string& kind, const loop_disk& disk) {
        for (std::uint64_t i = 0; i < (how.trials + 1) / 2; ++i) {
            const auto where = kind + " --seed " + std::to_string(how.seed + i);
            out.begin(where);
            if (const auto wrong = try_one(out, disk, how.seed + i); !wrong.empty()) {
                out.fail(where, wrong);
            }
            disk.clear();
            static_cast<void>(out.next());
        }
    });
    return out;
}

}  // namespace crash
