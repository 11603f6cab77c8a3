// acikkapi-host: an HTTP host for petitions, to run and to copy from.
#include "host/directory.hpp"
#include "host/host.hpp"
#include "host/secrets.hpp"
#include "support/key_file.hpp"
#include "support/open_files.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <csignal>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

constexpr int found_wrong = 1;
constexpr int wrong_usage = 2;
constexpr int cannot_read = 3;

struct host_options {
    std::string data;
    std::string config;
    std::string listen = "127.0.0.1:8080";
    std::string key;
    std::string directory;
    bool create = false;
    bool demo = false;
    bool tls = false;
    bool routes = false;
};

int complain(const std::string& what, int code)
{
    std::cerr << "acikkapi-host: " << what << '\n';
    return code;
}

std::optional<boost::asio::ip::tcp::endpoint> parse_address(const std::string& text)
{
    constexpr unsigned long port_max = 65'535;
    const auto colon = text.rfind(':');
    const auto digits = text.substr(colon == text.npos ? text.size() : colon + 1);
    const bool number = !digits.empty() && digits.size() <= 5 &&
                        digits.find_first_not_of("0123456789") == digits.npos &&
                        std::stoul(digits) <= port_max;
    boost::system::error_code bad;
    const auto address = boost::asio::ip::make_address(text.substr(0, number ? colon : 0), bad);
    if (!number || bad) {
        return std::nullopt;
    }
    return boost::asio::ip::tcp::endpoint{
        address, static_cast<boost::asio::ip::port_type>(std::stoul(digits))};
}

/// 128 bits of chance: a secret that is shown once.
std::string new_token()
{
    constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";
    std::string out;
    for (const char one : host::random_bytes(26)) {
        out += letters[static_cast<unsigned char>(one) % letters.size()];
    }
    return out;
}

/// Accounts of a governorate that there is not, with new secrets each time.
/// @param units         Two of its units.
/// @param with_buttons  Also for who has no secret: where nobody else can come.
void add_invented_accounts(
    host::config& to, const std::array<std::string, 2>& units, bool with_buttons)
{
    for (const auto& who :
         {std::string{"desk:34/zeynep"},
          std::string{"officer:34/ayse"},
          "unit:" + units[0] + "/mehmet",
          "head:" + units[0] + "/fatma",
          "unit:" + units[1] + "/ali",
          std::string{"governorate:34/1"},
          std::string{"governorate:34/2"},
          std::string{"auditor"},
          std::string{"operator"}}) {
        const auto token = new_token();
        const auto actor = acikkapi::actor::parse(who).value();
        to.staff.add(host::hash_of(token), actor);
        if (with_buttons) {
            to.invented.push_back(actor);
        }
        std::cout << "account " << who << ' ' << token << '\n';
    }
}

/// What `--demo` makes. @return Empty, or what is wrong.
std::string prepare_demo(const host_options& how, bool with_buttons, host::config& to)
{
    std::string wrong;
    const auto all = host::open_directory(how.directory, wrong);
    if (wrong.empty() && all.units.size() < 2) {
        wrong = "directory.units: the demo needs two";
    }
    if (!wrong.empty()) {
        return wrong;
    }
    std::filesystem::create_directories(how.data);
    to.join_later = to.join_later.value_or(true);
    add_invented_accounts(to, {all.units[0].id.str(), all.units[1].id.str()}, with_buttons);
    if (!how.tls) {
        return {};
    }
    to.tls = host::tls_files{how.data + "/certificate.pem", how.data + "/certificate.key"};
    return host::make_demo_certificate(*to.tls) ? std::string{}
                                                : how.data + ": no certificate can be made there";
}

/// What it answers to: a test compares it with its table of who may ask for what.
void print_routes(const host::router& all)
{
    for (const auto& one : all.routes()) {
        std::cout << one.method << ' ' << one.pattern << '\n';
    }
}

int run(const host_options& how)
{
    host::places where;
    where.store = how.demo ? how.data + "/store" : how.data;
    where.key_file = how.key;
    where.directory_file = how.directory;
    where.create = how.create || how.demo;
    if (how.create && !how.demo && !tools::may_begin_in(how.data)) {
        return complain(
            how.data + ": is not empty, so nothing is made there: a store that is there is served "
                       "without --create",
            cannot_read);
    }
    const auto address = parse_address(how.listen);
    if (!address) {
        return complain(how.listen + ": not ADDRESS:PORT", wrong_usage);
    }
    where.listen = *address;
    host::config_reading config;
    if (!how.config.empty()) {
        std::ifstream in{how.config};
        if (!in) {
            return complain(how.config + ": cannot be read", cannot_read);
        }
        config = host::read_config(std::string{std::istreambuf_iterator<char>{in}, {}});
        if (!config.wrong.empty()) {
            return complain(how.config + ": " + config.wrong, found_wrong);
        }
    }
    if (how.demo) {
        const auto wrong = prepare_demo(how, where.listen.address().is_loopback(), config.value);
        if (!wrong.empty()) {
            return complain(wrong, cannot_read);
        }
    }
    if (!config.value.over_tls() && !where.listen.address().is_loopback()) {
        std::cerr << "acikkapi-host: " << how.listen
                  << " is reached in plain HTTP: docs/host.md says how to have TLS\n";
    }
    const auto* const scheme = config.value.tls ? "https://" : "http://";
    std::unique_ptr<host::whole_host> here;
    if (const auto bad = host::whole_host::open(where, std::move(config.value), here);
        !bad.empty()) {
        return complain(bad, cannot_read);
    }
    if (how.routes) {
        print_routes(here->routes());
        return 0;
    }
    if (how.create && !how.demo) {
        std::cerr << "acikkapi-host: a new store was made in " << how.data << '\n';
    }
    const auto at = here->address();
    std::cout << "listening on " << scheme << at << std::endl;
    here->run();
    return 0;
}

}  // namespace

int main(int argc, char** argv)
try {
    tools::allow_more_open_files();
    // Whoever reads our standard error may end before us: then its lines are lost, and nothing else.
    std::signal(SIGPIPE, SIG_IGN);
    host_options how;
    CLI::App app{
        "Serves a register of petitions over HTTP: /api/v1/openapi.json says how it is used.\n"
        "The access log goes to standard error, one JSON object a line.\n"
        "Exit codes: 0 stopped, 1 something is wrong with the configuration, 2 usage, 3 cannot\n"
        "read, open or listen."};
    app.set_version_flag("--version", "acikkapi-host 0.1.0");
    app.add_option("--data", how.data, "Directory of the store")->required();
    app.add_option("--config", how.config, "JSON file: who works here, and limits");
    app.add_option("--listen", how.listen, "ADDRESS:PORT; port 0 for any that is free")
        ->capture_default_str()
        ->take_last();
    app.add_option("--key", how.key, "The store's secret of 32 bytes; DIR.key unless it is said");
    app.add_option(
           "--directory",
           how.directory,
           "JSON file: districts, kinds of matter, units; see docs/host.md")
        ->check(CLI::ExistingFile);
    app.add_flag(
        "--create",
        how.create,
        "Once: make the store and its keys in a DIR that is missing or empty");
    auto* const demo = app.add_flag(
        "--demo", how.demo, "Make a store below DIR, and accounts whose tokens are printed");
    app.add_flag("--tls", how.tls, "With --demo: speak TLS, with a certificate made for it");
    app.add_flag("--routes", how.routes, "With --demo: print METHOD PATTERN of each route, and end")
        ->needs(demo);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : wrong_usage;
    }
    return run(how);
} catch (const std::exception& error) {
    std::cerr << "acikkapi-host: " << error.what() << '\n';
    return cannot_read;
}
