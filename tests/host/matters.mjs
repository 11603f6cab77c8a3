// What concerns many applications: campaigns, chronic problems, and proposals that wait for a second person, as those
// use it who work with them: node matters.mjs PROGRAM
// Each page is judged where it is seen: axe (WCAG 2.2 AA), html-validate, the browser's console.
import assert from 'node:assert/strict';
import { Browser } from './browser.mjs';
import { Host, count, generous, must, officer, other_unit, unit } from './host.mjs';
import {
    close, excuse, fields, go, governors, look, main, people, post, times, told_of, unit_place, until,
} from './people.mjs';

const host = await Host.start(generous);
const browser = await Browser.start();
process.on('exit', () => browser.all.close());

const { enter, open, begin, done, state, events, routed } = people(host, browser);
const head = 'head:24301265/fatma';

// --- campaigns ------------------------------------------------------------------------------------

const petition = n => `Parktaki yaşlı çınarların kesilmesini istemiyoruz, bu ağaçlar mahallemizin gölgesidir ve çocuklarımız
altında oynuyor. Lütfen ihaleyi durdurun ve bizimle konuşun. Saygılarımla, komşunuz ${n}.`;
const of_campaign = (n, category, text) => ({ category, subject: 'Çınarlar', text: text(n),
    applicant: { full_name: `Komşu ${n}`, mobile: `053212345${String(n).padStart(2, '0')}` } });
async function bring(category, size, text = petition) {
    const all = [];
    for (let n = 0; n < size; ++n) all.push((await host.submit(of_campaign(n, category, text))).number);
    return all;
}
const campaign_of = page => page.locator('td[data-of] a[href*="/campaigns/"]');

await must('a campaign is found, looked at, and routed by one decision', async () => {
    const all = await bring('waste', 20);
    const page = await enter(officer);
    await until(page, () => page.goto(`${host.url}/tr/staff/campaigns`), text => text.includes('Parktaki yaşlı'));
    await look(page);
    assert.equal(await campaign_of(page).first().innerText(), '20');
    await go(page, 'td a[href*="/campaigns/"]');
    await look(page);
    assert.match(await main(page), /Lütfen ihaleyi durdurun/);
    assert.equal(await page.locator('main nav a[href$="/answer"]').count(), 0);  // Only who has it answers.
    assert.equal((await host.act(all[3], 'route', governors[0], { unit: '16708716' })).status, 200);
    await go(page, 'main nav a[href$="/route"]');
    await look(page);
    await go(page, 'main button[value=check]');  // Without a unit.
    excuse(page);
    assert.equal(await page.locator('.govuk-error-summary a').getAttribute('href'), '#unit');
    await page.selectOption('#unit', unit_place);
    await page.fill('#note', 'ş'.repeat(1001));
    await go(page, 'main button[value=check]');
    excuse(page);
    assert.equal(await page.locator('.govuk-error-summary a').getAttribute('href'), '#note');
    assert.equal(await page.inputValue('#unit'), unit_place);
    await page.fill('#note', 'Tek cevap yeter.');
    await go(page, 'main button[value=check]');
    await look(page);
    assert.equal((await state(all[0])).status, 'submitted');  // Nothing is done yet.
    const [form, url] = [await fields(page), page.url()];
    await go(page, 'main button[value=send]');
    await look(page);
    assert.match(await main(page), /Yapılan: 19/);
    assert.match(await main(page), new RegExp(`${all[3]}: artık bu yapılamaz`));
    const again = await post(page, url, { ...form, step: 'send' });
    assert.match(await again.text(), /Yapılan: 19/);
    assert.equal(times(await events(all[0]), 'routed'), 1);
    assert.equal((await state(all[3])).unit, '16708716');
    await close(page);

    // The unit answers all that it has, in the words that it has read once more.
    const mehmet = await enter(unit, { script: false }, '/staff/campaigns');
    await go(mehmet, 'td a[href*="/campaigns/"]');
    await go(mehmet, 'main nav a[href$="/answer"]');
    await look(mehmet);
    await mehmet.check('#decision');
    await mehmet.fill('#text', 'İhale durduruldu.\n\nÇınarlar kalıyor.');
    await go(mehmet, 'main button[value=check]');
    assert.match(await main(mehmet), /İhale durduruldu\.\s+Çınarlar kalıyor\./);
    await go(mehmet, 'main button[value=send]');
    assert.match(await main(mehmet), /Yapılan: 19/);
    assert.match(await main(mehmet), new RegExp(`${all[3]}: bunun için yetkiniz yok`));
    await host.until(all[19], officer, 'notified');
    await close(mehmet);
});

await must('a campaign is closed by one decision, but for what a unit has', async () => {
    const advert = n => `Sahildeki büyük indirim günleri başladı, bütün mağazalarımızda seçili ürünlerde yüzde elli ucuzluk
        sizi ve sevdiklerinizi bekliyor, kaçırmayın, bu hafta sonu mutlaka uğrayın. Mağaza numarası ${n}.`;
    const all = await bring('road', 20, advert);
    const page = await enter(officer, { script: false });
    await until(page, () => page.goto(`${host.url}/tr/staff/campaigns`), text => text.includes('Sahildeki büyük'));
    assert.equal((await host.act(all[3], 'route', officer, { unit: unit_place })).status, 200);
    await go(page, page.locator('tr', { hasText: 'Sahildeki büyük' }).locator('a[href*="/campaigns/"]').first());
    await go(page, 'main nav a[href$="/close"]');
    await look(page);
    await page.check('input[value=no_subject]');
    await page.fill('#note', 'Başvuru değil, reklam.');
    await go(page, 'main button[value=check]');
    await look(page);
    assert.equal((await state(all[0])).status, 'submitted');
    const [form, url] = [await fields(page), page.url()];
    await go(page, 'main button[value=send]');
    await look(page);
    assert.match(await main(page), /Yapılan: 19/);
    assert.match(await main(page), new RegExp(`${all[3]}: artık bu yapılamaz`));
    assert.match(await (await post(page, url, { ...form, step: 'send' })).text(), /Yapılan: 19/);
    assert.equal((await state(all[3])).status, 'routed');
    for (const one of [all[0], all[19]]) assert.equal(times(await events(one), 'closed'), 1);
    await close(page);
});

await must('who has nothing to do with campaigns does not see them', async () => {
    const page = await enter('auditor', { script: false });
    assert.equal((await page.request.get(`${host.url}/tr/staff/campaigns`)).status(), 403);
    assert.equal((await page.request.get(`${host.url}/tr/staff/problems`)).status(), 403);
    assert.equal((await page.request.get(`${host.url}/tr/staff/letters`)).status(), 403);
    assert.equal((await page.request.get(`${host.url}/tr/staff/proposals`)).status(), 403);
    await close(page);
});

// --- problems -------------------------------------------------------------------------------------

async function holder(script = true) {
    const citizen = await browser.person({ width: 'phone', script });
    citizen.way = { speaks: 'tr', script };
    return citizen;
}
// What the page of his application says to who applied.
async function follow(citizen, number, code) {
    await citizen.goto(`${host.url}/tr/follow`);
    await citizen.fill('#number', number);
    await citizen.fill('#code', code);
    await go(citizen);
    return main(citizen);
}

for (const way of [{ speaks: 'tr' }, { speaks: 'ar', width: 'phone', script: false }]) {
    await must(`a problem is opened, worked on and ended, and who complained reads it: ${JSON.stringify(way)}`, async () => {
        const category = way.speaks === 'tr' ? 'water' : 'road';
        const title = `Fatih'te sorun <${category}>`;
        const { number, lookup_code: code } = await host.submit({ category, district: 'Fatih' });
        const page = await enter(officer, way, '/staff/problems');
        await look(page);
        await go(page, 'main a[href$="/problems/new"]');
        await look(page);
        await go(page);
        excuse(page);
        await look(page);
        const wrong = await page.locator('.govuk-error-summary a').evaluateAll(all => all.map(one => one.hash));
        assert.deepEqual(wrong, ['#title', '#category', '#district']);
        await page.fill('#title', title);
        await page.selectOption('#category', category);
        await page.selectOption('#district', 'Fatih');
        await page.fill('#owner', head);
        await page.fill('#plan', 'Borular değişecek.');
        await page.fill('#target', '2027-02-30');
        await go(page);
        assert.equal(await page.locator('.govuk-error-summary a').getAttribute('href'), '#target');
        await page.fill('#target', '01.05.2027');
        await page.fill('#plan', 'ş'.repeat(4001));
        await go(page);
        assert.equal(await page.locator('.govuk-error-summary a').getAttribute('href'), '#plan');
        assert.equal(await page.inputValue('#title'), title);
        await page.fill('#plan', 'Borular değişecek.');
        await go(page);
        await look(page);
        assert.match(page.url(), /\/problems\/\d+\?done=new$/);
        const problem = page.url().replace(/\?.*/, '');

        await begin(page, number, 'join_problem');
        await page.check('#problem');
        await go(page);
        await done(page, number);
        assert.equal(await told_of(page, 'problem_joined'), 1);
        await until(page, () => page.goto(problem), text => text.includes(number));
        const citizen = await holder(way.script);
        const read = () => follow(citizen, number, code);
        assert.match(await read(), /Borular değişecek\./);
        await look(citizen);

        await page.goto(problem);
        await go(page, 'main nav a[href$="/plan"]');
        await look(page);
        await page.fill('#plan', 'Borular değişti.');
        await go(page);
        await look(page);
        await go(page, 'main nav a[href$="/close"]');
        await look(page);
        await go(page);
        assert.equal(await page.locator('.govuk-error-summary a').getAttribute('href'), '#what_came');
        await page.fill('#what_came', 'Su akıyor.');
        await go(page);
        await look(page);
        assert.equal(await page.locator('main nav a').count(), 0);  // It is over.
        const told = await read();
        assert.match(told, /Borular değişti\./);
        assert.match(told, /Su akıyor\./);
        await open(page, number);
        assert.equal(await told_of(page, 'problem_told'), 1);

        await begin(page, number, 'leave_problem');
        await page.fill('#reason', 'Başka boru.');
        await go(page);
        await done(page, number);
        assert.doesNotMatch(await read(), /Su akıyor\./);
        await close(page, citizen);
    });
}

await must('what comes later is part of an open problem by itself, and not again once it was taken out', async () => {
    const dark = { category: 'lighting', district: 'Fatih' };
    const before = await host.submit(dark);
    const page = await enter(officer, { script: false }, '/staff/problems/new');
    await page.fill('#title', 'Fatih karanlık');
    await page.selectOption('#category', dark.category);
    await page.selectOption('#district', dark.district);
    await page.fill('#owner', head);
    await page.fill('#plan', 'Kablolar yenilenecek.');
    await go(page);
    assert.match(page.url(), /\/problems\/\d+\?done=new$/);

    const joins = async number => {
        await until(page, () => open(page, number), text => text.includes('Fatih karanlık'));
        assert.equal(await told_of(page, 'problem_joined'), 1);
    };
    const { number, lookup_code: code } = await host.submit(dark);
    await joins(number);
    await look(page);
    const citizen = await holder();
    const read = await follow(citizen, number, code);
    assert.match(read, /Fatih karanlık/);
    assert.match(read, /Kablolar yenilenecek\./);

    await begin(page, number, 'leave_problem');
    await page.fill('#reason', 'Yalnız bu lamba.');
    await go(page);
    await done(page, number);
    // Routed, it is looked at again; what comes after it is looked at after it.
    assert.equal((await host.act(number, 'route', officer, { unit: unit_place })).status, 200);
    await joins((await host.submit(dark)).number);
    await open(page, number);
    assert.equal(await told_of(page, 'problem_joined'), 1);
    assert.doesNotMatch(await follow(citizen, number, code), /Kablolar yenilenecek\./);
    await open(page, before.number);
    assert.equal(await told_of(page, 'problem_joined'), 0);  // The officer saw it, and left it out.
    await close(page, citizen);
});

await must('a second problem about the same is not opened', async () => {
    const begin_one = async (title, page) => {
        await page.goto(`${host.url}/tr/staff/problems/new`);
        await page.fill('#title', title);
        await page.selectOption('#category', 'waste');
        await page.selectOption('#district', 'Fatih');
        await page.fill('#owner', head);
        return { url: page.url(), form: await fields(page) };
    };
    const page = await enter(officer, { script: false });
    const { url, form } = await begin_one('Fatih\'te çöp', page);
    const twice = [await post(page, url, form), await post(page, url, form)].map(one => one.headers().location);
    assert.match(twice[0], /\/problems\/\d+\?done=new$/);
    assert.equal(twice[1], twice[0]);
    await until(page, () => page.goto(`${host.url}/tr/staff/problems`), text => text.includes('Fatih\'te çöp'));
    await begin_one('Fatih yine çöp', page);
    await go(page);
    await look(page);
    assert.equal(new URL(page.url()).pathname + '?done=new', twice[0]);
    assert.match(await main(page), /Yazdıklarınız kaydedilmedi/);
    await close(page);
});

await must('another unit changes nothing of a problem', async () => {
    const page = await enter(other_unit, { script: false });
    assert.equal((await page.request.get(`${host.url}/tr/staff/problems`)).status(), 403);
    const fatma = await enter(head, { script: false }, '/staff/problems');
    assert.equal(await fatma.locator('main a[href$="/problems/new"]').count(), 0);  // Officers open them.
    assert.equal((await fatma.request.get(`${host.url}/tr/staff/problems/new`)).status(), 403);
    await close(page, fatma);
});

// --- proposals ------------------------------------------------------------------------------------

await must('what one has proposed is found by the other, until it is done', async () => {
    const { number } = await routed();
    await host.act(number, 'answer', unit, { decision: 'granted', text: 'Yapıldı.' });
    await host.until(number, officer, 'notified');
    const first = await enter(governors[0]);
    await begin(first, number, 'reopen');
    await first.fill('#reason', 'Lamba yine söndü.');
    await go(first);
    await done(first, number);
    const second = await enter(governors[1], {}, '/staff/proposals');
    await look(second);
    assert.match(await main(second), /Lamba yine söndü\./);
    await go(second, `main td a[href$="/${number}/reopen"]`);
    await go(second);
    await done(second, number);
    await second.goto(`${host.url}/tr/staff/proposals`);
    assert.doesNotMatch(await main(second), /Lamba yine söndü\./);
    const ayse = await enter(officer, { script: false });
    assert.equal((await ayse.request.get(`${host.url}/tr/staff/proposals`)).status(), 403);
    await close(first, second, ayse);
});

await host.stop();
count();
process.exit();
