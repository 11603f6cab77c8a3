// The pages for those who work with applications, as they use them, in Debian's Chromium: node staff.mjs PROGRAM
// Each page is judged where it is seen: axe (WCAG 2.2 AA), html-validate, the browser's console.
import assert from 'node:assert/strict';
import { Browser } from './browser.mjs';
import { Host, count, generous, lamp, must, officer, other_unit, unit } from './host.mjs';
import {
    desk, excuse, fields, go, governors, look, main, people, post, times, unit_place,
} from './people.mjs';
import { session } from './sessions.mjs';

const host = await Host.start(generous);
const browser = await Browser.start();
process.on('exit', () => browser.all.close());

const { enter, address, open, offered, begin, done, state, events, routed } = people(host, browser);

// --- the whole way --------------------------------------------------------------------------------

const ways = [
    { speaks: 'tr', width: 'desktop' },
    { speaks: 'ar', width: 'phone' },
    { speaks: 'tr', width: 'desktop', script: false },
];

for (const way of ways) {
    await must(`from the inbox to an answer, and once more: ${JSON.stringify(way)}`, async () => {
        const { number, lookup_code: code } = await host.submit();

        const ayse = await enter(officer, way);
        await look(ayse);
        await ayse.goto(`${host.url}/${way.speaks}/staff?list=submitted`);
        assert.ok((await main(ayse)).includes(number));
        await go(ayse, `main a:text-is("${number}")`);
        assert.match(await main(ayse), /Bir haftadır karanlık\./);
        await begin(ayse, number, 'route');
        assert.equal(await ayse.inputValue('#unit'), unit_place);  // Who usually has it.
        await go(ayse);
        await done(ayse, number);
        assert.equal((await state(number)).unit, unit_place);

        const mehmet = await enter(unit, way);
        await look(mehmet);
        assert.ok((await main(mehmet)).includes(number));
        await begin(mehmet, number, 'ask');
        await go(mehmet);  // Without a question.
        excuse(mehmet);
        await look(mehmet);
        assert.equal(await mehmet.locator('.govuk-error-summary a').getAttribute('href'), '#question');
        await mehmet.fill('#question', 'Hangi sokak?');
        await go(mehmet);
        await done(mehmet, number);
        const replied = await host.ask('POST', `/api/v1/applications/${number}/reply`,
            { code, body: { text: 'Çınar sokak <5>.' } });
        assert.equal(replied.status, 200, replied.text);

        await mehmet.goto(`${host.url}/${way.speaks}/staff?list=replied`);
        assert.ok((await main(mehmet)).includes(number));
        await begin(mehmet, number, 'answer');
        await go(mehmet, mehmet.locator('main .ak-begin a').first());
        assert.match(await mehmet.inputValue('#text'), /Sayın başvuran/);  // In the applicant's language.
        await mehmet.fill('#text', 'Lamba <yenilendi>.\n\nİyi günler.');
        await mehmet.fill('#signed_by', 'Fatma Müdür');
        await go(mehmet);
        await look(mehmet);
        assert.match(await mehmet.innerText('article'), /Lamba <yenilendi>\.\n\nİyi günler\./);
        assert.equal((await state(number)).status, 'routed');  // Nothing is sent yet.
        await go(mehmet, 'main button[value=edit]');
        assert.equal(await mehmet.inputValue('#text'), 'Lamba <yenilendi>.\n\nİyi günler.');
        await mehmet.fill('#text', 'Lamba bugün yenilendi.');
        await go(mehmet);
        await go(mehmet, 'main button[value=send]');
        await done(mehmet, number);
        await host.until(number, officer, 'notified');

        // What was answered is opened again by two, and never by one.
        const [first, second] = [await enter(governors[0], way), await enter(governors[1], way)];
        for (const again of [1, 2]) {
            await begin(first, number, 'reopen');
            await first.fill('#reason', 'Lamba yine söndü.');
            await go(first);
            await done(first, number);
            assert.equal((await state(number)).status, 'notified', `after proposal ${again}`);
        }
        await begin(second, number, 'reopen');
        assert.equal(await second.inputValue('#reason'), 'Lamba yine söndü.');
        await go(second);
        await done(second, number);
        assert.equal((await state(number)).status, 'returned');

        await open(second, number);
        const told = await main(second);
        for (const what of ['Çınar sokak <5>.', 'Lamba bugün yenilendi.', 'Fatma Müdür', 'mehmet', 'ayse']) {
            // Others than his own office see texts on record only: the governorate asks first.
            const seen = !['Çınar sokak <5>.', 'Lamba bugün yenilendi.', 'Fatma Müdür'].includes(what);
            assert.equal(told.includes(what), seen, what);
        }
        await open(mehmet, number);
        for (const page of [ayse, mehmet, first, second]) await page.context().close();
    });
}

// --- two at once ----------------------------------------------------------------------------------

await must('a form that is sent twice is done once', async () => {
    const { number } = await host.submit();
    const page = await enter(officer);
    await begin(page, number, 'route');
    const form = await fields(page);
    const url = address(page, number, '/route');
    const [one, two] = [await post(page, url, form), await post(page, url, form)];
    assert.equal(one.status(), 303, await one.text());
    assert.equal(two.status(), 303, await two.text());
    assert.equal(times(await events(number), 'routed'), 1);
    await page.context().close();
});

await must('who looked at an older version is told, and what he typed is still there', async () => {
    const { number } = await host.submit();
    const page = await enter(officer);
    await begin(page, number, 'route');
    await page.fill('#note', 'Direk eğik.');
    await page.selectOption('#unit', '14142135');
    assert.equal((await host.act(number, 'route', governors[0], { unit: unit_place })).status, 200);
    await go(page);
    excuse(page);
    await look(page);
    assert.match(await main(page), /Siz bakarken başvuru değişti/);
    assert.match(await main(page), /Vali yardımcısı · 1/);
    assert.equal(await page.inputValue('#note'), 'Direk eğik.');
    assert.equal(await page.inputValue('#unit'), '14142135');
    assert.equal((await state(number)).unit, unit_place);
    await go(page);  // He has looked, and wants it all the same.
    await done(page, number);
    assert.equal((await state(number)).unit, '14142135');
    await page.context().close();
});

await must('what can no longer be done is not done, and what was typed can be copied', async () => {
    const { number, lookup_code: code } = await host.submit();
    const page = await enter(officer);
    await begin(page, number, 'close');
    await page.check('#reason');
    await page.fill('#note', 'Uzun bir açıklama.');
    await host.ask('POST', `/api/v1/applications/${number}/withdraw`, { code, body: {} });
    await go(page);
    excuse(page);
    await look(page);
    assert.equal(await page.inputValue('#note'), 'Uzun bir açıklama.');
    assert.equal(await page.locator('main form button').count(), 0);
    assert.equal((await state(number)).status, 'withdrawn');
    await page.context().close();
});

await must('a confirmation that is sent twice proposes nothing anew', async () => {
    const { number } = await routed();
    await host.act(number, 'answer', unit, { decision: 'granted', text: 'Yapıldı.', signed_by: 'Müdür' });
    await host.until(number, officer, 'notified');
    const [first, second] = [await enter(governors[0]), await enter(governors[1])];
    await begin(first, number, 'reopen');
    const proposal = { ...await fields(first), reason: 'Lamba yine söndü.' };
    const url = address(first, number, '/reopen');
    for (const form of [proposal, proposal]) assert.equal((await post(first, url, form)).status(), 303);
    await begin(second, number, 'reopen');
    const form = await fields(second);
    const [one, two] = [await post(second, url, form), await post(second, url, form)];
    assert.equal(one.status(), 303, await one.text());
    assert.equal(two.headers().location, one.headers().location);
    assert.match(two.headers().location, /\?done=reopen$/);
    // What was proposed before it was done is over, too; neither form begins something new.
    assert.equal((await post(first, url, proposal)).status(), 412);
    const { csrf } = proposal;
    assert.equal((await post(first, url, { ...form, csrf, key: 'another' })).status(), 412);
    await first.goto(`${host.url}/tr/staff/proposals`);
    assert.ok(!(await main(first)).includes(number));
    assert.equal((await state(number)).status, 'returned');
    for (const page of [first, second]) await page.context().close();
});

// --- who may not ----------------------------------------------------------------------------------

await must('what somebody may not do is not offered, and refused when it is sent by hand', async () => {
    const { number } = await routed();
    const mehmet = await enter(unit);
    assert.ok((await offered(mehmet, number)).includes('ask'));
    await begin(mehmet, number, 'ask');
    const form = { ...await fields(mehmet), question: 'Hangi sokak?' };
    const url = address(mehmet, number, '/ask');
    assert.equal((await post(mehmet, url, { ...form, csrf: 'wrong' })).status(), 403);

    const ali = await enter(other_unit);
    assert.deepEqual(await offered(ali, number), []);
    await look(ali);
    const seen = await main(ali);
    assert.doesNotMatch(seen, /Bir haftadır|Deneme Kişi|10000000146/);
    assert.match(seen, /gizli/);
    const refused = await open(ali, number, '/answer');
    excuse(ali);
    assert.equal(refused.status(), 403);
    await look(ali);
    assert.equal(await ali.locator('.govuk-back-link').count(), 1);  // He finds his way back.
    assert.equal((await ali.request.get(address(ali, number, '/receipt'))).status(), 403);
    assert.equal((await post(ali, url, { question: 'x' })).status(), 403);
    assert.equal((await post(ali, url, form)).status(), 403);  // Another's token.

    // He may no longer what he could when he was given the form.
    await host.act(number, 'route', officer, { unit: '16708716' });
    assert.equal((await post(mehmet, url, form)).status(), 403);
    assert.equal(times(await events(number), 'question_asked'), 0);
    const auditor = await enter('auditor');
    await look(auditor);
    assert.deepEqual(await offered(auditor, number), []);
    const operator = await enter('operator');
    await look(operator);
    assert.match(await main(operator), /yetkisi yok/);
    assert.equal((await operator.request.get(address(operator, number))).status(), 403);
    for (const page of [mehmet, ali, auditor, operator]) await page.context().close();
});

await must('who is logged out while he types is shown what he typed, and comes back to his form', async () => {
    const { number } = await routed();
    const page = await enter(unit);
    await begin(page, number, 'ask');
    await page.fill('#question', 'Hangi sokak, ve hangi direk?');
    await page.context().clearCookies();
    await go(page);
    excuse(page);
    assert.match(await page.innerText('h1'), /Oturumunuzun süresi doldu/);
    assert.equal(await page.inputValue('#typed'), 'Hangi sokak, ve hangi direk?');
    await look(page);
    assert.equal(times(await events(number), 'question_asked'), 0);
    await go(page, 'main a.govuk-button');
    await page.check(`input[value="${unit}"]`);
    await go(page);
    assert.equal(page.url(), address(page, number, '/ask'));
    await page.context().close();
});

await must('who has logged in anew beside it is shown what he typed, too', async () => {
    const { number } = await routed();
    const page = await enter(unit);
    await begin(page, number, 'ask');
    await page.fill('#question', 'Hangi sokak?');
    await page.context().clearCookies();
    const beside = await page.context().newPage();
    await beside.goto(`${host.url}/log-in?next=/tr/staff`);
    await beside.check(`input[value="${unit}"]`);
    await go(beside);
    await go(page);
    excuse(page);
    assert.equal(await page.inputValue('#typed'), 'Hangi sokak?');
    assert.equal(times(await events(number), 'question_asked'), 0);
    await go(page, 'main a.govuk-button');
    assert.equal(page.url(), address(page, number, '/ask'));
    await page.context().close();
});

await must('at the desk nothing of a whole form is lost with the session', async () => {
    const page = await enter(desk, {}, '/staff/desk');
    await page.fill('#what', '19090909018');
    await go(page);
    await go(page, 'main form[action$="/desk/new"] button');
    await page.fill('#full_name', 'Ümmühan Işık');
    await page.selectOption('#category', 'water');
    await page.fill('#subject', 'Su');
    await page.fill('#text', 'İki gündür\nakmıyor.');
    await page.setInputFiles('#files', [{ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n') }]);
    await page.context().clearCookies();
    await go(page);
    excuse(page);
    const typed = (await page.inputValue('#typed')).split('\n');
    for (const one of ['19090909018', 'Ümmühan Işık', 'Su', 'İki gündür', 'akmıyor.']) assert.ok(typed.includes(one), one);
    assert.match(await main(page), /Dosyalarınızı formda yeniden seçin/);
    await look(page);
    await go(page, 'main a.govuk-button');
    await page.check(`input[value="${desk}"]`);
    await go(page);
    assert.match(page.url(), /\/staff\/desk$/);
    await page.context().close();
});

await must('a page of another site cannot make somebody do something', async () => {
    const { number } = await host.submit();
    const page = await enter(officer);
    await begin(page, number, 'route');
    const got = await page.request.post(address(page, number, '/route'),
        { form: await fields(page), maxRedirects: 0, headers: { Origin: 'https://evil.example' } });
    assert.equal(got.status(), 403);
    assert.equal((await state(number)).status, 'submitted');
    await page.context().close();
});

await must('what is personal is shown to others on record, and never silently', async () => {
    const { number, lookup_code: code } = await routed();
    const page = await enter(other_unit);
    await open(page, number);
    await go(page, 'main a[href$="/look"]');
    await look(page);
    await go(page);  // Without a reason.
    excuse(page);
    assert.equal(times(await events(number), 'disclosed'), 0);
    await page.fill('#why', 'Komşu arızayla ilgisi var mı');
    await go(page);
    await look(page);
    const seen = await main(page);
    assert.match(seen, /Bir haftadır karanlık\./);
    assert.match(seen, /Deneme Kişi/);
    const mine = await host.ask('GET', `/api/v1/applications/${number}/timeline`, { code });
    const entry = mine.body.entries.find(one => one.event === 'disclosed');
    assert.equal(entry.text, 'Komşu arızayla ilgisi var mı');
    await open(page, number);
    assert.doesNotMatch(await main(page), /Deneme Kişi/);
    await page.context().close();
});

// --- other acts -----------------------------------------------------------------------------------

await must('a unit sends back, the officer is shown whose it is said to be', async () => {
    const { number } = await routed();
    const mehmet = await enter(unit);
    await begin(mehmet, number, 'send_back');
    await mehmet.check('input[value=not_our_duty]');
    await mehmet.selectOption('#suggested', '14142135');
    await go(mehmet);
    await done(mehmet, number);
    const ayse = await enter(officer);
    await ayse.goto(`${host.url}/tr/staff?list=returned`);
    await look(ayse);
    assert.ok((await main(ayse)).includes(number));
    await begin(ayse, number, 'route');
    assert.equal(await ayse.inputValue('#unit'), '14142135');
    for (const page of [ayse, mehmet]) await page.context().close();
});

await must('calls, waiting and progress are recorded', async () => {
    const { number } = await routed();
    const page = await enter(unit);
    await begin(page, number, 'record_contact');
    await page.check('input[name=result][value=no_answer]');
    await page.fill('#note', 'Akşam aranacak.');
    await go(page);
    await done(page, number);
    assert.match(await page.innerText('.ak-case__side'), /Cevap vermedi\s*\n*Akşam aranacak\./);
    await begin(page, number, 'answer_interim');
    await page.fill('#text', 'Ekip yarın gelecek.');
    await go(page);
    await done(page, number);
    await begin(page, number, 'ask');
    await page.fill('#question', 'Hangi direk?');
    await go(page);
    for (const act of ['remind', 'resume']) {
        assert.ok((await offered(page, number)).includes(act));
        await begin(page, number, act);
        await go(page);
        await done(page, number);
    }
    assert.equal((await state(number)).status, 'routed');
    assert.ok(!(await offered(page, number)).includes('remind'));
    await page.context().close();
});

await must('two applications of one person are linked, and told apart again', async () => {
    const applicant = { ...lamp.applicant, identity: '99000000110' };
    const [a, b] = [await host.submit({ applicant }), await host.submit({ applicant })];
    const page = await enter(officer);
    await begin(page, a.number, 'link_to');
    await page.check(`input[value="${b.number}"]`);
    await go(page);
    await done(page, a.number);
    assert.match(await page.innerText('.ak-case__side'), new RegExp(b.number));
    assert.equal(times(await events(b.number), 'linked'), 1);
    await begin(page, b.number, 'unlink_from');
    await page.fill('#reason', 'Başka sokak.');
    await go(page);
    await done(page, b.number);
    assert.equal(times(await events(a.number), 'unlinked'), 1);
    await page.context().close();
});

// --- finding --------------------------------------------------------------------------------------

await must('what is searched for is never in an address', async () => {
    const { number } = await host.submit({ applicant: { ...lamp.applicant, identity: undefined, mobile: '0533 765 43 21' } });
    const page = await enter(officer);
    const seek = async text => {
        await page.goto(`${host.url}/tr/staff`);
        await page.fill('#what', text);
        await page.keyboard.press('Enter');
        await page.waitForURL(url => !url.pathname.endsWith('/staff'));
    };
    await seek(number);
    assert.equal(page.url(), address(page, number));
    await seek('0533 765 43 21');
    assert.equal(page.url(), `${host.url}/tr/staff/search`);
    assert.ok((await main(page)).includes(number));
    await look(page);
    await seek('10000000147');
    excuse(page);
    assert.match(await main(page), /rakamları kontrol edin/);
    await page.context().close();
});

await must('a long list goes on on the next page', async () => {
    await Promise.all(Array.from({ length: 60 }, () => routed()));
    for (const [as, list] of [[officer, 'due'], [unit, 'todo']]) {
        const page = await enter(as);
        await page.goto(`${host.url}/tr/staff?list=${list}`);
        const seen = new Set();
        for (let pages = 0; ; ++pages) {
            const numbers = await page.locator('td a').allInnerTexts();
            assert.ok(numbers.length <= 50 && numbers.every(one => !seen.has(one)));
            for (const one of numbers) seen.add(one);
            if (pages === 0) await look(page);
            const next = page.locator('a[rel=next]');
            if (await next.count() === 0) break;
            await go(page, next);
            assert.ok(pages < 10);
        }
        const shown = await page.innerText('.ak-tabs [aria-current] .ak-tabs__count');
        assert.equal(String(seen.size), shown);
        assert.ok(seen.size >= 60);
        await page.context().close();
    }
});

await must('what leaves a list while somebody reads it does not begin it anew', async () => {
    const page = await enter(unit);
    await page.goto(`${host.url}/tr/staff?list=todo`);
    const first = await page.locator('td a').allInnerTexts();
    assert.equal(first.length, 50);
    assert.equal((await host.act(first.at(-1), 'route', governors[0], { unit: '16708716' })).status, 200);
    await go(page, 'a[rel=next]');
    const second = await page.locator('td a').allInnerTexts();
    assert.ok(second.length > 0);
    assert.deepEqual(second.filter(one => first.includes(one)), []);
    await page.context().close();
});

// --- the desk -------------------------------------------------------------------------------------

await must('the desk works by the keyboard alone', async () => {
    const page = await enter(desk, {}, '/staff/desk');
    await look(page);
    const type = async (text, ...keys) => {
        await page.keyboard.type(text);
        for (const key of keys) await page.keyboard.press(key);
    };
    await page.waitForSelector('#what:focus');
    await type('12345', 'Enter');
    await page.waitForSelector('#what-error');
    excuse(page);
    await page.waitForSelector('#what:focus');
    await type('19090909018', 'Enter');
    await page.waitForSelector('h2 + p');
    assert.match(await main(page), /kayıtlı başvurusu yok/);
    await look(page);
    await type('', 'Tab', 'Tab', 'Enter');  // Past the button beside the field.
    await page.waitForURL('**/desk/new');
    await look(page);
    assert.equal(await page.inputValue('#identity'), '19090909018');
    await page.focus('#full_name');
    await type('Ümmühan Işık', 'Tab', 'Tab', 'Tab');
    await type('Örnek Mah. 5', 'Tab', 'Tab', 'Tab', 'Tab', 'ArrowDown', 'Tab', 'Tab');
    await type('Kaldırım çökmüş', 'Tab');
    await type('Evimin önü çöktü.', 'Tab', 'Tab', 'Tab', 'Enter');  // Past the language and the files.
    await page.waitForURL('**/receipt');
    await look(page);
    const number = await page.innerText('.govuk-panel .ak-number');
    const code = await page.innerText('.govuk-summary-list .ak-number');
    const mine = await host.ask('GET', `/api/v1/applications/${number}`, { code });
    assert.equal(mine.status, 200, mine.text);
    assert.equal((await page.request.get(address(page, number, '/qr.svg'))).headers()['content-type'], 'image/svg+xml');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.isVisible('text=Ctrl+P'), false);
    assert.equal(await page.isVisible('.ak-header__who'), false);
    assert.equal(await page.isVisible('.ak-qr'), true);
    await page.emulateMedia({ media: 'screen' });

    // He comes again, has no phone, and is told here.
    await host.act(number, 'route', officer, { unit: unit_place });
    await host.act(number, 'answer', unit, { decision: 'granted', text: 'Kaldırım onarıldı.' });
    assert.equal((await state(number)).status, 'answered');
    await page.goto(`${host.url}/tr/staff/desk`);
    await page.waitForSelector('#what:focus');  // Some time after it was loaded.
    await type('19090909018', 'Enter');
    await page.waitForSelector('td a');
    await look(page);
    assert.match(await main(page), /Ümmühan Işık/);
    await page.click(`main a:text-is("${number}")`);
    await page.click('main a[href$="/read-out"]');
    await page.waitForURL('**/read-out');
    await look(page);
    assert.match(await main(page), /Kaldırım onarıldı\./);
    await page.click('main a[href$="/record_notice"]');
    await page.waitForURL('**/record_notice');
    await look(page);
    await go(page);
    await done(page, number);
    assert.equal((await state(number)).status, 'notified');
    await page.context().close();
});

await must('the desk is told what is wrong with a new application, and registers it once', async () => {
    const page = await enter(desk, { script: false }, '/staff/desk');
    await page.fill('#what', '19090909018');
    await go(page);
    await go(page, 'main form[action$="/new"] button');
    await page.fill('#identity', '12345678901');
    await page.fill('#for_name', 'Küçük Biri');
    await page.fill('#for_identity', '123');
    await go(page);
    const wrong = await page.locator('.govuk-error-summary a').evaluateAll(all => all.map(one => one.hash));
    assert.deepEqual(wrong, ['#identity', '#for_identity', '#category', '#subject', '#text']);
    await page.fill('#identity', '19090909018');
    await page.fill('#for_name', '');
    await page.fill('#for_identity', '');
    await page.selectOption('#category', 'water');
    await page.fill('#subject', 'Su');
    await page.fill('#text', 'Akmıyor.');
    const form = await fields(page);
    const url = `${host.url}/tr/staff/desk/new`;
    const [one, two] = [await post(page, url, form), await post(page, url, form)];
    assert.equal(one.status(), 303, await one.text());
    assert.equal(one.headers().location, two.headers().location);
    await page.context().close();
});

// His desk registers here and sees nothing of it afterwards: what the form is answered with is all.
await must('a receipt that is shown once is in the language of who applies, and no language leads away from it', async () => {
    const page = await browser.person({ width: 'desktop' });
    page.way = { speaks: 'tr', script: true };
    const { name, value } = session({ staff: 'desk:06/zehra' });
    await page.context().addCookies([{ name, value, url: host.url }]);
    await page.goto(`${host.url}/tr/staff/desk`);
    await page.fill('#what', '19090909018');
    await go(page);
    await go(page, 'main form[action$="/new"] button');
    await page.fill('#full_name', 'Deneme Kişi');
    await page.fill('#address', 'Örnek Mah. 5');
    await page.selectOption('#category', 'water');
    await page.fill('#subject', 'Su');
    await page.fill('#text', 'Akmıyor.');
    await page.selectOption('#language', 'ar');
    await go(page);
    assert.match(await page.innerText('.govuk-panel .ak-number'), /^34-/);
    await look(page);
    assert.equal(await page.getAttribute('html', 'lang'), 'ar');
    assert.equal(await page.locator('[hreflang]').count(), 0);
    await go(page, '.govuk-back-link');
    assert.equal(page.url(), `${host.url}/tr/staff/desk`);
    await page.context().close();
});

await must('of somebody with many applications the desk sees the newest', async () => {
    const applicant = { ...lamp.applicant, identity: '99000000110' };
    let newest;
    for (let i = 0; i < 51; ++i) newest = (await host.submit({ applicant })).number;
    const page = await enter(desk, { script: false }, '/staff/desk');
    await page.fill('#what', applicant.identity);
    await go(page);
    assert.equal(await page.locator('main td a').first().innerText(), newest);
    await page.context().close();
});

await host.stop();
count();
process.exit();
