// How each route is asked, as well as it can be: with an application that is where the act needs it to be, with a
// body that is right and with the token of the form. What is not here is asked as it stands, with nothing.
import { head, multipart } from './access_states.mjs';
import { unit_place } from './cases.mjs';
import { lamp, newKey, officer, unit } from './host.mjs';

// The acts: where the application has to be, what the API is told, and what a page's form says instead.
export const acts = {
    route: { state: 'submitted', body: { unit: unit_place } },
    close: { state: 'submitted', body: { reason: 'no_subject', note: 'Konusu yok.' } },
    withdraw: { state: 'submitted', body: { reason: 'Vazgeçtim.' } },
    record_contact: { state: 'routed', body: { means: 'phone', result: 'no_answer' } },
    send_back: { state: 'routed', body: { reason: 'not_our_duty' } },
    ask: { state: 'routed', body: { question: 'Hangi sokak?' } },
    answer_interim: { state: 'routed', body: { text: 'Yarın.' } },
    answer: { state: 'routed', body: { decision: 'granted', text: 'Yapıldı.' }, form: { signed_by: 'M', step: 'send' } },
    reply: { state: 'asked', body: { text: 'Çınar sokak.' } },
    resume: { state: 'asked', body: {} },
    remind: { state: 'asked', body: {} },
    object: { state: 'notified', body: { reason: 'Hâlâ yanmıyor.' }, form: { text: 'Hâlâ yanmıyor.' } },
    rate: { state: 'notified', body: { score: 4 } },
    reopen: { state: 'notified', body: { reason: 'Yeni bilgi.' } },
    tell_again: { state: 'notified', body: { which: 'result' } },
    record_notice: { state: 'unreachable', body: { which: 'result', means: 'desk' } },
    link_to: { state: 'twins', body: { survivor: 'this' }, other: true },
    unlink_from: { state: 'linked', body: { reason: 'Başka sokak.' }, other: true },
    change_contact: { state: 'routed', body: { mobile: '0532 123 45 99', e_mail: '', seen: 'on' } },
    take: { state: 'routed', body: {} },
    assign: { state: 'routed', body: { to: officer } },
    put_back: { state: 'in_hand', body: {} },
    join_problem: { state: 'problem', form: ({ problem }) => ({ problem }) },
    leave_problem: { state: 'member', body: { reason: 'Başka boru.' } },
    erase: {
        state: 'routed', body: { person: 'applicant', on: 'kvkk:7' }, form: { reason: 'Kendisi istedi.' },
    },
    hold: { state: 'routed', body: { reason: 'Dava sürüyor.', on: 'mahkeme:1' } },
    release: { state: 'held', body: { reason: 'Dava bitti.', on: 'mahkeme:1' } },
};

// A file that says of nobody who he is.
const photo = { name: 'lamba.pdf', text: '%PDF-1.4\ntrailer\n<</Root 1 0 R>>\n%%EOF\n' };
const of_campaign = { number: ({ campaign }) => campaign };
const of_problem = { number: ({ problem }) => problem };
const plan = { owner: head, plan: 'Yarın.', target: '2027-05-01' };
// What waits for a unit is routed or closed, what has one is answered.
const campaign = (about, act) => (act === 'answer' ? 'campaign_of_unit' : 'campaign');

const open311 = {
    service_code: 'lighting', address_string: 'Çınar sokak 4', description: 'Yanmıyor.', 'attribute[district]': 'Kadıköy',
};
const lists = { list: 'unit' };

// `rationed`: how it goes as long as one has not asked too often, which here is everybody together.
// By route: `parts` of the pattern, `query`, `body`, `form` or `file`, `csrf` the action whose token goes with it; `state`
// what has to be there. `stream`: of what never ends only the beginning counts. `many`: who may decide about many may
// still be refused all of them; whether anything was done is asked of the application.
export const asks = {
    'POST /api/v1/applications': { body: lamp, key: true },
    'POST /api/v1/applications/{number}/proposals': { state: 'notified', body: { act: 'reopen', reason: 'Yeni bilgi.' } },
    'GET /api/v1/applications/{number}/attachments': { state: 'filed' },
    'POST /api/v1/applications/{number}/attachments': { file: photo },
    'GET /api/v1/applications/{number}/attachments/{n}': { state: 'filed', parts: { n: '1' } },
    'GET /api/v1/applications/{number}/erasures/{erasure}': { parts: { erasure: '1' } },
    'GET /{language}/staff/applications/{number}/erasures/{erasure}': { parts: { erasure: '1' } },
    'GET /api/v1/lists/{list}': { parts: lists, query: `?key=${unit_place}` },
    'POST /open311/v2/requests.json': { form: open311 },
    'POST /open311/v2/requests.xml': { form: open311 },
    'GET /open311/v2/services/{name}': { parts: { name: 'lighting.json' } },
    'GET /open311/v2/requests/{name}': { parts: { name: 'request.json' } },
    'GET /open311/v2/tokens/{name}': { parts: { name: 'request.json' } },
    'POST /hooks/units/{unit}': { parts: { unit: unit_place }, body: {} },
    'GET /assets/{version}/{name}': { parts: { name: 'site.css' } },
    'POST /log-in': { form: { account: unit, next: '/tr/staff' }, csrf: () => 'log-in' },
    'POST /log-in/code': {
        form: ({ number }) => ({ number, mobile: lamp.applicant.mobile }), csrf: () => 'code', rationed: 'log-in',
    },
    'POST /log-in/code/done': { form: { code: '123456' }, csrf: () => 'code' },
    'POST /log-out': { form: {}, csrf: () => 'log-out' },
    'POST /{language}/follow': { form: ({ number, code }) => ({ number, code }) },
    'GET /{language}/apply/{step}': { parts: { step: 'for' } },
    'POST /{language}/apply/{step}': { parts: { step: 'for' }, form: { for: 'anonymous' } },
    'POST /{language}/apply/check': { form: {} },
    'POST /{language}/apply/drop': { form: {} },
    'GET /{language}/applications/{number}/{act}': { csrf: ({ number }, act) => `citizen-act ${act} ${number}` },
    'POST /{language}/applications/{number}/{act}': { csrf: ({ number }, act) => `citizen-act ${act} ${number}` },
    'POST /{language}/applications/{number}/attachments': { file: photo, csrf: ({ number }) => `attach ${number}` },
    'GET /{language}/applications/{number}/attachments/{n}': { state: 'filed', parts: { n: '1' } },
    'POST /{language}/applications/{number}/phone': {
        form: { mobile: '0532 123 45 98' }, csrf: () => 'phone', rationed: 'yes',
    },
    'POST /{language}/applications/{number}/phone/code': { form: { code: '123456' }, csrf: () => 'phone' },
    'POST /{language}/staff/applications/{number}/{act}': {
        form: () => ({ key: newKey() }), csrf: ({ number }, act) => `staff ${act} ${number}`,
    },
    'POST /{language}/staff/applications/{number}/look': {
        form: { why: 'Komşu arıza mı' }, csrf: ({ number }) => `look ${number}`,
    },
    'POST /{language}/staff/applications/{number}/look/{n}': {
        state: 'filed', parts: { n: '1' }, form: { why: 'Komşu arıza mı' }, csrf: ({ number }) => `look ${number}`,
    },
    'POST /{language}/staff/applications/{number}/attachments': { file: photo, csrf: ({ number }) => `attach ${number}` },
    'GET /{language}/staff/applications/{number}/attachments/{n}': { state: 'filed', parts: { n: '1' } },
    'GET /{language}/staff/applications/{number}/news': { stream: true },
    'GET /{language}/staff/news': { stream: true },
    'POST /{language}/staff/route-many': {
        state: 'submitted', many: true, csrf: () => 'route-many',
        form: ({ number, version }) => ({ number: `${number} ${version}`, unit: unit_place, step: 'send' }),
    },
    'GET /{language}/staff/campaigns': { state: 'campaign_of_unit' },
    'GET /{language}/staff/campaigns/{number}': { state: 'campaign_of_unit', parts: of_campaign },
    'GET /{language}/staff/campaigns/{number}/{act}': { state: campaign, parts: of_campaign },
    'POST /{language}/staff/campaigns/{number}/{act}': {
        state: campaign, many: true, parts: of_campaign, csrf: ({ campaign }, act) => `campaign ${act} ${campaign}`,
        form: () => ({ key: newKey(), size: 20, step: 'send' }),
    },
    'POST /{language}/staff/problems/new': {
        form: { title: 'Lambalar', category: 'lighting', district: 'Fatih', ...plan }, csrf: () => 'problem',
    },
    'GET /{language}/staff/problems/{number}': { state: 'problem', parts: of_problem },
    'GET /{language}/staff/problems/{number}/plan': { state: 'problem', parts: of_problem },
    'POST /{language}/staff/problems/{number}/plan': { state: 'problem', parts: of_problem, form: plan, csrf: () => 'problem' },
    'GET /{language}/staff/problems/{number}/close': { state: 'problem', parts: of_problem },
    'POST /{language}/staff/problems/{number}/close': {
        state: 'problem', parts: of_problem, form: { what_came: 'Yanıyorlar.' }, csrf: () => 'problem',
    },
    'POST /{language}/staff/letters': {
        state: 'lost', many: true, form: ({ number }) => ({ number: `${number} acknowledgement` }), csrf: () => 'letters',
    },
    'GET /{language}/staff/letters/{adapter}/hold': { parts: { adapter: 'sms' } },
    'POST /{language}/staff/letters/{adapter}/hold': { parts: { adapter: 'sms' }, form: {}, csrf: () => 'letters hold sms' },
    'GET /{language}/staff/letters/{adapter}/release': { parts: { adapter: 'sms' } },
    'POST /{language}/staff/letters/{adapter}/release': {
        parts: { adapter: 'sms' }, form: {}, csrf: () => 'letters release sms',
    },
    'GET /{language}/staff/applications/{number}/read-out': { state: 'notified' },
    'POST /{language}/staff/search': { form: { what: lamp.applicant.identity }, csrf: () => 'search' },
    'POST /{language}/staff/desk': { form: { what: lamp.applicant.identity }, csrf: () => 'desk' },
    'POST /{language}/staff/desk/new': {
        form: {
            full_name: 'Yeni Kişi', identity: '99000000110', category: 'lighting', district: 'Fatih', subject: 'Lamba',
            text: 'Yanmıyor.', address: 'Örnek 1', language: 'tr', step: 'send',
        },
        csrf: () => 'desk',
    },
    'GET /{language}/staff/governor/cases': { query: '?what=late&from=2026-01-01&to=2026-01-02' },
    'POST /{language}/staff/auditor/checkpoint': { form: {}, csrf: () => 'sign' },
    'POST /{language}/staff/auditor/proof': { form: ({ number }) => ({ number }), csrf: () => 'prove' },
};
