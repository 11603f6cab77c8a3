// acikkapi-witness: what another institution runs. It remembers how far a journal had come, and
// cosigns only what goes on from there; so a register that shows two histories is found out.
#include "support/key_file.hpp"
#include "witness/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace acikkapi;

constexpr int wrong_usage = 2;
constexpr int cannot_read = 3;

struct witness_options {
    std::string data;
    std::string name;
    std::string listen = "127.0.0.1:8081";
    std::vector<std::string> logs;
};

std::uint64_t seconds_since_1970()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

int complain(const std::string& what, int code)
{
    std::cerr << "acikkapi-witness: " << what << '\n';
    return code;
}

/// A public key, or the file it is in.
result<verifier_key> log_key(const std::string& text)
{
    std::ifstream in{text};
    std::string line;
    return verifier_key::parse(in && std::getline(in, line) ? line : text);
}

result<asio::ip::tcp::endpoint> parse_address(const std::string& text)
{
    constexpr unsigned long port_max = 65'535;
    const auto colon = text.rfind(':');
    const auto digits = text.substr(colon == text.npos ? text.size() : colon + 1);
    const bool number = !digits.empty() && digits.size() <= 5 &&
                        digits.find_first_not_of("0123456789") == digits.npos &&
                        std::stoul(digits) <= port_max;
    boost::system::error_code bad;
    const auto address = asio::ip::make_address(text.substr(0, number ? colon : 0), bad);
    if (!number || bad) {
        return errc::bad_argument;
    }
    return asio::ip::tcp::endpoint{address, static_cast<asio::ip::port_type>(std::stoul(digits))};
}

/// `true` if a witness has worked in this directory: others know it by its key.
bool was_here(const std::string& directory)
{
    namespace fs = std::filesystem;
    std::error_code bad;
    const fs::directory_iterator files{directory, bad};
    return std::any_of(begin(files), end(files), [](const fs::directory_entry& one) {
        const auto name = one.path().filename();
        return name == tools::witness_book::lock_name || name.extension() == ".seen";
    });
}

int serve(tools::witness_book& book, const asio::ip::tcp::endpoint& address)
{
    asio::io_context one_thread{1};
    const auto server =
        tools::witness_server::open(one_thread.get_executor(), address, book, seconds_since_1970);
    if (!server) {
        return complain("cannot listen there", cannot_read);
    }
    std::cout << "listening on " << (*server)->address() << std::endl;
    asio::signal_set signals{one_thread, SIGINT, SIGTERM};
    signals.async_wait([&](boost::system::error_code, int) { one_thread.stop(); });
    one_thread.run();
    return 0;
}

int run(const witness_options& how)
{
    std::vector<verifier_key> logs;
    for (const auto& one : how.logs) {
        const auto key = log_key(one);
        if (!key || key->type != verifier_key::kind::log) {
            return complain(one + ": neither a log's public key nor a file with one", wrong_usage);
        }
        logs.push_back(*key);
    }
    const auto address = parse_address(how.listen);
    if (!address) {
        return complain(how.listen + ": not ADDRESS:PORT", wrong_usage);
    }
    const auto key_file = how.data + "/witness.key";
    std::error_code ignored;
    std::filesystem::create_directories(how.data, ignored);
    const auto seed = tools::read_key_file(key_file, !was_here(how.data));
    if (!seed) {
        return complain(tools::why_no_key(key_file, seed.error()), cannot_read);
    }
    const signer by{how.name, verifier_key::kind::witness, *seed};
    auto book = tools::witness_book::open(how.data, logs, by);
    if (!book) {
        const bool taken = book.error() == errc::busy;
        const auto why = taken ? "another witness runs here; two would each cosign what the other "
                                 "has not seen"
                               : book.error().message();
        return complain(how.data + ": " + why, cannot_read);
    }
    std::cout << "key " << by.key().str() << '\n';
    for (const auto& log : logs) {
        std::cout << "log " << log.name << ", seen " << book->seen(log.name) << " records\n";
    }
    return serve(*book, *address);
}

}  // namespace

int main(int argc, char** argv)
try {
    witness_options how;
    CLI::App app{
        "Cosigns the checkpoints of journals over HTTP (C2SP tlog-witness).\n"
        "What it has seen lies in DIR and is its conscience: lost, the witness needs a new key.\n"
        "Only one witness runs on DIR.\n"
        "Exit codes: 0 stopped, 2 usage, 3 cannot read or listen."};
    app.set_version_flag("--version", "acikkapi-witness 0.1.0");
    app.add_option("--data", how.data, "Where its key is and what it has seen")->required();
    app.add_option("--name", how.name, "Its name: an address of yours, without a scheme")
        ->required()
        ->check([](const std::string& name) {
            const bool good =
                !name.empty() && name.size() <= 200 && name.find_first_of(" +\t\r\n") == name.npos;
            return good ? std::string{} : std::string{"not a name"};
        });
    app.add_option("--log", how.logs, "Public key of a journal, or its file; several are possible")
        ->required();
    app.add_option("--listen", how.listen, "ADDRESS:PORT")->capture_default_str();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : wrong_usage;
    }
    return run(how);
} catch (const std::exception& error) {
    std::cerr << "acikkapi-witness: " << error.what() << '\n';
    return cannot_read;
}
