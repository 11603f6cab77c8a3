// Photos and documents, from the telephone to the desk and back: node attachments.mjs PROGRAM
// Each page is judged where it is seen: axe (WCAG 2.2 AA), html-validate, the browser's console.
import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { Browser, judge } from './browser.mjs';
import { document, enter, fill, follow, go, photo, receipt } from './citizen.mjs';
import { Host, count, generous, isProblem, must, newKey, officer, other_unit, unit } from './host.mjs';

const host = await Host.start(generous);
const browser = await Browser.start();
process.on('exit', () => browser.all.close());

const desk = 'desk:34/zeynep';
const main = page => page.innerText('main');
const painter = await browser.person({});
const small = await photo(painter, 64, 48);
const large = await photo(painter, 3600, 2600);
assert.ok(large.length > 1_500_000 && large.length < 4 << 20, `${large.length}`);
assert.ok(small.includes('GPS 41.0082N'));

const lamp = { name: 'C:\\resim\\lamba şehir.jpg', mimeType: 'image/jpeg', buffer: small };
const paper = { name: 'dilekçe.pdf', mimeType: 'application/pdf', buffer: document };
const liar = { name: 'lamba.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<script>alert(1)</script>') };

// As a program would ask: no browser opens what it is given.
async function take(page, href) {
    const got = await page.request.get(new URL(href, page.url()).href);
    return { status: got.status(), headers: got.headers(), bytes: await got.body() };
}

function isDownload({ status, headers, bytes }, type, name) {
    assert.equal(status, 200, bytes.toString());
    assert.equal(headers['content-type'], type);
    assert.equal(headers['content-disposition'], `attachment; filename="${name}"`);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal(headers['cache-control'], 'no-store');
}

const events = async (number, as = officer) => {
    const got = await host.ask('GET', `/api/v1/applications/${number}/timeline`, { as });
    return got.body.entries.map(one => one.event);
};
const attached = async (number, as = officer) => {
    const got = await host.ask('GET', `/api/v1/applications/${number}/attachments`, { as });
    assert.equal(got.status, 200, got.text);
    return got.body.attachments;
};

for (const way of [{ speaks: 'tr', script: true }, { speaks: 'en', script: false }, { speaks: 'ar', script: true }]) {
    await must(`who applies sends a photo and a paper along, and takes them away again: ${JSON.stringify(way)}`, async () => {
        const page = await browser.person(way);
        await fill(page, host, way);
        await judge(page, way);
        await page.setInputFiles('#files', [lamp, paper]);
        await go(page);
        await judge(page, way);
        assert.match(await main(page), /lamba şehir\.jpg/);
        assert.match(await main(page), /dilekçe\.pdf/);
        const given = await receipt(page);
        const later = await browser.person(way);
        await follow(later, host, given, way.speaks);
        await judge(later, way);
        const links = await later.locator('.ak-files a').evaluateAll(all => all.map(one => one.getAttribute('href')));
        assert.equal(links.length, 2);
        const got = await take(later, links[0]);
        isDownload(got, 'image/jpeg', `${given.number}-1.jpg`);
        assert.ok(!got.bytes.includes('GPS'), 'nobody needs to know where it was taken');
        const size = await painter.evaluate(async text => {
            const bytes = Uint8Array.from(atob(text), one => one.charCodeAt(0));
            const { width, height } = await createImageBitmap(new Blob([bytes]));
            return [width, height];
        }, got.bytes.toString('base64'));
        assert.deepEqual(size, [64, 48]);
        const second = await take(later, links[1]);
        isDownload(second, 'application/pdf', `${given.number}-2.pdf`);
        assert.deepEqual(second.bytes, document);
        for (const none of ['0', '3', '01', 'x', '1x', '-1']) {
            assert.equal((await take(later, links[0].replace(/1$/, none))).status, 404, none);
        }
        await page.context().close();
        await later.context().close();
    });
}

await must('what is no photo is said so, by its name, and nothing else is asked again', async () => {
    const page = await browser.person({});
    await fill(page, host);
    await page.setInputFiles('#files', [lamp, liar]);
    await go(page);
    await judge(page);
    assert.match(await page.innerText('#files-error'), /lamba\.jpg: yalnız JPEG/);
    assert.match(await main(page), /Sokak lambası yanmıyor/);
    await page.setInputFiles('#files', Array.from({ length: 11 }, (_, i) => ({ ...paper, name: `${i}.pdf` })));
    await go(page);
    assert.match(await page.innerText('#files-error'), /En çok 10 dosya/);
    const big = Buffer.alloc((4 << 20) + 1, ' ');
    document.copy(big);
    await page.setInputFiles('#files', [{ ...paper, buffer: big }]);
    await go(page);
    assert.match(await page.innerText('#files-error'), /dilekçe\.pdf: dosya 4 MB/);
    await page.setInputFiles('#files', [paper]);
    await go(page);
    const { number } = await receipt(page);
    assert.deepEqual((await attached(number)).map(one => one.name), ['dilekçe.pdf']);
    await page.context().close();
});

await must('the same form sent twice is one application with the same files', async () => {
    const page = await browser.person({ script: false });
    await fill(page, host);
    const cookie = (await page.context().cookies()).map(one => `${one.name}=${one.value}`).join('; ');
    const send = () => {
        const form = new FormData();
        form.append('files', new File([small], 'a.jpg', { type: 'image/jpeg' }));
        form.append('files', new File([document], 'b.pdf', { type: 'application/pdf' }));
        return fetch(`${host.url}/tr/apply/check`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie } });
    };
    const [first, second] = [await send(), await send()];
    assert.equal(first.status, 303);
    assert.equal(second.headers.get('location'), first.headers.get('location'));
    const number = /applications\/([^/]+)\//.exec(first.headers.get('location'))[1];
    assert.equal((await attached(number)).length, 2);
    await page.context().close();
});

await must('files that are too large together are told of on a page', async () => {
    const page = await browser.person({ script: false });
    await fill(page, host);
    const cookie = (await page.context().cookies()).map(one => `${one.name}=${one.value}`).join('; ');
    const form = new FormData();
    for (let i = 0; i < 11; ++i) form.append('files', new File([Buffer.alloc(4 << 20)], 'a.jpg'));
    const got = await fetch(`${host.url}/tr/apply/check`, { method: 'POST', body: form,
        headers: { cookie, accept: 'text/html' } });
    assert.equal(got.status, 413);
    assert.match(await got.text(), /Dosyalar çok büyük/);
    // Where no files are expected the limit is that of all forms.
    const other = await fetch(`${host.url}/tr/apply/text`, { method: 'POST', headers: { cookie },
        body: new URLSearchParams({ text: 'x'.repeat(2 << 20) }) });
    assert.equal(other.status, 413);
    await page.context().close();
});

await must('a photo of a phone is made smaller before it is sent, with a script', async () => {
    const sizes = {};
    for (const script of [true, false]) {
        const page = await browser.person({ script });
        await fill(page, host);
        await page.setInputFiles('#files', [{ ...lamp, buffer: large }]);
        await go(page);
        const { number } = await receipt(page);
        const [one] = await attached(number);
        assert.equal(one.type, 'image/jpeg');
        sizes[script] = one.size;
        await page.context().close();
    }
    assert.ok(sizes.false > 1_500_000, `${sizes.false}`);
    assert.ok(sizes.true < sizes.false, JSON.stringify(sizes));
});

await must('who chooses again while a photo is made smaller sends what he chose last', async () => {
    const page = await browser.person({});
    await fill(page, host);
    await page.evaluate(() => {
        const real = window.createImageBitmap;
        const slow = new Promise(done => { window.goOn = done; });
        window.createImageBitmap = async (...what) => { await slow; return real(...what); };
    });
    await page.setInputFiles('#files', [{ ...lamp, buffer: large }]);
    await page.setInputFiles('#files', [paper]);
    await page.evaluate(() => window.goOn());
    // As long as the first one takes, at least.
    await page.evaluate(async () => { for (let i = 0; i < 50; ++i) await new Promise(done => setTimeout(done, 20)); });
    await go(page);
    const { number } = await receipt(page);
    assert.deepEqual((await attached(number)).map(one => one.name), [paper.name]);
    await page.context().close();
});

await must('more is added from the page of the application, as long as somebody works on it', async () => {
    const page = await browser.person({});
    await fill(page, host);
    await go(page);
    const given = await receipt(page);
    assert.equal(await page.locator('.ak-files').count(), 0);
    await follow(page, host, given);
    const add = 'main a[href$="/attachments"]';
    for (const files of [[], [liar], [lamp]]) {
        if (await page.locator(add).count() > 0) {
            await go(page, add);
            await judge(page);
        }
        await page.setInputFiles('#files', files);
        await go(page);
        await judge(page);
    }
    assert.match(page.url(), /\?done=attach$/);
    assert.match(await main(page), /lamba şehir\.jpg/);
    assert.match(await page.innerText('.ak-timeline'), /Fotoğraf veya belge eklendi/);
    // The same photo once more is the same photo.
    await page.click(add);
    await page.setInputFiles('#files', [lamp]);
    await go(page);
    assert.equal((await attached(given.number)).length, 1);
    // The timeline tells of it, and does not carry it.
    const told = await host.ask('GET', `/api/v1/applications/${given.number}/timeline`, { as: officer });
    assert.ok(told.text.length < 2_000, told.text);
    await page.click('main a[href$="/withdraw"]');
    await go(page);
    assert.equal(await page.locator(add).count(), 0);
    const link = await page.locator('.ak-files a').getAttribute('href');
    isDownload(await take(page, link), 'image/jpeg', `${given.number}-1.jpg`);
    const form = await page.goto(`${host.url}/tr/applications/${given.number}/attachments`);
    assert.equal(form.status(), 409);
    page.faults.splice(0);
    // Who has not shown that it is his is shown nothing.
    const stranger = await browser.person({});
    const got = await take(page, link);
    assert.equal(got.status, 200);
    const none = await stranger.request.get(new URL(link, page.url()).href);
    assert.equal(none.status(), 404);
    await stranger.context().close();
    await page.context().close();
});

await must('a form of another session adds nothing', async () => {
    const page = await browser.person({ script: false });
    await fill(page, host);
    await go(page);
    const { number } = await receipt(page);
    const got = await page.request.post(`${host.url}/tr/applications/${number}/attachments`,
        { multipart: { csrf: 'x', files: lamp } });
    assert.equal(got.status(), 403);
    assert.equal((await attached(number)).length, 0);
    await page.context().close();
});

await must('who works on it has the files, others see that there are some, and look on record', async () => {
    const page = await browser.person({ script: false });
    await fill(page, host);
    await page.setInputFiles('#files', [lamp, paper]);
    await go(page);
    const { number } = await receipt(page);
    await page.context().close();
    await host.act(number, 'route', officer, { unit: '24301265' });
    const own = await enter(browser, host, unit, `/staff/applications/${number}`);
    await judge(own);
    isDownload(await take(own, `/tr/staff/applications/${number}/attachments/2`), 'application/pdf', `${number}-2.pdf`);
    assert.equal((await take(own, `/tr/staff/applications/${number}/attachments/3`)).status, 404);
    // He adds what he has found there.
    await own.click('main a[href$="/attachments"]');
    await judge(own);
    await own.setInputFiles('#files', [{ ...paper, name: 'tutanak.pdf', buffer: Buffer.concat([document, Buffer.from('\n')]) }]);
    await go(own);
    await judge(own);
    assert.match(await own.innerText('.ak-files'), /tutanak\.pdf/);
    const other = await enter(browser, host, other_unit, `/staff/applications/${number}`);
    await judge(other);
    assert.equal(await other.locator('.ak-files li').count(), 3);
    assert.equal(await other.locator('.ak-files a, .ak-files button').count(), 0);
    assert.doesNotMatch(await main(other), /lamba|dilekçe|tutanak/);
    assert.equal((await take(other, `/tr/staff/applications/${number}/attachments/1`)).status, 404);
    const before = (await events(number)).filter(one => one === 'disclosed').length;
    await other.click('main a[href$="/look"]');
    await other.fill('#why', 'Aynı sokak için');
    await go(other);
    await judge(other);
    const [download] = await Promise.all([other.waitForEvent('download'), other.click('.ak-files button >> nth=0')]);
    assert.equal(download.suggestedFilename(), `${number}-1.jpg`);
    const after = (await events(number)).filter(one => one === 'disclosed').length;
    assert.equal(after - before, 2, 'the look, and the photo');
    await own.context().close();
    await other.context().close();
});

await must('the desk registers with papers, and what is wrong with one keeps all that was typed', async () => {
    const page = await enter(browser, host, desk, '/staff/desk');
    await page.fill('input[name=what]', '99000000110');
    await go(page);
    await go(page, 'main form[action$="/desk/new"] button');
    await page.fill('#full_name', 'Deneme Kişi');
    await page.selectOption('#category', 'lighting');
    await page.fill('#subject', 'Masadan');
    await page.fill('#text', 'Anlattı.');
    await page.setInputFiles('#files', [liar]);
    await go(page);
    await judge(page);
    assert.match(await page.innerText('#files-error'), /lamba\.jpg/);
    assert.equal(await page.inputValue('#subject'), 'Masadan');
    await page.setInputFiles('#files', [paper, lamp]);
    await go(page);
    await judge(page);
    assert.match(await main(page), /dilekçe\.pdf/);
    const { number } = await receipt(page);
    assert.deepEqual((await attached(number, desk)).map(one => one.type), ['application/pdf', 'image/jpeg']);
    await page.context().close();
});

await must('the API takes a file as it is, or a form of some, once for a key', async () => {
    const { number, lookup_code: code } = await host.submit();
    const path = `/api/v1/applications/${number}/attachments`;
    const send = (raw, more = {}) => host.ask('POST', path, { raw, code, key: newKey(), ...more });
    const key = newKey();
    for (let i = 0; i < 2; ++i) {
        const got = await send(small, { key, headers: { 'Content-Type': 'image/jpeg' } });
        assert.equal(got.status, 201, got.text);
        assert.equal(got.body.attachments.length, 1);
        assert.equal(got.body.attachments[0].type, 'image/jpeg');
    }
    const form = new FormData();
    form.append('file', new File([document], 'a.pdf'));
    form.append('file', new File([Buffer.concat([document, Buffer.from('%')])], 'b.pdf'));
    const both = await send(form);
    assert.deepEqual(both.body.attachments.map(one => one.n), [1, 2, 3]);
    assert.deepEqual(both.body.attachments.slice(1).map(one => one.name), ['a.pdf', 'b.pdf']);
    const raw = { headers: { 'Content-Type': 'image/jpeg' } };
    isProblem(await send('<svg/>', raw), 415, 'not_a_file_we_take');
    isProblem(await send('', raw), 415, 'not_a_file_we_take');
    isProblem(await send(Buffer.from('ffd8ffe1', 'hex'), raw), 422, 'damaged_file');
    isProblem(await send(Buffer.concat([document, Buffer.alloc(4 << 20)]), raw), 413, 'too_large');
    isProblem(await send(new FormData()), 422, 'no_file');
    isProblem(await send('x', { headers: { 'Content-Type': 'multipart/form-data; boundary=b' } }), 400, 'bad_form');
    isProblem(await send(document, { ...raw, key: undefined }), 400, 'bad_idempotency_key');
    isProblem(await send(document, { ...raw, code: 'AAAAAAAAAAAAAA' }), 404, 'no_such_application');
    isProblem(await send(document, { ...raw, code: undefined }), 401, 'not_logged_in');
    isProblem(await send(document, { ...raw, code: undefined, as: other_unit }), 403, 'not_permitted');
    const many = new FormData();
    for (let i = 0; i < 8; ++i) many.append('file', new File([Buffer.concat([document, Buffer.from(`${i}`)])], `${i}.pdf`));
    isProblem(await send(many), 409, 'limit_reached');
    // Who may not read what is personal sees how many there are, and no name.
    const seen = await attached(number, other_unit);
    assert.deepEqual(Object.keys(seen[0]).sort(), ['n', 'size', 'type']);
    isProblem(await host.ask('GET', `${path}/1`, { as: other_unit }), 404, 'no_such_application');
    isProblem(await host.ask('GET', `${path}/99`, { code }), 404, 'no_such_application');
    isProblem(await host.ask('GET', path, { code: 'AAAAAAAAAAAAAA' }), 404, 'no_such_application');
    const got = await fetch(`${host.url}${path}/2`, { headers: { 'Lookup-Code': code } });
    assert.equal(got.headers.get('content-disposition'), `attachment; filename="${number}-2.pdf"`);
    assert.deepEqual(Buffer.from(await got.arrayBuffer()), document);
});

await browser.stop();
assert.equal(await host.stop(), 0);
count();
