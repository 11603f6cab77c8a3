// Chronic problems where there are many, or two of the same: node problems.mjs PROGRAM
// Each page is judged where it is seen: axe (WCAG 2.2 AA), html-validate, the browser's console.
import assert from 'node:assert/strict';
import { Browser } from './browser.mjs';
import { Host, count, generous, lamp, must, newKey, officer } from './host.mjs';
import { close, go, governors, look, main, people, until } from './people.mjs';
import { session } from './sessions.mjs';

const host = await Host.start(generous);
const browser = await Browser.start();
process.on('exit', () => browser.all.close());

const { enter, open } = people(host, browser);
const head = 'head:24301265/fatma';

// A form that somebody who works here sends. @return Where it led to.
async function sent(as, path, action, form) {
    const by = session({ staff: as });
    const got = await host.ask('POST', `/tr/staff${path}`, {
        raw: new URLSearchParams({ csrf: by.csrf(action), key: newKey(), ...form }).toString(), redirect: 'manual',
        headers: { Cookie: by.cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    assert.equal(got.status, 303, got.text);
    return new URL(got.headers.get('location'), host.url);
}
const opened = (as, title, category, place) => sent(as, '/problems/new', 'problem',
    { title, category, district: '', unit: '', owner: head, plan: 'Yenileri.', ...place });

const districts = ['Fatih', 'Kadıköy', 'Üsküdar'];
const kinds = ['water', 'road', 'waste', 'lighting'];

await must('of two who open the same problem at the same moment the second is led to the first\'s', async () => {
    for (const district of districts) {
        for (const category of kinds) {
            const both = await Promise.all([officer, governors[0]]
                .map(as => opened(as, `${district} ${category} (${as})`, category, { district })));
            assert.equal(both[0].pathname, both[1].pathname);
            assert.deepEqual(both.map(one => one.search).sort(), ['?done=new', '?done=there']);
        }
    }
});

for (const way of [{ speaks: 'tr', width: 'phone' }, { speaks: 'ar', script: false }]) {
    await must(`who opens one sees those that are like it: ${JSON.stringify(way)}`, async () => {
        const page = await enter(officer, way, '/staff/problems/new');
        await page.fill('#title', 'Her yerde çukur');
        await page.selectOption('#category', 'road');
        await page.selectOption('#unit', way.script === false ? '24301265' : '16708716');
        await page.fill('#owner', head);
        await go(page);
        await until(page, () => page.reload(), text => districts.every(one => text.includes(`${one} road`)));
        await look(page);
        await go(page, page.locator('main li a', { hasText: 'Kadıköy road' }));
        assert.match(await page.innerText('h1'), /^Kadıköy road/);
        await until(page, () => page.reload(), text => text.includes('Her yerde çukur'));
        await close(page);
    });
}

// All that a person can page through. @return What stands on each page.
async function all_pages(page, what) {
    const out = [];
    for (;;) {
        out.push(await page.locator(what).allInnerTexts());
        const next = page.locator('.ak-pages a[rel=next]');
        if (await next.count() === 0) return out;
        await go(page, next);
    }
}
const flat = pages => pages.flat().sort();

for (const way of [{ speaks: 'tr' }, { speaks: 'ar', width: 'phone', script: false }]) {
    await must(`all applications of a problem can be paged through: ${JSON.stringify(way)}`, async () => {
        const place = { unit: way.speaks === 'tr' ? '24301265' : '16708716' };
        const at = (await opened(officer, `Hepsi (${way.speaks})`, 'lighting', place)).pathname;
        const members = [];
        for (let n = 0; n < 105; ++n) {
            const { number } = await host.submit({ district: 'Beşiktaş' });
            await sent(officer, `/applications/${number}/join_problem`, `staff join_problem ${number}`,
                { problem: at.split('/').at(-1), version: 1 });
            if (n % 3 === 0) await host.act(number, 'close', officer, { reason: 'no_subject', note: 'Konusu yok.' });
            members.push(number);
        }
        const page = await enter(officer, way, at.replace('/tr', ''));
        await until(page, () => page.reload(), text => text.includes('105'));
        await look(page);
        const shown = await all_pages(page, '.ak-cases tbody a');
        assert.deepEqual(flat(shown), members.sort());
        assert.deepEqual(shown.map(one => one.length), [50, 50, 5]);  // 70 are open, and then come those that have ended.
        await look(page);
        await go(page, '.ak-pages a:not([rel])');
        assert.equal(new URL(page.url()).pathname.slice(3), at.slice(3));
        assert.deepEqual(await page.locator('.ak-cases tbody a').allInnerTexts(), shown[0]);
        await close(page);
    });
}

await must('of many problems the one that fits is found on a later page, and chosen there', async () => {
    // As many as there are districts and units would be: what was typed elsewhere is a district, too.
    for (let n = 0; n < 108; ++n) await opened(officer, `Parça ${n}`, 'school', { district: `Mahalle ${n}` });
    const { number } = await host.submit({ ...lamp, category: 'school' });
    const page = await enter(officer, { script: false }, `/staff/applications/${number}/join_problem`);
    await until(page, () => page.reload(), text => text.includes('108'));
    await look(page);
    const titles = await all_pages(page, '.govuk-radios__label');
    assert.deepEqual(titles.map(one => one.length), [50, 50, 8]);
    assert.deepEqual(flat(titles), Array.from({ length: 108 }, (_, n) => `Parça ${n}`).sort());
    await look(page);
    // Without a choice it is asked again, on the same page.
    await go(page);
    await look(page);
    assert.deepEqual(await page.locator('.govuk-radios__label').allInnerTexts(), titles[2]);
    await page.locator('.govuk-radios__input').last().check();
    await go(page);
    assert.match(page.url(), /\?done=join_problem$/);
    await open(page, number);
    assert.match(await main(page), new RegExp(titles[2].at(-1)));
    await close(page);
});

await browser.stop();
assert.equal(await host.stop(), 0);
count();
