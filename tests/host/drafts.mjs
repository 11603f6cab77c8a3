// What a citizen has filled in and not sent yet, or sent without an answer: node drafts.mjs PROGRAM
// Each page is judged where it is seen: axe (WCAG 2.2 AA), html-validate, the browser's console.
import assert from 'node:assert/strict';
import { Browser, go, judge } from './browser.mjs';
import { document, fill } from './citizen.mjs';
import { Host, count, generous, must, officer } from './host.mjs';

const host = await Host.start(generous);
const browser = await Browser.start();
process.on('exit', () => browser.all.close());

const main = page => page.innerText('main');
const cookie_of = cookies => cookies.map(one => `${one.name}=${one.value}`).join('; ');

// The last page in this language is sent, and its answer never comes. @return The number of what was registered.
async function lost(page, speaks) {
    const cookies = await page.context().cookies();
    const got = await page.request.post(`${host.url}/${speaks}/apply/check`, { maxRedirects: 0,
        headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: cookie_of(cookies) } });
    assert.equal(got.status(), 303);
    await page.context().clearCookies();
    await page.context().addCookies(cookies);
    return /\/applications\/(.*)\/receipt/.exec(got.headers().location)[1];
}
const language_of = async number => {
    const page = await browser.person({ script: false });
    await page.goto(`${host.url}/log-in?next=/tr/staff/applications/${number}`);
    await page.check(`input[value="${officer}"]`);
    await go(page);
    const text = await main(page);
    await page.context().close();
    return /Türkçe|English|العربية|İngilizce|Arapça/.exec(text)?.[0];
};

await must('who reads the last page in another language before he sends again has applied once', async () => {
    const page = await browser.person({ script: false });
    await fill(page, host);
    const number = await lost(page, 'tr');
    for (const speaks of ['ar', 'en']) {
        await go(page, `a[hreflang=${speaks}]`);
        assert.equal(page.url(), `${host.url}/${speaks}/apply/check`);
        assert.equal(await lost(page, speaks), number);
    }
    await go(page);
    assert.equal(new URL(page.url()).pathname, `/en/applications/${number}/receipt`);
    assert.equal(await language_of(number), 'Türkçe');  // In which he is written to: as he answered.
    await page.context().close();
});

await must('who corrects a word in another language is written to in that one', async () => {
    const page = await browser.person({ script: false });
    await fill(page, host);
    const first = await lost(page, 'tr');
    await page.goto(`${host.url}/en/apply/text`);
    await page.fill('#text', 'It has been dark for a week.');
    await go(page);
    const second = await lost(page, 'en');
    assert.notEqual(second, first);
    assert.equal(await language_of(second), 'İngilizce');
    await page.context().close();
});

for (const way of [{ script: true }, { script: false }]) {
    await must(`what was filled in is thrown away, after a question: ${JSON.stringify(way)}`, async () => {
        const page = await browser.person(way);
        await fill(page, host);
        const names = async () => (await page.context().cookies()).map(one => one.name).filter(one => /draft/.test(one));
        for (const speaks of ['tr', 'ar']) {
            await page.goto(`${host.url}/${speaks}/apply/check`);
            await judge(page, way);
            await go(page, `main a[href="/${speaks}/apply/drop"]`);
            await judge(page, way);
            assert.notDeepEqual(await names(), []);  // It is asked first, and he may think otherwise.
            await go(page, 'main form + p a');
            assert.equal(page.url(), `${host.url}/${speaks}/apply/check`);
        }
        await page.goto(`${host.url}/tr/apply/text`);  // Offered on each question, too.
        await judge(page, way);
        await go(page, 'main a[href="/tr/apply/drop"]');
        await go(page);
        await judge(page, way);
        assert.match(await main(page), /kalmadı/);
        assert.deepEqual(await names(), []);
        await page.goto(`${host.url}/tr/apply/check`);
        assert.match(page.url(), /\/apply\/for$/);
        assert.equal(await page.locator('main a[href$="/apply/drop"]').count(), 0);
        assert.equal(await page.isChecked('input[value=self]'), false);
        await page.context().close();
    });
}

await must('what of it waits for the line is thrown away with it', async () => {
    const page = await browser.person({});
    await fill(page, host);
    await page.evaluate(() => new Promise((done, fail) => {
        const asked = indexedDB.open('waiting', 1);
        asked.onerror = fail;
        asked.onupgradeneeded = () => asked.result.createObjectStore('waiting', { keyPath: 'key' });
        asked.onsuccess = () => {
            const work = asked.result.transaction('waiting', 'readwrite');
            const at = Date.now();
            work.objectStore('waiting').put({ key: 'his', url: `${location.origin}/tr/apply/check`, fields: [], at });
            work.objectStore('waiting').put({ key: 'desk', url: `${location.origin}/tr/staff/desk/new`, fields: [], at });
            work.oncomplete = () => { asked.result.close(); done(); };
        };
    }));
    await page.goto(`${host.url}/tr/apply/drop`);
    await go(page, 'main form[data-form="apply-drop"] button');
    const left = await page.evaluate(() => new Promise(done => {
        const asked = indexedDB.open('waiting', 1);
        asked.onsuccess = () => {
            const all = asked.result.transaction('waiting').objectStore('waiting').getAllKeys();
            all.onsuccess = () => done(all.result);
        };
    }));
    assert.deepEqual(left, ['desk']);  // What a clerk has filled in at this machine is his.
    await page.context().close();
});

await must('what was kept is not sent with the answers of another application', async () => {
    const page = await browser.person({ script: false });
    await fill(page, host, { text: 'Birinci' });
    const key = await page.inputValue('main form input[name=key]');
    await page.goto(`${host.url}/tr/apply/text`);
    await page.fill('#text', 'İkinci');
    await go(page);
    // The form as it was kept, which the browser sends now.
    await page.evaluate(old => { document.querySelector('main form input[name=key]').value = old; }, key);
    await page.setInputFiles('#files', [{ name: 'dilekçe.pdf', mimeType: 'application/pdf', buffer: document }]);
    await go(page);
    assert.match(page.url(), /\/apply\/check$/);
    await judge(page, { script: false });
    assert.match(await page.innerText('#files-error'), /o zamandan beri değişti/);
    assert.match(await main(page), /İkinci/);
    assert.notEqual(await page.inputValue('main form input[name=key]'), key);
    await go(page);
    assert.match(page.url(), /\/receipt$/);
    await page.context().close();
});

await must('what is no text is called that, and not too long', async () => {
    const raw = 'full_name=%C3%28&identity=99000000110';
    const asked = path => host.ask('POST', path, { raw, redirect: 'manual',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    for (const [speaks, words] of [['tr', /UTF-8/], ['en', /no text that can be read/]]) {
        const got = await asked(`/${speaks}/apply/identity`);
        assert.equal(got.status, 400);
        assert.match(got.text, words);
        assert.doesNotMatch(got.text, /uzun|too long/);
    }
});

await browser.stop();
assert.equal(await host.stop(), 0);
count();
