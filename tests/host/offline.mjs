// The line goes away at the last page, or with the answer: node offline.mjs PROGRAM
// What was filled in waits in the browser, and is registered once.
import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { Browser, judge } from './browser.mjs';
import { document, enter, fill, go, receipt } from './citizen.mjs';
import { Host, count, generous, must, officer, patience } from './host.mjs';

const host = await Host.start(generous);
const browser = await Browser.start();
process.on('exit', () => browser.all.close());

const desk = 'desk:34/zeynep';
const paper = { name: 'dilekçe.pdf', mimeType: 'application/pdf', buffer: document };

// Between browser and host: what is asked arrives, and while `loses` says so its answer does not. What is `cut` does not
// even arrive.
const line = { loses: () => false, lost: 0, cuts: () => false, cut: 0 };
const proxy = createServer((asked, given) => {
    if (line.cuts(asked)) {
        ++line.cut;
        asked.destroy();
        return;
    }
    const on = request(host.url + asked.url, { method: asked.method, headers: asked.headers }, got => {
        if (line.loses(asked)) {
            ++line.lost;
            got.resume().on('end', () => given.destroy());
            return;
        }
        given.writeHead(got.statusCode, got.rawHeaders);
        got.pipe(given);
    });
    on.on('error', () => given.destroy());
    asked.pipe(on);
});
await new Promise(done => proxy.listen(0, '127.0.0.1', done));
const behind = { url: `http://127.0.0.1:${proxy.address().port}` };

async function watched(page) {
    await page.evaluate(() => Promise.race([navigator.serviceWorker.ready,
        new Promise((_, fail) => setTimeout(() => fail(new Error('no service worker')), 30_000))]));
    // A page that was on its way while the worker began is watched from the next on.
    const has_worker = () => page.evaluate(() => navigator.serviceWorker.controller !== null);
    if (!await has_worker()) await page.reload();
    assert.ok(await has_worker());
}

// How many applications have this subject: all that the office has, page by page.
async function registered(text) {
    const all = [];
    for (let after = ''; after !== null;) {
        const got = await host.ask('GET', `/api/v1/lists/state?key=submitted&limit=100&after=${after}`, { as: officer });
        for (const one of got.body.items) {
            const told = await host.ask('GET', `/api/v1/applications/${one.number}/timeline`, { as: officer });
            if (told.body.entries.some(entry => entry.text === text)) all.push(one.number);
        }
        after = got.body.next;
    }
    return all;
}
async function isOne(text, number) {
    for (const end = Date.now() + patience; Date.now() < end;) {
        if ((await registered(text)).length > 0) break;  // Lists may be a moment behind.
    }
    assert.deepEqual(await registered(text), [number]);
}
const files = async number => {
    const got = await host.ask('GET', `/api/v1/applications/${number}/attachments`, { as: officer });
    return got.body.attachments.map(one => one.name);
};
const kept = page => page.evaluate(async () => {
    const asked = indexedDB.open('waiting');
    const all = await new Promise(done => { asked.onsuccess = () => done(asked.result); });
    const got = all.objectStoreNames.length && all.transaction('waiting').objectStore('waiting').count();
    return got ? new Promise(done => { got.onsuccess = () => done(got.result); }) : 0;
});
async function isKept(page) {
    await page.waitForSelector('[data-kept]');
    assert.match(await page.innerText('h1'), /bu cihazda bekliyor/);
}
async function isGone(page) {
    for (const end = Date.now() + patience; Date.now() < end && await kept(page) > 0;);
    assert.equal(await kept(page), 0);
}
const arrived = page => page.waitForURL(/\/receipt$/, { timeout: patience });

await must('a line that is away when somebody sends: it waits, and goes when the line is back, once', async () => {
    const page = await browser.person({});
    await page.goto(`${host.url}/tr`);
    await watched(page);
    await fill(page, host, { text: 'Hat yokken' });
    await page.setInputFiles('#files', [paper]);
    await page.context().setOffline(true);
    await go(page);
    await isKept(page);
    assert.equal(await kept(page), 1);
    assert.deepEqual(await registered('Hat yokken'), []);
    page.faults.splice(0);  // The browser says that there is no line.
    await page.context().setOffline(false);
    await arrived(page);
    const { number } = await receipt(page);
    page.faults.splice(0);
    await judge(page);
    await isOne('Hat yokken', number);
    assert.deepEqual(await files(number), ['dilekçe.pdf']);
    await isGone(page);
    await page.context().close();
});

await must('an answer that is lost behind the registration: still one', async () => {
    const page = await browser.person({});
    await page.goto(`${behind.url}/tr`);
    await watched(page);
    await fill(page, behind, { text: 'Cevap kayboldu' });
    await page.setInputFiles('#files', [paper]);
    line.lost = 0;
    line.loses = asked => asked.method === 'POST' || asked.url === '/healthz';
    await go(page);
    await isKept(page);
    assert.ok(line.lost >= 1);
    await isOne('Cevap kayboldu', (await registered('Cevap kayboldu'))[0]);
    line.loses = () => false;
    await arrived(page);
    const { number } = await receipt(page);
    await isOne('Cevap kayboldu', number);
    assert.deepEqual(await files(number), ['dilekçe.pdf']);
    await page.context().close();
});

// As far as the last page.
async function atTheDesk(at, text) {
    const page = await enter(browser, at, desk, '/staff/desk');
    await watched(page);
    await fillAtTheDesk(page, text);
    return page;
}
async function registerAtTheDesk(page, text) {
    await fillAtTheDesk(page, text);
    await go(page);
    return (await receipt(page)).number;
}
async function fillAtTheDesk(page, text) {
    await page.fill('input[name=what]', '99000000110');
    await go(page);
    await go(page, 'main form[action$="/desk/new"] button');
    await page.fill('#full_name', 'Deneme Kişi');
    await page.selectOption('#category', 'lighting');
    await page.fill('#subject', 'Masadan');
    await page.fill('#text', text);
    await page.setInputFiles('#files', [paper]);
}

await must('at the desk, too: without a line, and with an answer that is lost', async () => {
    const page = await atTheDesk(host, 'Masada hat yok');
    await page.context().setOffline(true);
    await go(page);
    await isKept(page);
    await page.context().setOffline(false);
    await arrived(page);
    const first = await receipt(page);
    await isOne('Masada hat yok', first.number);
    assert.deepEqual(await files(first.number), ['dilekçe.pdf']);
    await page.context().close();
    const other = await atTheDesk(behind, 'Masada cevap yok');
    line.loses = asked => asked.method === 'POST' || asked.url === '/healthz';
    await go(other);
    await isKept(other);
    line.loses = () => false;
    await arrived(other);
    const second = await receipt(other);
    await isOne('Masada cevap yok', second.number);
    await other.context().close();
});

// It waits, and when the line is back its clerk's session has ended.
async function loggedOutMeanwhile(text) {
    const page = await atTheDesk(host, text);
    await page.context().setOffline(true);
    await go(page);
    await isKept(page);
    await page.context().clearCookies();
    await page.context().setOffline(false);
    await page.waitForSelector('main a[href^="/log-in"]', { timeout: patience });
    await go(page, 'main a[href^="/log-in"]');
    return page;
}

await must('who is logged out by then sends it after he has logged in again', async () => {
    const page = await loggedOutMeanwhile('Oturum bitti');
    await page.check(`input[value="${desk}"]`);
    await go(page);
    await page.goto(`${host.url}/tr/staff/desk`);
    page.faults.splice(0);
    await page.waitForSelector('[data-send]');
    await judge(page);
    await page.click('[data-send]');
    await arrived(page);
    const { number } = await receipt(page);
    await isOne('Oturum bitti', number);
    await page.context().close();
});

await must('what waits is its clerk\'s, and no other receipt takes it away', async () => {
    const page = await loggedOutMeanwhile('Sıradaki');
    page.faults.splice(0);
    const logIn = async account => {
        await page.goto(`${host.url}/tr/staff/desk`);
        await page.check(`input[value="${account}"]`);
        await go(page);
    };
    // A colleague is not offered it: under his account it would be another application.
    await logIn(officer);
    await page.goto(`${host.url}/tr/staff/desk`);
    await page.waitForSelector('form[action$="/staff/desk"]');
    assert.equal(await kept(page), 1);
    assert.equal(await page.locator('[data-send]').count(), 0);
    // He serves the next person, whose receipt says nothing of what waits.
    const next = await registerAtTheDesk(page, 'Araya giren');
    await isOne('Araya giren', next);
    assert.equal(await kept(page), 1);
    await page.context().clearCookies();
    await logIn(desk);
    await page.waitForSelector('[data-send]');
    await page.click('[data-send]');
    await arrived(page);
    const { number } = await receipt(page);
    await isOne('Sıradaki', number);
    await isGone(page);
    await page.context().close();
});

await must('who logs out, or throws it away, leaves nothing behind', async () => {
    const page = await browser.person({});
    await page.goto(`${host.url}/tr`);
    await watched(page);
    const away = async () => {
        await fill(page, host, { text: 'Vazgeçtim' });
        await page.context().setOffline(true);
        await go(page);
        await isKept(page);
        await page.goto(`${host.url}/tr/follow`);  // The page that says that there is no line.
        await page.context().setOffline(false);
        await page.goto(`${host.url}/tr/privacy`);
        page.faults.splice(0);
        await page.waitForSelector('[data-drop]');
        assert.equal(await kept(page), 1);
    };
    await away();
    await judge(page);
    await page.click('[data-drop]');
    await page.waitForSelector('[data-drop]', { state: 'detached' });
    await isGone(page);
    // The draft is still there. It is sent, so that he holds one and can log out.
    await page.goto(`${host.url}/tr/apply/check`);
    await go(page);
    const { number } = await receipt(page);
    await away();
    await go(page, 'header form[action="/log-out"] button');
    await page.waitForSelector('form[action="/log-out"]', { state: 'detached' });
    await isGone(page);
    assert.deepEqual(await registered('Vazgeçtim'), [number]);
    await page.context().close();
});

await must('what was kept and is then sent by hand has been sent, files and all', async () => {
    const page = await browser.person({});
    await page.goto(`${host.url}/tr`);
    await watched(page);
    await fill(page, host, { text: 'Elle gönderildi' });
    await page.setInputFiles('#files', [paper]);
    await page.context().setOffline(true);
    await go(page);
    await isKept(page);
    await page.goto(`${host.url}/tr/follow`);  // The page that says that there is no line.
    await page.context().setOffline(false);
    await page.goto(`${host.url}/tr/apply/check`);
    page.faults.splice(0);
    await page.waitForFunction(() => document.getElementById('files').files.length > 0);
    await judge(page);
    await go(page);
    const { number } = await receipt(page);
    await isOne('Elle gönderildi', number);
    assert.deepEqual(await files(number), ['dilekçe.pdf']);
    await isGone(page);
    await page.goto(`${host.url}/tr/privacy`);
    assert.equal(await page.locator('[data-send]').count(), 0);
    await page.context().close();
});

await must('files that no line gets through are not sent for ever', async () => {
    const page = await browser.person({});
    await page.goto(`${behind.url}/tr`);
    await watched(page);
    await fill(page, behind, { text: 'Dosyalar büyük' });
    await page.setInputFiles('#files', [paper]);
    line.cuts = asked => asked.method === 'POST';
    await go(page);
    await page.waitForSelector('[data-too-large]', { state: 'visible', timeout: patience });
    assert.ok(line.cut >= 4, `only ${line.cut}`);
    assert.match(await page.innerText('[data-kept]'), /dosyalarınız bu bağlantı için çok büyük/);
    assert.doesNotMatch(await page.innerText('[data-kept]'), /kendiliğinden gönderilir/);
    assert.equal(await kept(page), 1);
    page.faults.splice(0);  // The browser says that the line broke.
    await judge(page);
    line.cuts = () => false;
    await page.click('[data-send-bare]');
    await arrived(page);
    const { number } = await receipt(page);
    await isOne('Dosyalar büyük', number);
    assert.deepEqual(await files(number), []);
    await isGone(page);
    await page.context().close();
});

await browser.stop();
proxy.close();
assert.equal(await host.stop(), 0);
count();
