// Another phone for an application: node phone.mjs PROGRAM
// Each page is judged where it is seen: axe (WCAG 2.2 AA), html-validate, the browser's console.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, judge } from './browser.mjs';
import { enter, fill, follow, go, receipt } from './citizen.mjs';
import { Host, count, folder, generous, must, officer, patience } from './host.mjs';

const host = await Host.start(generous);
const browser = await Browser.start();
process.on('exit', () => browser.all.close());

const main = page => page.innerText('main');
const letters = () => readFileSync(join(folder, 'store.sms.jsonl'), 'utf8').split('\n')
    .filter(line => line !== '').map(line => JSON.parse(line));

// The newest letter of a kind to a phone, as soon as there are so many.
async function letter(kind, to, n = 1) {
    for (const end = Date.now() + patience; Date.now() < end;) {
        const all = letters().filter(one => one.kind === kind && one.recipient.split(' ')[0] === to);
        if (all.length >= n) return all.at(-1);
        await new Promise(done => setTimeout(done, 20));
    }
    assert.fail(`no ${kind} to ${to}: ${JSON.stringify(letters().map(one => [one.kind, one.recipient]))}`);
}

async function apply(mobile) {
    const page = await browser.person({});
    await fill(page, host, { mobile });
    await go(page);
    return { page, ...await receipt(page) };
}

// By the code that is sent to the phone that stands in the application.
async function logIn(page, number, mobile, to) {
    await page.goto(`${host.url}/log-in/code`);
    await page.fill('#number', number);
    await page.fill('#mobile', mobile);
    await go(page, 'form[action="/log-in/code"] button');
    await page.fill('#code', (await letter('code', to)).reference);
    await go(page, 'form[action="/log-in/code/done"] button');
    assert.match(page.url(), new RegExp(`/applications/${number}$`));
}

const wrong = code => (code === '000000' ? '000001' : '000000');

await must('who has come by the old phone gives a new one, which must answer; the old one is told', async () => {
    const { page, number, code } = await apply('0532 000 00 01');
    // The receipt, or the lookup code, does not show whose phone it is.
    await follow(page, host, { number, code });
    await page.click('main a[href$="/phone"]');
    await judge(page);
    assert.equal(await page.locator('#mobile').count(), 0);
    const forced = await page.request.post(`${host.url}/tr/applications/${number}/phone`,
        { form: { mobile: '05320000002' }, maxRedirects: 0 });
    assert.equal(await page.locator('#mobile').count(), 0);
    assert.doesNotMatch(await forced.text(), /id="code"/);
    // He is shown the way, and comes back here by it.
    const way = await page.getAttribute('main a[href^="/log-in/code"]', 'href');
    assert.equal(way, `/log-in/code?next=/tr/applications/${number}/phone`);
    await page.context().close();

    const holder = await browser.person({});
    await logIn(holder, number, '0532 000 00 01', '+905320000001');
    await holder.click('main a[href$="/phone"]');
    await judge(holder);
    for (const bad of ['12', '0532 000 00 01']) {
        await holder.fill('#mobile', bad);
        await go(holder);
        await judge(holder);
        assert.equal(await holder.locator('#mobile-error').count(), 1);
    }
    await holder.fill('#mobile', '0532 000 00 02');
    await go(holder);
    await judge(holder);
    const sent = (await letter('code', '+905320000002')).reference;
    await holder.fill('#code', wrong(sent));
    await go(holder);
    await judge(holder);
    assert.match(await holder.innerText('#code-error'), /Kod yanlış/);
    await holder.fill('#code', sent);
    await go(holder);
    await judge(holder);
    assert.match(holder.url(), /\?done=1$/);
    assert.match(await holder.innerText('.ak-timeline'), /İletişim bilgileriniz değişti/);
    await letter('contact_changed', '+905320000001');
    // He goes on by the new one: what was sent to it he has typed.
    await holder.click('main a[href$="/phone"]');
    assert.equal(await holder.locator('#mobile').count(), 1);
    // Letters of from now on go to the new one.
    await host.act(number, 'close', officer, { reason: 'no_subject', note: 'Konusu yok.' });
    await letter('closed', '+905320000002');
    assert.ok(!letters().some(one => one.kind === 'closed' && one.recipient.startsWith('+905320000001')));
    await holder.context().close();
});

await must('a form of another session changes nothing, nor does a code of another application', async () => {
    const one = await apply('0532 000 00 03');
    const other = await apply('0532 000 00 04');
    await one.page.context().close();
    const page = other.page;
    await logIn(page, other.number, '0532 000 00 04', '+905320000004');
    const got = await page.request.post(`${host.url}/tr/applications/${other.number}/phone`,
        { form: { csrf: 'x', mobile: '05320000005' } });
    assert.equal(got.status(), 403);
    assert.ok(!letters().some(letter => letter.recipient.startsWith('+905320000005')));
    // Not even its page for who holds it not.
    await page.goto(`${host.url}/tr/applications/${one.number}/phone`);
    assert.match(page.url(), /\/tr\/follow$/);
    await page.context().close();
});

await must('at the desk the phone is changed for who has shown who he is', async () => {
    const { page, number } = await apply('0532 000 00 06');
    await page.context().close();
    const desk = await enter(browser, host, 'desk:34/zeynep', `/staff/applications/${number}`);
    await desk.click('main nav a[href$="/change_contact"]');
    await judge(desk);
    assert.equal(await desk.inputValue('#e_mail'), 'deneme@example.org');
    await desk.fill('#mobile', '0532 000 00 07');
    await go(desk);
    await judge(desk);
    assert.match(await main(desk), /Kimlik görülmeden/);
    await desk.fill('#mobile', '12');
    await desk.check('#seen');
    await go(desk);
    assert.equal(await desk.locator('#mobile-error').count(), 1);
    await desk.fill('#mobile', '0532 000 00 07');
    await desk.check('#seen');
    await go(desk);
    await judge(desk);
    assert.match(desk.url(), /\?done=change_contact$/);
    assert.match(await main(desk), /\+905320000007/);
    await letter('contact_changed', '+905320000006');
    await desk.context().close();
});

await must('at the desk an e-mail address is changed, and the phone stays', async () => {
    const { page, number } = await apply('0532 000 00 10');
    await page.context().close();
    const desk = await enter(browser, host, 'desk:34/zeynep', `/staff/applications/${number}/change_contact`);
    assert.equal(await desk.inputValue('#mobile'), '+905320000010');
    await desk.fill('#e_mail', '+yeni@example.org');
    await desk.check('#seen');
    await go(desk);
    await judge(desk);
    assert.equal(await desk.locator('#e_mail-error').count(), 1);
    await desk.fill('#e_mail', 'yeni@example.org');
    await go(desk);
    assert.match(desk.url(), /\?done=change_contact$/);
    assert.match(await main(desk), /\+905320000010/);
    assert.match(await main(desk), /yeni@example\.org/);
    await desk.context().close();
});

await must('a phone that a stranger has answered is not given again by who only clicks', async () => {
    const { page, number } = await apply('0532 000 00 11');
    await page.context().close();
    const wrong_person = { means: 'phone', result: 'wrong_person' };
    const marked = await host.act(number, 'record_contact', officer, wrong_person);
    assert.equal(marked.status, 200, marked.text);
    const desk = await enter(browser, host, 'desk:34/zeynep', `/staff/applications/${number}/change_contact`);
    assert.equal(await desk.inputValue('#mobile'), '');
    assert.equal(await desk.inputValue('#e_mail'), 'deneme@example.org');
    await desk.context().close();
});

await must('who holds a number now is shown nothing at the desk of who had it before', async () => {
    const before = { full_name: 'Eski Sahibi', mobile: '0532 000 00 12', e_mail: 'eski@example.org', address: 'Eski Sokak 1' };
    const { number } = await host.submit({ applicant: before });
    await host.submit({ applicant: before });  // Of this one nobody will say that a stranger answered.
    const note = 'Eski sahibi ile konuşuldu';
    assert.equal((await host.act(number, 'record_contact', officer, { means: 'phone', result: 'reached', note })).status, 200);
    const desk = await enter(browser, host, 'desk:34/zeynep', '/staff/desk');
    const search = async () => {
        await desk.goto(`${host.url}/tr/staff/desk`);
        await desk.fill('input[name=what]', '0532 000 00 12');
        await go(desk);
        await judge(desk);
        return main(desk);
    };
    for (const end = Date.now() + patience; !/Eski Sahibi/.test(await search());) assert.ok(Date.now() < end);
    assert.match(await main(desk), new RegExp(note));
    const stranger = { means: 'phone', result: 'wrong_person' };
    assert.equal((await host.act(number, 'record_contact', officer, stranger)).status, 200);
    const shown = await search();
    assert.doesNotMatch(shown, /Eski Sahibi/);
    assert.doesNotMatch(shown, new RegExp(note));
    await go(desk, 'main form[action$="/desk/new"] button');
    for (const name of ['full_name', 'e_mail', 'address', 'identity']) assert.equal(await desk.inputValue(`#${name}`), '', name);
    assert.equal(await desk.inputValue('#mobile'), '+905320000012');
    await desk.context().close();
});

await must('nor is it where that was found out while he filled in', async () => {
    const { page, number } = await apply('0532 000 00 13');
    await page.context().close();
    const desk = await enter(browser, host, 'desk:34/zeynep', `/staff/applications/${number}/change_contact`);
    await desk.fill('#e_mail', 'yeni@example.org');
    await desk.check('#seen');
    const stranger = { means: 'phone', result: 'wrong_person' };
    assert.equal((await host.act(number, 'record_contact', officer, stranger)).status, 200);
    await go(desk);
    await judge(desk);
    assert.equal(await desk.inputValue('#mobile'), '');
    assert.equal(await desk.inputValue('#e_mail'), 'yeni@example.org');
    await desk.context().close();
});

await must('nor into an application that the desk takes for who is known by his identity number', async () => {
    const identity = '10000000146';
    const { number } = await host.submit({ applicant: { full_name: 'Aynı Kişi', identity, mobile: '0532 000 00 14' } });
    const stranger = { means: 'phone', result: 'wrong_person' };
    assert.equal((await host.act(number, 'record_contact', officer, stranger)).status, 200);
    const desk = await enter(browser, host, 'desk:34/zeynep', '/staff/desk');
    for (const end = Date.now() + patience; !/Aynı Kişi/.test(await main(desk));) {
        assert.ok(Date.now() < end);
        await desk.goto(`${host.url}/tr/staff/desk`);
        await desk.fill('input[name=what]', identity);
        await go(desk);
    }
    await go(desk, 'main form[action$="/desk/new"] button');
    assert.equal(await desk.inputValue('#full_name'), 'Aynı Kişi');
    assert.equal(await desk.inputValue('#mobile'), '');
    await desk.context().close();
});

await must('who has come by a code is not shown the lookup code, whatever he shows besides', async () => {
    const { page, number, code } = await apply('0532 000 00 15');
    const other = await apply('0532 000 00 16');
    await page.context().close();
    await other.page.context().close();
    const guest = await browser.person({});
    await logIn(guest, number, '0532 000 00 15', '+905320000015');
    const shown = async () => {
        await guest.goto(`${host.url}/tr/applications/${number}/receipt`);
        await judge(guest);
        return guest.content();
    };
    assert.ok(!(await shown()).includes(code));
    assert.match(await main(guest), /Takip kodu.*masaya/s);
    // Another application of his makes him no other holder of this one.
    await follow(guest, host, other);
    assert.ok(!(await shown()).includes(code));
    await logIn(guest, other.number, '0532 000 00 16', '+905320000016');
    assert.ok(!(await shown()).includes(code));
    // Who types the code has it.
    await follow(guest, host, { number, code });
    assert.ok((await shown()).includes(code));
    await guest.context().close();
});

await must('who has come by a code reads nothing more when a stranger has answered that phone', async () => {
    const { page, number, code } = await apply('0532 000 00 17');
    await page.context().close();
    const guest = await browser.person({});
    await logIn(guest, number, '0532 000 00 17', '+905320000017');
    const stranger = { means: 'phone', result: 'wrong_person' };
    assert.equal((await host.act(number, 'record_contact', officer, stranger)).status, 200);
    await guest.goto(`${host.url}/tr/applications/${number}`);
    assert.match(guest.url(), /\/tr\/follow$/);
    await follow(guest, host, { number, code });
    assert.match(guest.url(), new RegExp(`/applications/${number}$`));
    await guest.context().close();
});

await must('whose phone was stolen has it changed at the desk, and it opens nothing more', async () => {
    const { page, number } = await apply('0532 000 00 08');
    await page.context().close();
    const thief = await browser.person({});
    await logIn(thief, number, '0532 000 00 08', '+905320000008');
    await thief.goto(`${host.url}/tr/applications/${number}/phone`);
    assert.equal(await thief.locator('#mobile').count(), 1);
    // One more code, which lies there when it happens.
    const other = await browser.person({});
    await other.goto(`${host.url}/log-in/code`);
    await other.fill('#number', number);
    await other.fill('#mobile', '0532 000 00 08');
    await go(other, 'form[action="/log-in/code"] button');
    const { reference } = await letter('code', '+905320000008', 2);

    const desk = await enter(browser, host, 'desk:34/zeynep', `/staff/applications/${number}/change_contact`);
    await desk.fill('#mobile', '0532 000 00 09');
    await desk.check('#seen');
    await go(desk);
    assert.match(desk.url(), /\?done=change_contact$/);
    await desk.context().close();

    for (const then of ['', '/receipt', '/phone', '/withdraw']) {
        await thief.goto(`${host.url}/tr/applications/${number}${then}`);
        assert.match(thief.url(), /\/tr\/follow$/, then);
    }
    await thief.context().close();
    await other.fill('#code', reference);
    const [got] = await Promise.all([
        other.waitForResponse(one => one.url().endsWith('/log-in/code/done')),
        other.click('form[action="/log-in/code/done"] button'),
    ]);
    assert.equal(got.status(), 410);
    await other.context().close();
});

await browser.stop();
assert.equal(await host.stop(), 0);
count();
