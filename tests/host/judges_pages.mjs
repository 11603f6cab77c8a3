// The pages as judges see them whom we have not made: node judges_pages.mjs PROGRAM
// pa11y (axe and HTML_CodeSniffer, WCAG 2 AA) on every kind of page.
// What people do on these pages is the matter of pages.mjs, staff.mjs and governor.mjs.
import assert from 'node:assert/strict';
import { cookiesOf, need } from '../peers/peers.mjs';
import { make, operator_of_sms } from './access_states.mjs';
import { chromium, quiet } from './browser.mjs';
import { application, unit_place } from './cases.mjs';
import { Host, count, generous, must, officer, other_unit, unit } from './host.mjs';
import { session } from './sessions.mjs';

const { default: puppeteer } = await need('puppeteer');
const { default: pa11y } = await need('pa11y');

const host = await Host.start({ ...generous, adapters: await operator_of_sms() });
const browser = await puppeteer.launch({ executablePath: chromium, args: quiet });
process.on('exit', () => browser.process()?.kill('SIGKILL'));

// Where a judge is wrong: its code, what it complains of, and why that is no fault.
const wrong = [
    // axe cannot see what stands behind a text in a drawing, and says so; pa11y makes a fault of it. The texts of the map
    // are #0b0c0c on #a8c3dc and lighter (10:1), and white on #33658f and darker (6:1).
    { code: 'color-contrast', selector: /^#main-content > div > figure > svg > g/ },
];
const excused = ({ code, selector }) => wrong.some(one => code.startsWith(one.code) && one.selector.test(selector));

const desk = 'desk:34/zeynep';
const governor = 'governorate:34/1';
const phone = { width: 390, height: 844, isMobile: true, hasTouch: true };
const screen = { width: 1280, height: 900 };

const waiting = await application(host);
const routed = await application(host, 'routed');
const asked = await application(host, 'asked');
const told = await application(host, 'notified');
const proposed = await application(host, 'notified');
await host.ask('POST', `/api/v1/applications/${proposed.number}/proposals`,
    { as: 'governorate:34/2', body: { act: 'reopen', reason: 'Yeni bilgi.' } });
const case_of = ({ number }, then = '') => `/staff/applications/${number}${then}`;
const form_of = (path, form, action) => ({ path, form, action });

// What concerns more than one application, or more than its text.
const filed = await make(host, 'filed');
const held = await make(host, 'in_hand');
const chronic = await make(host, 'member');
const many = await make(host, 'campaign');
const answered = await make(host, 'campaign_of_unit');
await make(host, 'lost');
const problem_of = ({ problem }, then = '') => `/staff/problems/${problem}${then}`;
const campaign_of = ({ campaign }, then = '') => `/staff/campaigns/${campaign}${then}`;
const decision = { unit: unit_place, size: 20, step: 'check' };
const chosen = `${waiting.number} 1`;

// The draft of an application that is filled in to its end.
async function draft() {
    const jar = new Map();
    const answers = new URLSearchParams({
        for: 'other', full_name: 'Deneme Kişi', identity: '99000000110', mobile: '0532 123 45 67', address: 'Örnek 1',
        for_name: 'Başka Biri', for_identity: '10000000146', category: 'lighting', district: 'Kadıköy', subject: 'Lamba',
        text: 'Yanmıyor.',
    }).toString();
    const steps = [];
    for (let at = '/tr/apply/for'; !at.endsWith('/check');) {
        const step = at.split('/').at(-1);
        steps.push(`/apply/${step}`);
        const got = await host.ask('POST', at, {
            raw: answers, redirect: 'manual',
            headers: {
                'Content-Type': 'application/x-www-form-urlencoded', Cookie: [...jar].map(one => one.join('=')).join('; '),
            },
        });
        for (const line of cookiesOf(got)) jar.set(...line.split(';')[0].split(/=(.*)/s).slice(0, 2));
        const next = got.headers.get('location');
        assert.ok(got.status === 303 && next !== at, `${at}: ${got.status}`);
        at = next;
    }
    return { cookies: [...jar].filter(([, value]) => value !== '').map(([name, value]) => ({ name, value })), steps };
}

const { cookies: drafted, steps } = await draft();
const answer = { decision: 'granted', text: 'Yapıldı.', signed_by: 'Müdür' };
const registered = {
    full_name: 'Yeni Kişi', identity: '99000000110', category: 'lighting', district: 'Fatih', subject: 'Lamba',
    text: 'Yanmıyor.', address: 'Örnek 1', language: 'tr', step: 'send',
};
// Who, and what he sees.
const visits = [
    [{}, ['', '/privacy', '/accessibility', '/offline', '/kept', '/follow', '/nothing', form_of('/follow', { number: 'x', code: 'y' })]],
    [{ cookies: drafted }, [...steps, '/apply/check', form_of('/apply/for', {})]],
    [{ holds: [asked.number, told.number, waiting.number] }, [
        `/applications/${waiting.number}`, `/applications/${waiting.number}/receipt`, `/applications/${waiting.number}/withdraw`,
        `/applications/${asked.number}`, `/applications/${asked.number}/reply`, `/applications/${told.number}/rate`,
        `/applications/${told.number}/object`, form_of(`/applications/${told.number}/object`, {}, `citizen-act object ${told.number}`),
    ]],
    [{ holds: [filed.number, chronic.number], by_phone: filed.number }, [
        `/applications/${filed.number}`, `/applications/${filed.number}/attachments`, `/applications/${filed.number}/phone`,
        `/applications/${filed.number}/phone/code`, `/applications/${chronic.number}`, `/applications/${chronic.number}/phone`,
        form_of(`/applications/${filed.number}/attachments`, {}, `attach ${filed.number}`),
        form_of(`/applications/${filed.number}/phone`, { mobile: '1' }, 'phone'),
        form_of(`/applications/${filed.number}/phone/code`, { code: '1' }, 'phone'),
    ]],
    [{ staff: officer }, ['/staff', '/staff?list=due', case_of(waiting), case_of(waiting, '/route'), case_of(waiting, '/close'),
        case_of(told), form_of('/staff/search', { what: '10000000146' }, 'search')]],
    [{ staff: officer }, ['/staff/campaigns', campaign_of(many), campaign_of(many, '/route'), campaign_of(many, '/close'),
        form_of(campaign_of(many, '/route'), {}, `campaign route ${many.campaign}`),
        form_of(campaign_of(many, '/route'), decision, `campaign route ${many.campaign}`),
        '/staff/problems', '/staff/problems/new', form_of('/staff/problems/new', {}, 'problem'), problem_of(chronic),
        problem_of(chronic, '/plan'), problem_of(chronic, '/close'), form_of(problem_of(chronic, '/close'), {}, 'problem'),
        case_of(routed, '/join_problem'), case_of(chronic, '/leave_problem'), case_of(held), case_of(held, '/assign'),
        form_of(case_of(held, '/assign'), {}, `staff assign ${held.number}`),
        '/staff/letters', form_of('/staff/letters', {}, 'letters'),
        form_of('/staff/route-many', { number: chosen }, 'route-many'), form_of('/staff/route-many', {}, 'route-many'),
        form_of('/staff/route-many', { number: chosen, unit: 'x', step: 'send' }, 'route-many'),
        form_of('/staff/route-many', { number: `${told.number} 1`, unit: unit_place, step: 'send' }, 'route-many')]],
    [{ staff: unit }, ['/staff/campaigns', campaign_of(answered), campaign_of(answered, '/answer'), case_of(filed),
        form_of(campaign_of(answered, '/answer'), { ...answer, ...decision }, `campaign answer ${answered.campaign}`),
        case_of(filed, '/attachments'), form_of(case_of(filed, '/attachments'), {}, `attach ${filed.number}`)]],
    [{ staff: unit }, ['/staff', case_of(routed, '/answer'), case_of(routed, '/send_back'), case_of(routed, '/record_contact'),
        form_of(case_of(routed, '/ask'), {}, `staff ask ${routed.number}`),
        form_of(case_of(routed, '/answer'), answer, `staff answer ${routed.number}`)]],
    [{ staff: other_unit }, [case_of(routed), case_of(routed, '/look'), case_of(routed, '/answer')]],
    [{ staff: desk }, ['/staff/desk', form_of('/staff/desk', { what: '10000000146' }, 'desk'), form_of('/staff/desk/new', {}, 'desk'),
        form_of('/staff/desk/new', { step: 'send' }, 'desk'), case_of(waiting, '/receipt'), case_of(told, '/read-out'),
        case_of(waiting, '/change_contact'),
        form_of(case_of(waiting, '/change_contact'), {}, `staff change_contact ${waiting.number}`)]],
    [{ staff: 'desk:06/zehra' }, [form_of('/staff/desk/new', registered, 'desk')]],
    [{ staff: governor }, ['/staff/governor?days=all', '/staff/governor/problem', '/staff/report', case_of(told, '/reopen'),
        '/staff/proposals', case_of(proposed, '/reopen'), case_of(waiting, '/hold'), case_of(waiting, '/erase')]],
    [{ staff: 'auditor' }, ['/staff/auditor', form_of('/staff/auditor/proof', { number: 'x' }, 'prove')]],
    [{ staff: 'operator' }, ['/staff', '/staff/letters', '/staff/letters?hold=sms', '/staff/letters/sms/hold',
        '/staff/letters/sms/release']],
];
const outside = ['/log-in', '/log-in/code', '/nothing/at/all'];

async function judged(page, who, what, viewport) {
    const { path, form, action } = typeof what === 'string' ? { path: what } : what;
    const url = host.url + (outside.includes(path) ? path : `/${viewport === phone ? 'ar' : 'tr'}${path}`);
    const post = form && {
        method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        postData: new URLSearchParams({ ...form, csrf: who.csrf(action) }).toString(),
    };
    const found = await pa11y(url, {
        browser, page, viewport, standard: 'WCAG2AA', runners: ['axe', 'htmlcs'], timeout: 60_000, ...post,
    });
    assert.ok(found.documentTitle.includes(' – '), `${url}: ${found.documentTitle}`);
    return found.issues.filter(one => !excused(one))
        .map(one => `${url} ${one.runner} ${one.code}: ${one.selector}: ${one.message}`);
}

// Citizens come by phone, here in Arabic; who works here sits at a screen.
async function visit([person, paths]) {
    const viewport = person.staff ? screen : phone;
    const context = await browser.createBrowserContext();
    const who = session(person);
    await context.setCookie(...[...(person.cookies ?? []), who].map(({ name, value }) =>
        ({ name, value, domain: '127.0.0.1', path: '/' })));
    const found = [];
    for (const what of paths) {
        const page = await context.newPage();
        found.push(...await judged(page, who, what, viewport));
        await page.close();
    }
    await context.close();
    assert.deepEqual(found, []);
}

for (const each of [[{}, outside], ...visits]) {
    const name = each[0].staff ?? (each[0].holds ? 'holder' : each[0].cookies ? 'applicant' : 'nobody');
    await must(`pa11y has nothing to say of what ${name} sees`, async () => {
        const begun = performance.now();
        await visit(each);
        console.log(`pa11y ${name}: ${each[1].length} pages, ${Math.round(performance.now() - begun)} ms`);
    });
}
await browser.close();
assert.equal(await host.stop(), 0);
count();
