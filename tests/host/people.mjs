// Those who work with applications, each in a browser of his own, for the tests of their pages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { go, judge } from './browser.mjs';
import { officer, patience } from './host.mjs';

export const desk = 'desk:34/zeynep';
export const governors = ['governorate:34/1', 'governorate:34/2'];
export const unit_place = '24301265';

export { go };
export const main = page => page.innerText('main');
// The browser calls an answer of 4xx an error, perhaps a moment later; where it is what it should be it is no fault.
export const excuse = page => {
    page.excused = true;
    page.faults.splice(0);
};
const fault = (page, all) => all.filter(one => !page.excused || !/status of 4\d\d/.test(one));
export const look = page => judge(page, page.way);
export const times = (all, what) => all.filter(one => one === what).length;

// A form as it stands on the page, to be sent by hand.
export const fields = page => page.locator('main form').last().evaluate(form => Object.fromEntries(new FormData(form)));
export const post = (page, url, form) => page.request.post(url, { form, maxRedirects: 0 });

// How often the history of the page tells of an event.
const words = Object.fromEntries(['tr', 'en', 'ar'].map(code => [code, JSON.parse(readFileSync(
    new URL(`../../examples/host/web/texts/${code}.json`, import.meta.url)))]));
const word = (page, key) => words[page.way.speaks][key];
export async function told_of(page, event) {
    const all = await page.locator('.ak-timeline--staff > li > strong').allInnerTexts();
    return times(all, word(page, `staff.event.${event}`));
}

// A list may be a moment behind: looked at until it is as it should be.
export async function until(page, what, good) {
    for (const end = Date.now() + patience; Date.now() < end;) {
        await what();
        if (good(await main(page))) return;
        await new Promise(next => setTimeout(next, 50));
    }
    assert.fail(`never so: ${await main(page)}`);
}

export const close = (...pages) => Promise.all(pages.map(page => page.context().close()));

export function people(host, browser) {
    // Somebody logs in, and comes to where he wanted to go.
    async function enter(as, way = {}, path = '/staff') {
        const page = await browser.person({ width: 'desktop', ...way });
        page.faults.push = (...all) => Array.prototype.push.apply(page.faults, fault(page, all));
        page.way = { speaks: 'tr', script: true, ...way };
        await page.goto(`${host.url}/${page.way.speaks}${path}`);
        assert.match(page.url(), /\/log-in\?next=/);
        await page.check(`input[value="${as}"]`);
        await go(page);
        assert.equal(page.url(), `${host.url}/${page.way.speaks}${path}`);
        return page;
    }

    const address = (page, number, then = '') => `${host.url}/${page.way.speaks}/staff/applications/${number}${then}`;
    const open = (page, number, then) => page.goto(address(page, number, then));

    // What is offered on the page of an application: the names of the acts.
    async function offered(page, number) {
        await open(page, number);
        const links = await page.locator('main nav a[role=button]').evaluateAll(all => all.map(one => one.href));
        return links.map(one => one.split('/').at(-1));
    }

    // By the page of an application to an act of it; both are judged.
    async function begin(page, number, act) {
        await open(page, number);
        await look(page);
        await go(page, `main a[href$="/${act}"]`);
        await look(page);
    }

    async function done(page, number) {
        assert.match(page.url(), new RegExp(`/${number}\\?done=`), await main(page));
        await look(page);
    }

    const state = async (number, as = officer) =>
        (await host.ask('GET', `/api/v1/applications/${number}`, { as })).body;

    async function events(number, as = officer) {
        const got = await host.ask('GET', `/api/v1/applications/${number}/timeline`, { as });
        return got.body.entries.map(one => one.event);
    }

    async function routed(more = {}) {
        const given = await host.submit(more);
        const got = await host.act(given.number, 'route', officer, { unit: unit_place, unit_name: 'Yol' });
        assert.equal(got.status, 200, got.text);
        return given;
    }

    return { enter, address, open, offered, begin, done, state, events, routed };
}
