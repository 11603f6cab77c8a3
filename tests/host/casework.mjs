// Who has what in hand, what is new, many at once, and what did not arrive, as those use it who work with
// applications: node casework.mjs PROGRAM
// Each page is judged where it is seen: axe (WCAG 2.2 AA), html-validate, the browser's console.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Browser } from './browser.mjs';
import { document } from './citizen.mjs';
import { listen } from '../peers/peers.mjs';
import { Host, count, folder, generous, must, officer, other_unit, patience, unit } from './host.mjs';
import {
    close, desk, excuse, fields, go, governors, look, main, people, post, times, told_of, unit_place, until,
} from './people.mjs';

const on_duty = { 34: officer };
const host = await Host.start({ ...generous, on_duty });
const browser = await Browser.start();
process.on('exit', () => browser.all.close());

const { enter, address, open, begin, done, state, events, routed } = people(host, browser);
const head = 'head:24301265/fatma';
const inbox = (page, list) => page.goto(`${host.url}/${page.way.speaks}/staff${list ? `?list=${list}` : ''}`);
const hand = page => page.innerText('.ak-hand strong');
const hand_go = (page, act) => go(page, `.ak-hand form[action$="/${act}"] button`);

// --- in whose hand --------------------------------------------------------------------------------

for (const way of [{ speaks: 'tr' }, { speaks: 'ar', width: 'phone' }, { speaks: 'en', script: false }]) {
    await must(`somebody takes it, gives it to another one, who puts it back: ${JSON.stringify(way)}`, async () => {
        const { number } = await routed();
        const mehmet = await enter(unit, way);
        await open(mehmet, number);
        await look(mehmet);
        const nobody = await hand(mehmet);
        await hand_go(mehmet, 'take');
        await done(mehmet, number);
        assert.match(await hand(mehmet), /mehmet/);
        assert.equal(await mehmet.locator('.ak-hand form[action$="/take"]').count(), 0);
        await until(mehmet, () => inbox(mehmet), text => text.includes(number));
        await look(mehmet);
        assert.match(mehmet.url(), /\/staff$/);  // What is in his hand is the first that he sees.
        assert.equal(await mehmet.locator('.ak-tabs [aria-current]').getAttribute('href'),
            `/${mehmet.way.speaks}/staff?list=mine`);

        await begin(mehmet, number, 'assign');
        const offered = await mehmet.locator('#to option').evaluateAll(all => all.map(one => one.value));
        assert.deepEqual(offered, ['', desk, officer, head]);
        await go(mehmet);  // Nobody is chosen.
        excuse(mehmet);
        await look(mehmet);
        assert.equal(await mehmet.locator('.govuk-error-summary a').getAttribute('href'), '#to');
        await mehmet.selectOption('#to', head);
        await go(mehmet);
        await done(mehmet, number);
        const fatma = await enter(head, way);
        await until(fatma, () => inbox(fatma, 'mine'), text => text.includes(number));
        await open(fatma, number);
        await hand_go(fatma, 'put_back');
        await done(fatma, number);
        assert.equal(await hand(fatma), nobody);
        assert.equal(await told_of(fatma, 'assigned'), 3);
        await close(mehmet, fatma);
    });
}

await must('it is given to nobody who may not have it, and by nobody who may not give it', async () => {
    const { number } = await routed();
    const ali = await enter(other_unit);
    await open(ali, number);
    assert.equal(await ali.locator('.ak-hand form, .ak-hand a').count(), 0);
    const mehmet = await enter(unit);
    await open(mehmet, number);
    const take = await fields(mehmet);
    assert.equal((await post(ali, address(ali, number, '/take'), take)).status(), 403);
    await begin(mehmet, number, 'assign');
    const form = await fields(mehmet);
    for (const to of [other_unit, 'unit:24301265', 'citizen', '']) {
        assert.equal((await post(mehmet, address(mehmet, number, '/assign'), { ...form, to })).status(), 422, to);
    }
    await open(mehmet, number);
    assert.equal(await told_of(mehmet, 'assigned'), 0);
    await close(ali, mehmet);
});

// --- what is too long -----------------------------------------------------------------------------

const wrong = page => page.locator('.govuk-error-summary a').evaluateAll(all => all.map(one => one.hash));

for (const way of [{ speaks: 'tr', script: false }, { speaks: 'ar', width: 'phone' }]) {
    await must(`an answer that is too long is told apart from the others, which stay: ${JSON.stringify(way)}`, async () => {
        const { number } = await routed();
        const page = await enter(unit, way);
        await begin(page, number, 'answer');
        await page.check('input[name=decision][value=granted]');
        await page.fill('#text', 'Lamba yenilendi.');
        await page.fill('#signed_by', 'ş'.repeat(101));  // 202 bytes.
        await go(page);
        excuse(page);
        await look(page);
        assert.deepEqual(await wrong(page), ['#signed_by']);
        assert.equal(await page.inputValue('#text'), 'Lamba yenilendi.');
        assert.ok(await page.isChecked('input[name=decision][value=granted]'));
        await page.fill('#signed_by', 'Müdür');
        await go(page);
        await go(page, 'main button[value=send]');
        await done(page, number);
        await close(page);
    });

    await must(`at the desk, too, and a paper is chosen again: ${JSON.stringify(way)}`, async () => {
        const page = await enter(desk, way, '/staff/desk');
        await page.fill('#what', '99000000110');
        await go(page);
        await go(page, 'main form[action$="/new"] button');
        const typed = { full_name: 'ş'.repeat(101), address: 'Örnek Mah. 5', subject: 'Su', text: 'Akmıyor.' };
        for (const [name, value] of Object.entries(typed)) await page.fill(`#${name}`, value);
        await page.selectOption('#category', 'water');
        await page.setInputFiles('#files', { name: 'dilekçe.pdf', mimeType: 'application/pdf', buffer: document });
        await go(page);
        excuse(page);
        await look(page);
        assert.deepEqual(await wrong(page), ['#full_name', '#files']);
        for (const [name, value] of Object.entries(typed)) assert.equal(await page.inputValue(`#${name}`), value);
        assert.equal(await page.inputValue('#category'), 'water');
        await page.fill('#full_name', 'Deneme Kişi');
        await go(page);
        assert.match(page.url(), /\/receipt$/);
        await close(page);
    });
}

// --- what is new ----------------------------------------------------------------------------------

await must('the inbox says by itself that there is something new, and how much', async () => {
    const page = await enter(officer);
    await inbox(page, 'submitted');
    const shown = () => page.locator('[data-list=submitted]').innerText();
    const before = Number(await shown());
    await host.submit();
    await page.waitForSelector('.ak-news a', { timeout: patience });
    assert.equal(Number(await shown()), before + 1);
    assert.equal(await page.getAttribute('.ak-news', 'role'), 'status');
    await look(page);
    await go(page, '.ak-news a');
    assert.equal(await page.locator('.ak-news a').count(), 0);
    await close(page);
});

await must('who looks at an application is told when somebody else has changed it', async () => {
    const { number } = await routed();
    const page = await enter(unit);
    const heard = page.waitForResponse(got => got.url().endsWith(`/${number}/news`));
    await open(page, number);
    await heard;
    await host.act(number, 'route', officer, { unit: unit_place, note: 'Acele.' });
    await page.waitForSelector('.ak-news a', { timeout: patience });
    await look(page);
    await go(page, '.ak-news a');
    assert.match(await main(page), /Acele\./);
    await close(page);
});

// The stream as a program reads it, with the cookies of somebody's browser.
async function news_of(page, path = '/tr/staff/news') {
    const cookies = (await page.context().cookies()).map(one => `${one.name}=${one.value}`).join('; ');
    return fetch(host.url + path, { headers: { Cookie: cookies } });
}

await must('news hold counts and nothing else, and are for who may look', async () => {
    const page = await enter(unit, { script: false });
    const got = await news_of(page);
    assert.equal(got.headers.get('content-type'), 'text/event-stream');
    const reader = got.body.getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    const told = JSON.parse(/^data: (.*)$/m.exec(first)[1]);
    assert.deepEqual(Object.keys(told), ['counts']);
    assert.deepEqual(Object.keys(told.counts), ['mine', 'todo', 'replied', 'asked', 'answered']);
    for (const one of Object.values(told.counts)) assert.match(one, /^\d+\+?$/);
    await reader.cancel();
    assert.equal((await fetch(`${host.url}/tr/staff/news`)).status, 401);
    const operator = await enter('operator', { script: false });
    assert.equal((await news_of(operator)).status, 403);
    await close(page, operator);
});

await must('news end when somebody logs out, or opens a ninth page', async () => {
    const page = await enter(head, { script: false });
    const all = [];
    for (let i = 0; i < 9; ++i) all.push(await news_of(page));
    assert.ok(all.every(one => one.status === 200));
    await all[0].text();  // To its end: he has left it.
    await go(page, '.ak-header__out button');
    await host.submit();  // Something happens: they look who is there.
    for (const one of all.slice(1)) await one.text();
    assert.equal((await news_of(page)).status, 401);
    await close(page);
});

// --- many at once ---------------------------------------------------------------------------------

for (const way of [{ speaks: 'tr' }, { speaks: 'ar', width: 'phone', script: false }]) {
    await must(`several are routed at once, by the keyboard: ${JSON.stringify(way)}`, async () => {
        const numbers = [];
        for (let i = 0; i < 3; ++i) numbers.push((await host.submit()).number);
        const page = await enter(officer, way);
        const choose = one => page.locator(`input[value="${one}"]`);
        await until(page, () => inbox(page, 'submitted'), text => numbers.every(one => text.includes(one)));
        for (const one of numbers) {
            await choose(one).focus();
            await page.keyboard.press('Space');
        }
        await page.focus('#route-many button');
        await Promise.all([page.waitForURL('**/route-many'), page.keyboard.press('Enter')]);
        await page.waitForLoadState('load');
        const text = await main(page);
        assert.ok(numbers.every(one => text.includes(one)), text);
        assert.equal(await page.inputValue('#unit'), unit_place);  // Who usually has all of them.
        await page.selectOption('#unit', '14142135');
        await page.fill('#note', 'Aynı sokak.');
        // Meanwhile somebody else has one of them routed.
        assert.equal((await host.act(numbers[2], 'route', governors[0], { unit: unit_place })).status, 200);
        const form = new URLSearchParams(await page.locator('main form').last()
            .evaluate(one => [...new FormData(one)].map(([name, value]) => [name, String(value)])));
        await go(page, 'main button[value=send]');
        const told = await main(page);
        assert.match(told, new RegExp(`${numbers[2]}`));
        assert.doesNotMatch(told, new RegExp(`${numbers[0]}|${numbers[1]}`));
        await look(page);
        for (const one of numbers.slice(0, 2)) assert.equal((await state(one)).unit, '14142135');
        assert.equal((await state(numbers[2])).unit, unit_place);
        // Sent twice it is done once, and says the same.
        form.set('step', 'send');
        const again = await page.request.post(page.url(), { data: form.toString(),
            headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
        assert.equal(again.status(), 200);
        assert.ok((await again.text()).includes(numbers[2]));
        for (const one of numbers.slice(0, 2)) assert.equal(times(await events(one), 'routed'), 1);
        await close(page);
    });
}


await must('nothing is routed without a unit, nothing by who may not, and nothing where nothing is chosen', async () => {
    const { number } = await host.submit();
    const page = await enter(officer);
    await until(page, () => inbox(page, 'submitted'), text => text.includes(number));
    await go(page, '#route-many button');
    await look(page);
    assert.match(await main(page), /en az bir başvuru seçin/);
    await until(page, () => inbox(page, 'submitted'), text => text.includes(number));
    const form = { ...await fields(page), number };
    const url = `${host.url}/tr/staff/route-many`;
    assert.equal((await post(page, url, { ...form, step: 'send', unit: '99999999' })).status(), 422);
    const long = await post(page, url, { ...form, step: 'send', unit: unit_place, note: 'ş'.repeat(1001) });
    assert.equal(long.status(), 422);
    assert.match(await long.text(), /id="note-error"/);
    assert.equal((await post(page, url, { ...form, csrf: 'wrong' })).status(), 403);
    const mehmet = await enter(unit);
    assert.equal((await post(mehmet, url, form)).status(), 403);
    assert.equal((await state(number)).status, 'submitted');
    await close(page, mehmet);
});

// --- what did not arrive --------------------------------------------------------------------------

await host.stop();

// An operator of SMS and a unit's system, which take nothing at first.
let takes = false;
let brought = 0;
const peers = createServer((request, response) => {
    request.resume();
    brought += request.url === '/sms' ? 1 : 0;
    request.on('end', () => response.writeHead(takes ? 202 : 422).end('{}'));
});
const port = await listen(peers);
const url = `http://127.0.0.1:${port}`;
const places = [{ host: '127.0.0.1', port, allow_http: true, allow_private: true }];
const clock = join(folder, 'clock');
const set = offset => writeFileSync(clock, `${offset}\n`);
set('+0d');
const second = await Host.start({
    ...generous, on_duty,
    adapters: {
        office: 'Deneme Valiliği', site: 'basvuru.example',
        sms: {
            gateway: {
                url: `${url}/sms`, method: 'POST', kind: 'json', body: '{"to":"{to}","text":"{text}"}', from: 'VALILIK',
                places, secret: 'x',
                rules: [{ status: 202, means: 'sent' }, { status: 422, means: 'rejected' }],
            },
        },
        webhook: {
            source: 'https://basvuru.example', places,
            units: { 16708716: { url: `${url}/hooks`, secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] } },
        },
    },
}, [], {
    ...process.env, LD_PRELOAD: '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1', FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1', DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1',
});
const later = people(second, browser);

await must('what did not arrive is the task of who is on duty, and is told again, one or many', async () => {
    const lost = [(await second.submit()).number, (await second.submit()).number];
    assert.equal((await second.act(lost[1], 'route', officer, { unit: '16708716' })).status, 200);
    const page = await later.enter(officer);
    await until(page, () => page.goto(`${second.url}/tr/staff?list=mine`), text => text.includes(lost[0]));
    const row = number => page.locator(`tr:has(a:text-is("${number}"))`);
    const shown = async () => {
        await page.goto(`${second.url}/tr/staff/letters`);
        return Promise.all(lost.map(async one => (await row(one).count()) ? row(one).innerText() : ''));
    };
    for (const end = Date.now() + patience; !(await shown())[1].includes('Birime');) assert.ok(Date.now() < end);
    assert.match((await shown())[0], /Alındı/);
    await look(page);
    takes = true;
    for (const one of lost) {
        await row(one).locator('input').focus();
        await page.keyboard.press('Space');
    }
    const form = new URLSearchParams(await page.locator('main form').last()
        .evaluate(one => [...new FormData(one)].map(([name, value]) => [name, String(value)])));
    await go(page, '#tell-again button');
    assert.match(await main(page), /Yapılan: 3/);
    await look(page);
    const again = await page.request.post(`${second.url}/tr/staff/letters`, { data: form.toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    assert.match(await again.text(), /Yapılan: 3/);
    await until(page, () => page.goto(`${second.url}/tr/staff/letters`), text => text.includes('Ulaşmayan bir şey yok'));
    await later.open(page, lost[1]);
    assert.equal(await told_of(page, 'told_again'), 2);
    await close(page);
});

await must('the operator sees how the hands stand, and no application', async () => {
    const page = await later.enter('operator', { script: false }, '/staff/letters');
    await look(page);
    assert.equal(await page.locator('main table').count(), 1);
    assert.equal(await page.locator('main form').count(), 0);
    const mehmet = await later.enter(unit, { script: false });
    assert.equal((await mehmet.request.get(`${second.url}/tr/staff/letters`)).status(), 403);
    await close(page, mehmet);
});

const letters_of = page => page.goto(`${second.url}/${page.way.speaks}/staff/letters`);
const by_sms = page => page.locator('.ak-figures tr:has(th:text-is("SMS"))');
// What is done to a way of sending is so a moment later.
const shows = async (page, good) => {
    for (const end = Date.now() + patience; !good(await by_sms(page).innerText()); await letters_of(page)) {
        assert.ok(Date.now() < end, `never so: ${await by_sms(page).innerText()}`);
    }
};
const change = act => `.ak-figures a[href$="/letters/sms/${act}"]`;

const held = { tr: 'durduruldu', ar: 'موقوفة' };

for (const way of [{ speaks: 'tr', script: false }, { speaks: 'ar', width: 'phone' }]) {
    await must(`the operator holds back what goes by SMS, everybody sees it, and he releases it: ${JSON.stringify(way)}`, async () => {
        const lines = second.log.length;
        const page = await later.enter('operator', way, '/staff/letters');
        const ayse = await later.enter(officer, { script: false }, '/staff/letters');
        await shows(ayse, text => text.includes('çalışıyor'));
        assert.equal(await by_sms(ayse).locator('a').count(), 0);
        await go(page, change('hold'));
        await look(page);  // What follows from it.
        await go(page);
        await look(page);
        assert.match(await main(page), /SMS/);
        await shows(page, text => text.includes(held[way.speaks]));
        await shows(ayse, text => text.includes('durduruldu'));
        assert.match((await second.ask('GET', '/metrics', { as: 'operator' })).text,
            /^acikkapi_adapter_held\{adapter="sms"\} 1$/m);
        const before = brought;
        await second.submit();
        await shows(ayse, text => /durduruldu\s+1\s/.test(text));
        assert.equal(brought, before);
        await go(page, change('release'));
        await look(page);
        await go(page);
        await shows(ayse, text => /çalışıyor\s+0\s/.test(text));
        assert.equal(brought, before + 1);
        const told = second.log.slice(lines).trim().split('\n').map(line => JSON.parse(line)).filter(one => one.letters);
        assert.deepEqual(told.map(({ time, ...one }) => (assert.ok(time), one)),
            ['held', 'released'].map(letters => ({ letters, adapter: 'sms', by: 'operator' })));
        await close(page, ayse);
    });
}

await must('a page that stands open keeps no session alive, and is told nothing when it is over', async () => {
    const page = await later.enter(unit, { script: false });
    const news = async () => {
        const cookies = (await page.context().cookies()).map(one => `${one.name}=${one.value}`).join('; ');
        return fetch(`${second.url}/tr/staff/news`, { headers: { Cookie: cookies } });
    };
    set('+2m');
    const open = await news();
    assert.equal(open.status, 200);
    assert.equal(open.headers.get('set-cookie'), null);
    set('+40m');
    await second.submit();
    await open.text();  // To its end.
    assert.equal((await news()).status, 401);
    await close(page);
});

peers.close();
await second.stop();
count();
process.exit();
