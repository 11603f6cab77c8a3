#include <acikkapi/sent_letters.hpp>

#include "host/hands.hpp"
#include "host/happenings.hpp"
#include "host/shapes.hpp"
#include "host/watched_hand.hpp"

#include <set>
#include <utility>

namespace host {

using namespace acikkapi;

namespace {

namespace json = boost::json;

/// The way of each unit: its own system, or the worklist.
class by_unit final : public department {
public:
    by_unit(department* systems, std::set<unit_id> with_system, department& others)
        : systems_(systems), with_system_(std::move(with_system)), others_(others)
    {}

private:
    void do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override
    {
        const auto unit = unit_id::parse(what.what.recipient);
        auto& by =
            systems_ != nullptr && unit && with_system_.contains(*unit) ? *systems_ : others_;
        by.async_hand_over(std::move(what), std::move(done));
    }

    department* systems_;
    std::set<unit_id> with_system_;
    department& others_;
};

/// A code to log in with is no letter of the workflow: the catalogue does not know it.
std::function<result<std::string>(const letter&)> sms_words(const message_catalog& words)
{
    return [by_catalog = words.sms_wording()](const letter& what) -> result<std::string> {
        if (what.kind == "code") {
            return "Giriş kodunuz: " + what.reference + ". Kimseyle paylaşmayın.";
        }
        return by_catalog(what);
    };
}

/// What an application says for the unit that has it; the text only while it has.
json::object said_of(const found<application>& now, const std::vector<happening>& history)
{
    json::object out{
        {"category", now.state.category},
        {"district", now.state.district},
        {"promised", text_of(now.state.service.due)}};
    if (now.withheld) {
        return out;
    }
    if (const auto* const begun = newest<events::submitted>(history)) {
        out["subject"] = begun->wish.subject;
        out["text"] = begun->wish.text;
    }
    return out;
}

}  // namespace

hands::hands(const means& by)
    : by_(by), late_{
                   by.kept,
                   by.time,
                   [this](std::string letter, hand_result how, const auto& done) {
                       report(std::move(letter), std::move(how), done);
                   },
                   by.fault}
{}

std::string hands::open(
    hands_settings how, const means& by, const reply_tokens& tokens, std::unique_ptr<hands>& out)
{
    std::unique_ptr<hands> made{new hands{by}};
    auto units = std::move(how.webhook);
    auto wrong = made->open_applicants(std::move(how));
    if (wrong.empty()) {
        wrong = made->open_units(std::move(units), tokens);
    }
    if (wrong.empty()) {
        out = std::move(made);
    }
    return wrong;
}

std::string hands::open_sms(hands_settings& how)
{
    if (how.smpp) {
        how.smpp->wording = sms_words(how.words);
        how.smpp->report = [this](std::string_view letter, hand_result what) {
            applicants_->heard(letter, what);
        };
        how.smpp->log = [this](std::string_view line) { by_.fault(std::string{line}); };
        receipt_time_ = how.smpp->times.receipt;
        auto made = make_smpp_notifier(*std::move(how.smpp), by_.kept, by_.time);
        if (!made) {
            return "adapters.sms.smpp: " + made.error().message();
        }
        smpp_ = *std::move(made);
        sms_ = std::make_unique<watched_hand<notifier>>(*smpp_, "sms", by_.fault);
    } else if (how.gateway) {
        how.gateway->time = &by_.time;
        std::string why;
        auto made = sms_gateway::make(
            to_applicants_.get_executor(), *std::move(how.gateway), sms_words(how.words), {}, &why);
        if (!made) {
            return "adapters.sms.gateway: " + why;
        }
        gateway_ = *std::move(made);
        sms_ = std::make_unique<watched_hand<notifier>>(*gateway_, "sms", by_.fault);
    }
    return {};
}

std::string hands::open_applicants(hands_settings how)
{
    if (auto wrong = open_sms(how); !wrong.empty()) {
        return wrong;
    }
    std::vector<applicant_channel> ways;
    if (sms() != nullptr) {
        ways.push_back({"sms", sms()});
    }
    if (how.mail) {
        how.mail->time = &by_.time;
        auto made = mail_notifier::make(
            to_applicants_.get_executor(), *std::move(how.mail), how.words.mail_wording());
        if (!made) {
            return "adapters.e_mail: " + made.error().message();
        }
        mail_ = *std::move(made);
        watched_mail_ = std::make_unique<watched_hand<notifier>>(*mail_, "e-mail", by_.fault);
        ways.push_back({"e-mail", watched_mail_.get()});
    }
    if (ways.empty()) {
        return "adapters: neither sms nor e_mail: nobody would tell applicants";
    }
    applicants_ = std::make_unique<applicant_notifier>(
        std::move(ways),
        how.courtesy,
        by_.time,
        calendar::turkey(),
        applicant_follow_up{
            to_applicants_.get_executor(), [this](std::string_view letter, hand_result what) {
                late_.add(letter, std::move(what));
            }});
    return {};
}

std::string hands::open_units(std::optional<webhook_options> how, const reply_tokens& tokens)
{
    std::set<unit_id> with_system;
    if (how) {
        how->time = &by_.time;
        for (const auto& [unit, where] : how->units) {
            with_system.insert(unit);
        }
        auto made = webhook_department::make(
            to_units_.get_executor(), *std::move(how), tokens, [this](const letter& what) {
                return describe(what);
            });
        if (!made) {
            return "adapters.webhook: " + made.error().message();
        }
        webhook_ = *std::move(made);
        watched_webhook_ = std::make_unique<watched_hand<department>>(
            *webhook_, "webhook", by_.fault, peers::each_recipient);
    }
    units_ =
        std::make_unique<by_unit>(watched_webhook_.get(), std::move(with_system), by_.worklist);
    return {};
}

void hands::start(store& desk)
{
    desk_ = &desk;
    if (smpp_) {
        expect_receipts(desk);
        smpp_->async_run([](error_code /*why*/) {});
    }
}

/// A message centre says what became of a message for as long as it likes, and the notifier hears only what it
/// waits for. Before the first connection: what waited there while we were away comes at once.
void hands::expect_receipts(store& desk)
{
    const auto sent = letters_sent(desk, by_.time.now() - receipt_time_);
    if (!sent) {
        by_.fault(
            "receipts of messages from before the start are not waited for: " +
            sent.error().message());
        return;
    }
    for (const auto& one : *sent) {
        if (one.means == "sms") {
            smpp_->expect(one.id, message_ids(one.detail));
        }
    }
}

void hands::stop()
{
    applicants_->stop();  // Its timer may wait until tomorrow.
    if (smpp_) {
        smpp_->stop();
    }
    if (gateway_) {
        gateway_->stop();
    }
    if (mail_) {
        mail_->stop();
    }
    if (webhook_) {
        webhook_->stop();
    }
    to_applicants_.join();
    to_units_.join();
    late_.stop();
}

/// What a peer says later is put on record.
void hands::report(std::string letter, hand_result how, const std::function<void(error_code)>& done)
{
    if (auto* const desk = desk_.load()) {
        desk->async_report(
            std::move(letter), std::move(how), [done](error_code why, const receipt&) {
                done(why);
            });
    } else {
        done(errc::stopping);
    }
}

/// As the unit may read it: who has lost the application since then is told no more than that it was its own.
result<unit_words> hands::describe(const letter& what) const
{
    constexpr std::chrono::days answer_within{30};
    auto* const desk = desk_.load();
    const auto number = application_number::parse(what.reference);
    const auto who = actor::parse("unit:" + what.recipient + "/system");
    if (desk == nullptr || !number || !who) {
        return errc::bad_argument;
    }
    const auto stream = desk->stream_of(number->serial());
    const auto views = desk->views({*who, channel::parse("webhook").value()});
    const auto now = views.find(stream);
    if (!now) {
        return now.error();
    }
    const auto history = history_of(views, stream);
    unit_words out;
    out.data = json::serialize(said_of(*now, history ? *history : std::vector<happening>{}));
    out.at = now->last_at;
    if (now->state.unit.str() == what.recipient) {
        out.reply =
            reply_grant{now->state.routings, unit_acts::all(), by_.time.now() + answer_within};
    }
    return out;
}

}  // namespace host
