// The pages for citizens as people use them, in Debian's Chromium: node pages.mjs PROGRAM
// Each page is judged where it is seen: axe (WCAG 2.2 AA), html-validate, the browser's console.
import assert from 'node:assert/strict';
import { Browser, go, judge } from './browser.mjs';
import { enter } from './citizen.mjs';
import { Host, count, generous, must, officer, other_unit, unit } from './host.mjs';
import { fields, post, times } from './people.mjs';

const host = await Host.start(generous);
const browser = await Browser.start();
process.on('exit', () => browser.all.close());

// As an Arabic keyboard types it.
const arabic = text => text.replace(/\d/g, digit => String.fromCharCode(0x660 + Number(digit)));

// One who fills in all pages, and looks at each. @return {number, code}
async function apply(page, { speaks, script = true, anonymous = false, other = false, ways = ['mobile', 'e_mail'] }) {
    const look = () => judge(page, { script });
    const typed = number => (speaks === 'ar' ? arabic(number) : number);
    await page.goto(`${host.url}/${speaks}`);
    await look();
    await page.click('main a.govuk-button--start');
    await look();
    await page.check(`input[value=${anonymous ? 'anonymous' : other ? 'other' : 'self'}]`);
    await go(page);
    if (!anonymous) {
        await look();
        await page.fill('#full_name', 'Deneme Kişi');
        await page.fill('#identity', typed('99000000110'));
        await page.locator('#identity').blur();
        assert.equal(await page.getAttribute('#identity', 'aria-invalid'), null);
        await go(page);
        await look();
        const contact = { mobile: typed('0532 123 45 67'), e_mail: 'deneme@example.org' };
        for (const way of ways) await page.fill(`#${way}`, contact[way]);
        await page.fill('#address', 'Örnek Mahallesi 1');
        await go(page);
    }
    if (other) {
        await look();
        await page.fill('#for_name', 'Başka Biri');
        await page.fill('#for_identity', '10000000146');
        await go(page);
    }
    await look();
    await page.check('input[value=lighting]');
    await go(page);
    await look();
    await page.selectOption('#district', 'Kadıköy');
    await go(page);
    await look();
    await page.fill('#subject', 'Sokak lambası yanmıyor');
    await page.fill('#text', 'Birinci satır <b>&amp;</b>\nikinci satır');
    await go(page);
    await look();
    assert.match(await page.innerText('main'), /Birinci satır <b>&amp;<\/b>\nikinci satır/);
    await go(page);
    await look();
    const number = await page.innerText('.govuk-panel .ak-number');
    const code = await page.innerText('.govuk-summary-list .ak-number');
    assert.match(number, /^34-\d{4}-\d{9}-\d$/);
    assert.match(code, /^[0-9A-Z]{14}$/);
    return { number, code };
}

async function follow(page, speaks, { number, code }) {
    await page.goto(`${host.url}/${speaks}/follow?number=${number}`);
    assert.equal(await page.inputValue('#number'), number);
    await page.fill('#code', speaks === 'ar' ? arabic(code) : code);
    await go(page);
}

// Each language on a phone, with a script and without; a desk's width once with, once without.
const ways = [
    ...['tr', 'en', 'ar'].flatMap(speaks => [true, false].map(script => ({ speaks, width: 'phone', script }))),
    { speaks: 'tr', width: 'desktop', script: true },
    { speaks: 'ar', width: 'desktop', script: false },
];

for (const way of ways) {
    await must(`somebody applies and follows it: ${JSON.stringify(way)}`, async () => {
        const page = await browser.person(way);
        const given = await apply(page, way);
        await page.click('main a.govuk-link');
        await judge(page, way);
        const later = await browser.person(way);
        await follow(later, way.speaks, given);
        await judge(later, way);
        assert.match(await later.innerText('main'), new RegExp(given.number));
        const dir = await later.getAttribute('html', 'dir');
        assert.equal(dir, way.speaks === 'ar' ? 'rtl' : 'ltr');
        await later.context().close();
        await page.context().close();
    });
}

await must('what is wrong is said beside it and above all, and what was typed stays', async () => {
    const page = await browser.person({});
    await page.goto(`${host.url}/tr/apply`);
    await go(page);
    await judge(page);
    assert.equal(await page.locator('.govuk-error-summary a').getAttribute('href'), '#for');
    await page.check('#for');
    await go(page);
    await page.fill('#full_name', 'Deneme Kişi');
    await page.fill('#identity', '12345678901');
    await go(page);
    await judge(page);
    assert.equal(await page.inputValue('#full_name'), 'Deneme Kişi');
    assert.match(await page.innerText('#identity-error'), /rakamları kontrol edin/);
    assert.equal(await page.getAttribute('#identity', 'aria-describedby'), 'identity-hint identity-error');
    // Ours checks while it is typed, and takes it back.
    await page.fill('#identity', '10000000146');
    await page.locator('#identity').blur();
    assert.equal(await page.getAttribute('#identity', 'aria-invalid'), null);
    await page.context().close();
});

await must('an identity number that is pasted with a mark of direction is taken whole', async () => {
    const page = await browser.person({});
    await page.goto(`${host.url}/tr/apply`);
    await page.check('input[value=self]');
    await go(page);
    await page.fill('#full_name', 'Deneme Kişi');
    await page.focus('#identity');
    await page.keyboard.insertText('\u200f99000000110\u200f');
    await page.locator('#identity').blur();
    assert.equal(await page.getAttribute('#identity', 'aria-invalid'), null);
    await go(page);
    assert.match(page.url(), /\/contact$/);
    await page.context().close();
});

await must('who changes an answer at the end comes back to the end', async () => {
    const page = await browser.person({});
    const given = { speaks: 'en' };
    await page.goto(`${host.url}/en/apply/check`);
    assert.match(page.url(), /\/en\/apply\/for$/);  // Nothing is answered yet.
    await apply(page, { ...given, other: true });
    await page.goBack();
    await page.goBack();
    await page.context().close();
});

// All questions, without a name. @return What his browser keeps.
async function answered(page) {
    await page.goto(`${host.url}/tr/apply`);
    await page.check('input[value=anonymous]');
    await go(page);
    await page.check('input[value=waste]');
    await go(page);
    await go(page);  // No district.
    await page.fill('#subject', 'Çöp');
    await page.fill('#text', 'Alınmıyor.');
    await go(page);
    return page.context().cookies();
}

// What was answered is sent, and its answer never comes. @return Where it would have led to.
async function lost(page, cookies) {
    const got = await page.request.post(`${host.url}/tr/apply/check`, { maxRedirects: 0,
        headers: { 'content-type': 'application/x-www-form-urlencoded',
            cookie: cookies.map(one => `${one.name}=${one.value}`).join('; ') } });
    assert.equal(got.status(), 303);
    await page.context().clearCookies();
    await page.context().addCookies(cookies);
    return got.headers().location;
}

await must('the same form sent twice registers one application', async () => {
    const page = await browser.person({ script: false });
    const cookies = await answered(page);
    const first = await lost(page, cookies);
    assert.equal(await lost(page, cookies), first);
    // He looks at a question once more, and leaves it as it is.
    await page.goto(`${host.url}/tr/apply/text`);
    await go(page);
    await go(page);
    assert.equal(new URL(page.url()).pathname, first);
    await page.context().close();
});

await must('who corrects a word before he sends again has applied with the corrected one', async () => {
    const page = await browser.person({ script: false });
    const first = await lost(page, await answered(page));
    await page.goto(`${host.url}/tr/apply/text`);
    await page.fill('#text', 'Üç gündür alınmıyor.');
    await go(page);
    await go(page);
    await judge(page, { script: false });
    assert.notEqual(new URL(page.url()).pathname, first);
    await page.click('main a.govuk-link');
    assert.match(await page.innerText('main'), /Üç gündür alınmıyor\./);
    await page.context().close();
});

await must('an e-mail address that nobody could write to is told where it is asked for', async () => {
    const page = await browser.person({});
    await page.goto(`${host.url}/tr/apply`);
    await page.check('input[value=self]');
    await go(page);
    await page.fill('#full_name', 'Deneme Kişi');
    await page.fill('#identity', '99000000110');
    await go(page);
    await page.fill('#mobile', '0532 123 45 67');
    await page.fill('#address', 'Örnek Mahallesi 1');
    for (const bad of ['+ad@example.org', 'ad\tsoyad@example.org', 'ad@']) {
        await page.fill('#e_mail', bad);
        await go(page);
        assert.match(page.url(), /\/contact$/, bad);
        assert.equal(await page.locator('#e_mail-error').count(), 1, bad);
    }
    await page.fill('#e_mail', 'ad@example.org');
    await go(page);
    assert.match(page.url(), /\/matter$/);
    await page.context().close();
});

for (const speaks of ['tr', 'en', 'ar']) {
    await must(`who has no phone applies, and who has no e-mail address either: ${speaks}`, async () => {
        for (const ways of [['e_mail'], []]) {
            const page = await browser.person({ speaks });
            const { number, code } = await apply(page, { speaks, ways });
            // Told plainly that nobody writes to him, or that it was written.
            assert.equal(await page.locator('.govuk-warning-text').count(), ways.length === 0 ? 1 : 0);
            await host.act(number, 'route', officer, { unit: '24301265' });
            await host.act(number, 'answer', unit, { decision: 'granted', text: 'Tamir edildi.', signed_by: 'Müdür' });
            const later = await browser.person({ speaks });
            await follow(later, speaks, { number, code });
            await judge(later);
            assert.match(await later.innerText('.ak-timeline'), /Tamir edildi\./);
            for (const each of [page, later]) await each.context().close();
        }
    });
}

await must('a phone that is none is not taken for no phone', async () => {
    const page = await browser.person({ script: false });
    await page.goto(`${host.url}/tr/apply`);
    await page.check('input[value=self]');
    await go(page);
    assert.match(await page.innerText('main'), /şirket.*masamıza gelin/s);
    await page.fill('#full_name', 'Deneme Kişi');
    await page.fill('#identity', '99000000110');
    await go(page);
    await page.fill('#mobile', '12');
    await page.fill('#address', 'Örnek Mahallesi 1');
    await go(page);
    assert.equal(await page.locator('#mobile-error').count(), 1);
    await page.context().close();
});

await must('one who applies without a name is told that he needs the code', async () => {
    const page = await browser.person({});
    await apply(page, { speaks: 'tr', anonymous: true });
    assert.match(await page.innerText('.govuk-warning-text'), /kodu kaybederseniz/);
    await page.context().close();
});

await must('a question is answered, an answer objected to and rated, by its own page', async () => {
    const page = await browser.person({});
    const { number, code } = await apply(page, { speaks: 'tr' });
    await host.act(number, 'route', officer, { unit: '24301265', unit_name: 'Yol ve Altyapı Müdürlüğü' });
    await host.act(number, 'ask', unit, { question: 'Hangi okul?' });
    await follow(page, 'tr', { number, code });
    await judge(page);
    assert.match(await page.innerText('.govuk-warning-text'), /en geç \d.* gününe kadar durur/);
    await page.click('text=Cevabı gönder');
    await judge(page);
    await go(page);
    await judge(page);  // It must not be empty.
    await page.fill('#text', 'Fatih İlkokulu');
    await go(page);
    await judge(page);
    assert.match(await page.innerText('.ak-timeline'), /Fatih İlkokulu/);
    await host.act(number, 'answer', unit, { decision: 'granted', text: 'Tamir edildi.', signed_by: 'Müdür' });
    await host.until(number, officer, 'notified');
    await page.reload();
    assert.match(await page.innerText('.ak-timeline'), /Sonuç: Olumlu\s+Tamir edildi\.\s+Müdür/);
    await page.click('text=Değerlendir');
    await judge(page);
    await page.check('input[value="4"]');
    await go(page);
    assert.match(await page.innerText('.ak-timeline'), /Değerlendirdiniz/);
    await page.click('text=İtiraz et');
    await page.fill('#text', 'Hâlâ yanmıyor.');
    await go(page);
    await judge(page);
    assert.match(await page.innerText('.govuk-tag'), /İtiraz edildi/i);
    // There is an answer already, and all the same he is waited for.
    await host.act(number, 'route', officer, { unit: '16708716', unit_name: 'Su' });
    await page.reload();
    assert.match(await page.innerText('main'), /En geç .* günü cevap verilir/);
    await host.act(number, 'ask', other_unit, { question: 'Hangi lamba?' });
    await page.reload();
    await judge(page);
    assert.match(await page.innerText('.govuk-warning-text'), /Sizden bilgi bekleniyor/);
    assert.doesNotMatch(await page.innerText('main'), /Özür dileriz/);
    await page.context().close();
});

await must('whose application is closed without an answer reads why', async () => {
    const page = await browser.person({ script: false });
    const { number } = await apply(page, { speaks: 'ar', script: false });
    await host.act(number, 'close', officer, { reason: 'court', note: 'Dava sürüyor.' });
    await page.goto(`${host.url}/ar/applications/${number}`);
    await judge(page, { script: false });
    assert.match(await page.innerText('.ak-timeline'), /من اختصاص القضاء.*\s+Dava sürüyor\./);
    await page.context().close();
});

await must('whom no letter reaches is told by reading the answer, once, and can object to it and rate it', async () => {
    const page = await browser.person({});
    const { number } = await apply(page, { speaks: 'tr', anonymous: true });
    await host.act(number, 'route', officer, { unit: '24301265' });
    await host.act(number, 'answer', unit, { decision: 'refused', text: 'Yapılamaz.', signed_by: 'Müdür' });
    const told = async () => {
        const got = await host.ask('GET', `/api/v1/applications/${number}/timeline`, { as: officer });
        return times(got.body.entries.map(one => one.event), 'notified');
    };
    assert.equal(await told(), 0);
    // Neither who asks for the head of the page has read it, nor who works here.
    assert.equal((await page.request.head(`${host.url}/tr/applications/${number}`)).status(), 200);
    assert.equal(await told(), 0);
    for (const again of [false, true]) {
        await page.goto(`${host.url}/tr/applications/${number}`);
        await judge(page);
        assert.match(await page.innerText('.ak-timeline'), /Yapılamaz\./);
        assert.equal(await told(), 1, `again: ${again}`);
    }
    await page.click('text=Değerlendir');
    await page.check('input[value="2"]');
    await go(page);
    await page.click('text=İtiraz et');
    await page.fill('#text', 'Yapılabilir.');
    await go(page);
    assert.match(await page.innerText('.govuk-tag'), /İtiraz edildi/i);
    await page.context().close();
});

await must('a reply whose answer was lost is sent again, and stands there once', async () => {
    const page = await browser.person({ script: false });
    const { number, code } = await apply(page, { speaks: 'tr', script: false });
    await host.act(number, 'route', officer, { unit: '24301265' });
    await host.act(number, 'ask', unit, { question: 'Hangi okul?' });
    await page.goto(`${host.url}/tr/applications/${number}/reply`);
    const form = { ...await fields(page), text: 'Fatih İlkokulu' };
    for (const again of [false, true]) {
        const got = await post(page, page.url(), form);
        assert.equal(got.status(), 303, `again: ${again}`);
    }
    const told = await host.ask('GET', `/api/v1/applications/${number}/timeline`, { code });
    assert.equal(times(told.body.entries.map(one => one.event), 'replied'), 1);
    // Nor is he refused what he has done: it can be withdrawn once.
    await page.goto(`${host.url}/tr/applications/${number}/withdraw`);
    const last = await fields(page);
    for (const again of [false, true]) {
        assert.equal((await post(page, page.url(), last)).status(), 303, `again: ${again}`);
    }
    await page.context().close();
});

await must('what is wrong with what a citizen writes later is said beside it, and his words stay', async () => {
    const page = await browser.person({ script: false });
    const { number } = await apply(page, { speaks: 'tr', script: false });
    await host.act(number, 'route', officer, { unit: '24301265' });
    await host.act(number, 'ask', unit, { question: 'Hangi okul?' });
    await page.goto(`${host.url}/tr/applications/${number}/reply`);
    await page.fill('#text', 'ş'.repeat(4001));
    await go(page);
    await judge(page, { script: false });
    assert.match(await page.innerText('#text-error'), /çok uzun/);
    assert.equal(await page.inputValue('#text'), 'ş'.repeat(4001));
    await page.fill('#text', 'ş'.repeat(4000));
    await go(page);
    assert.match(page.url(), /\?done=1$/);

    await host.act(number, 'answer', unit, { decision: 'granted', text: 'Tamir edildi.', signed_by: 'Müdür' });
    await host.until(number, officer, 'notified');
    await page.goto(`${host.url}/tr/applications/${number}/rate`);
    await page.fill('#comment', 'Çabuk oldu.');
    await page.check('#may_call');
    await go(page);
    await judge(page, { script: false });
    assert.equal(await page.locator('#score-error').count(), 1);
    assert.equal(await page.inputValue('#comment'), 'Çabuk oldu.');
    assert.ok(await page.isChecked('#may_call'));
    await page.context().close();
});

// His session has ended: his browser keeps no cookie of it any more.
const logOut = page => page.context().clearCookies();

await must('who is logged out while he types loses nothing of it, and comes back to his form', async () => {
    const page = await browser.person({});
    const { number, code } = await apply(page, { speaks: 'tr' });
    await host.act(number, 'route', officer, { unit: '24301265' });
    await host.act(number, 'ask', unit, { question: 'Hangi okul?' });
    await page.goto(`${host.url}/tr/applications/${number}/reply`);
    const typed = 'Fatih </textarea><b>İlkokulu</b>\nyanındaki sokak';
    await page.fill('#text', typed);
    await logOut(page);
    await go(page);
    assert.match(await page.innerText('h1'), /Oturumunuzun süresi doldu/);
    assert.equal(await page.inputValue('#typed'), typed);
    assert.doesNotMatch(await page.inputValue('#typed'), /csrf|key/);
    await judge(page);
    const told = await host.ask('GET', `/api/v1/applications/${number}/timeline`, { code });
    assert.equal(times(told.body.entries.map(one => one.event), 'replied'), 0);
    await go(page, 'main a.govuk-button');
    await judge(page);
    assert.equal(await page.inputValue('#number'), number);
    await page.fill('#code', 'AAAAAAAAAAAAAA');
    await go(page);  // He mistypes it, and is still led back.
    await page.fill('#code', code);
    await go(page);
    assert.equal(new URL(page.url()).pathname, `/tr/applications/${number}/reply`);
    // In another window he has shown anew that it is his: this form is of the session before.
    await page.fill('#text', 'Fatih İlkokulu');
    const other = await page.context().newPage();
    await follow(other, 'tr', { number, code });
    await go(page);
    assert.equal(await page.inputValue('#typed'), 'Fatih İlkokulu');
    await go(page, 'main a.govuk-button');
    await page.fill('#text', 'Fatih İlkokulu');
    await go(page);
    assert.match(page.url(), /\?done=1$/);
    await page.context().close();
});

await must('who is logged out while he chooses files is told to choose them again', async () => {
    const page = await browser.person({});
    const { number } = await apply(page, { speaks: 'en' });
    await page.goto(`${host.url}/en/applications/${number}/attachments`);
    await page.setInputFiles('#files', [{ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n') }]);
    await logOut(page);
    await go(page);
    await judge(page);
    assert.match(await page.innerText('main'), /Choose your files again/);
    assert.equal(await page.locator('#typed').count(), 0);
    await page.goto(`${host.url}/en/applications/${number}/phone`);
    assert.match(page.url(), /\/en\/follow$/);
    await page.context().close();
});

await must('he is led to pages of what he has shown to be his, and nowhere else', async () => {
    const page = await browser.person({ script: false });
    const { number, code } = await apply(page, { speaks: 'tr', script: false });
    const mine = `/tr/applications/${number}`;
    for (const next of ['https://evil.example/', '//evil.example/', `${mine}.evil.example/`, '/tr/staff', `${mine}/../../staff`]) {
        await page.goto(`${host.url}/tr/follow?number=${number}&next=${encodeURIComponent(next)}`);
        await page.fill('#code', code);
        await go(page);
        assert.equal(page.url(), host.url + mine, next);
    }
    await page.goto(`${host.url}/tr/follow?number=${number}&next=${encodeURIComponent('//evil.example/')}`);
    await page.fill('#code', code);
    await go(page);
    assert.equal(new URL(page.url()).pathname, mine);
    await page.context().close();
});

await must('a wrong code, and a number that does not exist, look the same; then the number is locked', async () => {
    const page = await browser.person({});
    const { number } = await apply(page, { speaks: 'tr' });
    const stranger = await browser.person({ script: false });
    await follow(stranger, 'tr', { number, code: 'AAAAAAAAAAAAAA' });
    const seen = (await stranger.content()).replaceAll(number, 'N');
    const none = `${number.slice(0, 8)}000000002-0`;
    let other;
    for (let digit = 0; digit < 10; ++digit) {  // One of ten has the right check digit.
        await follow(stranger, 'tr', { number: none.slice(0, -1) + digit, code: 'AAAAAAAAAAAAAA' });
        other = (await stranger.content()).replaceAll(none.slice(0, -1) + digit, 'N');
        assert.equal(other, seen);
    }
    for (let i = 0; i < 4; ++i) await follow(stranger, 'tr', { number, code: 'AAAAAAAAAAAAAA' });
    await follow(stranger, 'tr', { number, code: 'AAAAAAAAAAAAAA' });
    assert.match(await stranger.innerText('main'), /15 dakika/);
    // Without the code nobody is shown anything.
    await stranger.goto(`${host.url}/tr/applications/${number}`);
    assert.match(stranger.url(), /\/tr\/follow$/);
    await stranger.context().close();
    await page.context().close();
});

await must('who changes the language keeps the page that he is on', async () => {
    const page = await browser.person({});
    const { number } = await apply(page, { speaks: 'tr' });
    await page.goto(`${host.url}/tr/follow?number=${number}`);
    await go(page, 'a[hreflang=ar]');
    assert.equal(page.url(), `${host.url}/ar/follow?number=${number}`);
    assert.equal(await page.inputValue('#number'), number);
    await page.context().close();
});

await must('who has logged out is shown nothing, and a cookie that was kept is none', async () => {
    const page = await browser.person({});
    const { number } = await apply(page, { speaks: 'en' });
    const kept = await page.context().cookies();
    await go(page, 'header form[action="/log-out"] button');
    await judge(page);
    const names = (await page.context().cookies()).map(one => one.name);
    assert.deepEqual(names.filter(name => /session|draft/.test(name)), []);
    for (const cookies of [[], kept]) {
        await page.context().addCookies(cookies);
        await page.goto(`${host.url}/en/applications/${number}`);
        assert.match(page.url(), /\/en\/follow$/);
    }
    await page.context().close();
});

await must('who works here and applies in his own name has left his work in that browser', async () => {
    const page = await enter(browser, host, 'officer:34/ayse');
    const kept = await page.context().cookies();
    await page.goto(`${host.url}/tr`);
    await apply(page, { speaks: 'tr' });
    await page.context().clearCookies();
    await page.context().addCookies(kept);
    await page.goto(`${host.url}/tr/staff`);
    assert.match(page.url(), /\/log-in/);
    await page.context().close();
});

await must('a form of another site changes nothing', async () => {
    const page = await browser.person({});
    await page.goto(`${host.url}/tr/apply`);
    const got = await page.request.post(`${host.url}/tr/apply/for`, { form: { for: 'self' }, maxRedirects: 0,
        headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' } });
    assert.equal(got.status(), 403);
    await page.context().close();
});

await must('without a line there is a page that says so, and the style of it', async () => {
    const page = await browser.person({});
    await page.goto(`${host.url}/en`);
    await page.evaluate(() => Promise.race([navigator.serviceWorker.ready,
        new Promise((_, fail) => setTimeout(() => fail(new Error('no service worker')), 30_000))]));
    await page.context().setOffline(true);
    await page.goto(`${host.url}/en/follow`);
    assert.match(await page.innerText('h1'), /No connection/);
    assert.doesNotMatch(await page.innerText('main'), /is kept/);  // Of a page that was only asked for nothing is.
    const font = await page.evaluate(() => getComputedStyle(document.querySelector('h1')).fontSize);
    assert.notEqual(font, '32px');  // A browser's own.
    await page.context().setOffline(false);
    await page.goto(`${host.url}/en/follow`);
    assert.match(await page.innerText('h1'), /Follow/);
    await page.context().close();
});

await must('what is not there is told in the language of the browser', async () => {
    const page = await browser.person({ locale: 'ar' });
    const got = await page.goto(`${host.url}/nothing/at/all`);
    assert.equal(got.status(), 404);
    assert.equal(await page.getAttribute('html', 'lang'), 'ar');
    await page.goto(host.url);
    assert.match(page.url(), /\/ar$/);
    for (const one of ['privacy', 'accessibility', 'offline', 'kept']) {
        await page.goto(`${host.url}/en/${one}`);
        await judge(page);
    }
    await page.context().close();
});

await browser.stop();
assert.equal(await host.stop(), 0);
count();
