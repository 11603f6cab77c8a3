// What somebody writes when he rates is his own, unless he is to be called: node ratings.mjs PROGRAM
// Each page is judged where it is seen: axe (WCAG 2.2 AA), html-validate, the browser's console.
import assert from 'node:assert/strict';
import { Browser, judge } from './browser.mjs';
import { application } from './cases.mjs';
import { follow } from './citizen.mjs';
import { Host, count, generous, must, officer, unit } from './host.mjs';
import { close, go, look, main, people, told_of } from './people.mjs';

const host = await Host.start(generous);
const browser = await Browser.start();
process.on('exit', () => browser.all.close());

const { enter, open } = people(host, browser);
const words = 'Hiç memnun kalmadım';

const comment_of = async (number, who) => {
    const got = await host.ask('GET', `/api/v1/applications/${number}/timeline`, who);
    return got.body.entries.find(one => one.event === 'rated').text;
};

// By the form of his page. @return Of which application.
async function rated(may_call, way) {
    const one = await application(host, 'notified');
    const page = await browser.person(way);
    await follow(page, host, one, way.speaks);
    await page.goto(`${host.url}/${way.speaks}/applications/${one.number}/rate`);
    await judge(page, way);
    assert.match(await page.innerText('#comment-hint'), way.reads);
    await page.check('input[value="1"]');
    await page.fill('#comment', words);
    if (may_call) await page.check('#may_call');
    await go(page);
    assert.match(await main(page), new RegExp(words));  // He reads it himself.
    await page.context().close();
    return one;
}

const ways = [
    { speaks: 'tr', width: 'phone', script: false, reads: /yalnız siz/ },
    { speaks: 'ar', width: 'phone', script: true, reads: /لا يراه غيرك/ },
];
for (const way of ways) {
    await must(`whoever rates is known by his words to nobody who works here: ${way.speaks}`, async () => {
        const { number, code } = await rated(false, way);
        for (const as of [officer, unit]) {
            const page = await enter(as, { script: false });
            await open(page, number);
            assert.equal(await told_of(page, 'rated'), 1);  // That he did is none of his words.
            assert.doesNotMatch(await main(page), new RegExp(words));
            assert.equal(await comment_of(number, { as }), undefined);
            await close(page);
        }
        assert.equal(await comment_of(number, { code }), words);
    });

    await must(`who wants to be called is read by who would call: ${way.speaks}`, async () => {
        const { number, code } = await rated(true, way);
        const page = await enter(unit, { script: true });
        await open(page, number);
        await look(page);
        assert.match(await main(page), new RegExp(`Aranabilir[^]*${words}`));
        assert.equal(await comment_of(number, { as: unit }), words);
        assert.equal(await comment_of(number, { code }), words);
        await close(page);
    });
}

await browser.stop();
assert.equal(await host.stop(), 0);
count();
