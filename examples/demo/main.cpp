// acikkapi-demo: a day at the governorate, on top of what was imported. Officers route what lies
// there, new citizens apply, a unit asks one of them something, answers come, and letters go out.
// Until the example host takes its place.
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "support/beside.hpp"
#include "support/desk_department.hpp"
#include "support/file_notifier.hpp"
#include "support/key_file.hpp"
#include "witness/http_witness.hpp"

#include <boost/asio/thread_pool.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <exception>
#include <future>
#include <iostream>
#include <random>
#include <thread>

namespace {

using namespace acikkapi;

struct day_options {
    std::string data;
    std::string witness_url;  ///< Who cosigns the checkpoints, if anybody does.
    std::string erase;        ///< Number of an application; empty for a day.
    std::string basis = "kvkk:7";
    std::string witness_key;
};

/// Everything the day needs: a store, executors, two hands.
class governorate {
public:
    static std::string open(const day_options& how, std::unique_ptr<governorate>& out);
    ~governorate()
    {
        if (engine_) {
            engine_->stop();
        }
        threads_.join();
    }
    governorate(const governorate&) = delete;
    governorate& operator=(const governorate&) = delete;

    /// One step by somebody; ends the program if it is refused, for nothing here should be.
    receipt give(command what, const char* by, const channel& via, stream_id to = no_stream);
    [[nodiscard]] application state_of(stream_id stream) const
    {
        return engine_->views().find(stream).value().state;
    }
    [[nodiscard]] engine<petition>& desk() { return *engine_; }
    /// Signs a checkpoint over all of the day.
    /// @return Whether the witness cosigned it, of a day that has one.
    [[nodiscard]] bool sign(const day_options& how);
    /// Waits until so many outcomes of letters of these applications are on record.
    void
    wait_for_letters(std::uint64_t letters, const std::vector<stream_id>& of, position after) const;

private:
    governorate() = default;

    boost::asio::thread_pool threads_{3};
    system_clock clock_;
    std::unique_ptr<tools::file_notifier> sms_;
    std::unique_ptr<tools::desk_department> unit_;
    std::unique_ptr<tools::http_witness> witness_;
    std::optional<tools::person_keys> persons_;
    std::optional<engine<petition>> engine_;
    std::atomic<std::uint64_t> told_units_{0};
};

std::string governorate::open(const day_options& how, std::unique_ptr<governorate>& out)
{
    const auto& data = how.data;
    std::unique_ptr<governorate> here{new governorate};
    const auto key_file = tools::beside(data, ".key");
    const auto key = tools::read_key_file(key_file, false);
    if (!key) {
        return tools::why_no_key(key_file, key.error());
    }
    const auto outbox = tools::beside(data, ".sms.jsonl");
    auto sms = tools::file_notifier::open(outbox, here->threads_.get_executor());
    if (!sms) {
        return outbox + ": " + sms.error().message();
    }
    here->sms_ = *std::move(sms);
    here->unit_ = std::make_unique<tools::desk_department>(
        here->threads_.get_executor(), [self = here.get()](const hand_over& what) {
            ++self->told_units_;
            return hand_result{delivery::delivered, "desk of " + what.what.recipient};
        });
    const auto persons_in = tools::beside(data, ".keys");
    auto persons = tools::read_person_keys(persons_in, false);
    if (!persons) {
        return persons_in + ": " + persons.error().message();
    }
    here->persons_ = *std::move(persons);
    engine_options options;
    if (here->persons_) {
        options.vault = here->persons_->options();
    }
    options.directory = data;
    options.key = *key;
    options.executor = here->threads_.get_executor();
    options.blocking = here->threads_.get_executor();
    options.clock = &here->clock_;
    options.random = [] { return std::random_device{}(); };
    options.notifiers["sms"] = here->sms_.get();
    options.departments["unit"] = here->unit_.get();
    if (!how.witness_key.empty()) {
        const auto where = tools::witness_address::parse(how.witness_url);
        if (!where || !verifier_key::parse(how.witness_key)) {
            return how.witness_url + ": not http://HOST[:PORT], or " + how.witness_key +
                   " is no key";
        }
        here->witness_ =
            std::make_unique<tools::http_witness>(here->threads_.get_executor(), *where);
        options.witnesses[how.witness_key] = here->witness_.get();
    }
    auto opened = engine<petition>::open(std::move(options));
    if (!opened) {
        return data + ": " + opened.error().message();
    }
    here->engine_.emplace(*std::move(opened));
    here->engine_->async_run([](error_code) {});
    out = std::move(here);
    return {};
}

receipt governorate::give(command what, const char* by, const channel& via, stream_id to)
{
    request<petition> wish;
    wish.wish = std::move(what);
    wish.from.by = actor::parse(by).value();
    wish.from.on = authority::parse("law-3071").value();
    wish.from.via = via;
    wish.stream = to;
    return engine_->submit(std::move(wish)).value();
}

void governorate::wait_for_letters(
    std::uint64_t letters, const std::vector<stream_id>& of, position after) const
{
    // The feed tells of each record as it comes; a letter's outcome names the letter.
    auto from = engine_->feed(after);
    std::uint64_t settled = 0;
    while (settled < letters) {
        for (const auto& one : from.next(1'000).value()) {
            const bool ours = std::find(of.begin(), of.end(), one.stream) != of.end();
            settled += ours && one.caused_by.letter ? 1U : 0U;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
}

bool governorate::sign(const day_options& how)
{
    constexpr int tries = 2'000;
    static_cast<void>(engine_->sign_checkpoint().value());
    const auto by = verifier_key::parse(how.witness_key);
    for (int i = 0; by && i < tries; ++i) {
        const auto note = signed_note::parse(engine_->newest_checkpoint().value()).value();
        if (check_signature(note, *by)) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return !by;
}

/// Nobody: the identity number is the one that every manual prints, and no country has code 999.
commands::submit a_citizen(int number)
{
    commands::submit wish;
    wish.where = province::from_plate(34).value();
    wish.category = "roads";
    wish.district = "Beşiktaş";
    wish.subject = "Okulun önündeki çukur";
    wish.text = "Okulun önünde büyük bir çukur var, çocuklar düşüyor.";
    wish.applicant.identity = identity_number::parse("10000000146").value();
    wish.applicant.full_name = "Deneme Kişi " + std::to_string(number);
    wish.applicant.mobile = phone::parse("+9995550000" + std::to_string(number)).value();
    return wish;
}

/// The oldest of what lies open is answered by its unit.
std::size_t work_off(governorate& here, std::size_t most)
{
    const auto page = here.desk().views().list({"state", "routed", false, "", most}).value();
    for (const auto stream : page.streams) {
        const std::string by = "unit:" + here.state_of(stream).unit.str();
        here.give(
            commands::answer{outcome::granted, "Yapıldı.", "Müdür"},
            by.c_str(),
            channels::desk(),
            stream);
    }
    return page.streams.size();
}

/// @return The number of an application that saw much.
std::string a_day(governorate& here)
{
    const unit_id roads = unit_id::parse("16708716").value();
    const unit_id parks = unit_id::parse("42249794").value();
    const position before = here.desk().head();
    std::vector<stream_id> fresh;
    for (int i = 1; i <= 3; ++i) {
        fresh.push_back(here.give(a_citizen(i), "citizen", channels::mobile()).stream);
    }
    const stream_id busy = fresh.front();
    here.give(commands::route{parks, "Parks", ""}, "officer:1", channels::desk(), busy);
    here.give(
        commands::send_back{return_reason::not_our_duty, "Yol bizim değil", roads},
        "unit:42249794",
        channels::desk(),
        busy);
    for (const auto stream : fresh) {
        here.give(commands::route{roads, "Roads", ""}, "officer:1", channels::desk(), stream);
    }
    here.give(commands::ask{"Hangi okulun önünde?"}, "unit:16708716", channels::desk(), busy);
    here.give(commands::reply{"Barbaros okulunun."}, "citizen", channels::mobile(), busy);
    here.give(
        commands::record_contact{
            commands::contact_means::phone, false, commands::contact_result::reached, "Arandı"},
        "officer:1",
        channels::desk(),
        busy);
    here.give(
        commands::answer{outcome::granted, "Çukur dolduruldu.", "Müdür"},
        "unit:16708716",
        channels::desk(),
        busy);
    here.give(commands::withdraw{"Vazgeçtim"}, "citizen", channels::web(), fresh.back());
    // Three receipts, four routings, a question, a result.
    here.wait_for_letters(3 + 4 + 1 + 1, fresh, before);
    here.give(commands::rate{5, "Teşekkürler", false}, "citizen", channels::mobile(), busy);
    return here.state_of(busy).number.str();
}

/// Letters to those who had got letters of an application before somebody was erased.
std::uint64_t notices_after(governorate& here, stream_id stream, position before)
{
    std::uint64_t out = 0;
    for (const auto& one : here.desk().views().timeline(stream).value()) {
        out += one.at > before && one.kind == record_kind::erasure ? one.letters.size() : 0;
    }
    return out;
}

/// Everybody of whom the application says something: the applicant, and for whom he applied.
/// @return The certificate about the applicant.
result<std::string> erase(governorate& here, const day_options& how)
{
    const auto number = application_number::parse(how.erase);
    const auto basis = authority::parse(how.basis);
    if (!number || !basis) {
        return number ? basis.error() : number.error();
    }
    const auto stream = here.desk().stream_of(number->serial());
    const auto found = here.desk().views().find(stream);
    if (!found) {
        return found.error();
    }
    std::vector<person_of> whom{{stream}};
    if (found->state.on_behalf) {
        whom.push_back({stream, 1});
    }
    origin from;
    from.by = actor::parse("officer:1").value();
    from.via = channels::desk();
    from.on = *basis;
    const auto before = here.desk().head();
    const auto done = here.desk().erase(whom, from);
    if (done) {
        // What came of the notices is to be covered by the checkpoint too.
        here.wait_for_letters(notices_after(here, stream, before), {stream}, before);
    }
    if (done && !here.sign(how)) {
        return errc::not_signed;  // By the witness.
    }
    return done ? here.desk().certify_erasure(done->front().first, how.erase) : done.error();
}

/// @return The exit code.
int run(const day_options& how)
{
    std::unique_ptr<governorate> here;
    if (const auto bad = governorate::open(how, here); !bad.empty()) {
        std::cerr << "acikkapi-demo: " << bad << '\n';
        return 3;
    }
    if (!how.erase.empty()) {
        const auto certificate = erase(*here, how);
        if (!certificate) {
            std::cerr << "acikkapi-demo: " << how.erase << ": " << certificate.error().message()
                      << '\n';
            return 3;
        }
        std::cout << *certificate;
        return 0;
    }
    const auto answered = work_off(*here, 20);
    const auto number = a_day(*here);
    std::cerr << "units answered " << answered << " of what lay open; letters are in "
              << tools::beside(how.data, ".sms.jsonl") << '\n';
    std::cout << number << '\n';
    if (!here->sign(how)) {
        std::cerr << "acikkapi-demo: the witness gave no cosignature\n";
        return 1;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv)
try {
    day_options how;
    CLI::App app{"A day at the governorate, on a store that acikkapi-import made."};
    app.add_option("--data", how.data, "Directory of the store")->required();
    app.add_option(
        "--erase", how.erase, "No day: take the persons out of the application with this number");
    app.add_option("--basis", how.basis, "On what legal basis")->capture_default_str();
    auto* const key = app.add_option(
        "--witness-key",
        how.witness_key,
        "Public key of the witness, as acikkapi-witness prints it");
    auto* const url =
        app.add_option("--witness", how.witness_url, "Who cosigns checkpoints: http://HOST[:PORT]");
    key->needs(url);
    url->needs(key);
    app.set_version_flag("--version", "acikkapi-demo 0.1.0");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    const int code = run(how);
    if (!std::cout.flush()) {
        std::cerr << "acikkapi-demo: standard output: cannot be written\n";
        return 3;
    }
    return code;
} catch (const std::exception& error) {
    std::cerr << "acikkapi-demo: " << error.what() << '\n';
    return 3;
}
