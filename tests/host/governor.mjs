// The pages for the governor and the auditor, in Debian's Chromium: node governor.mjs PROGRAM
// ACIKKAPI_REPLAY names the tool that counts the same figures, and checks the proofs, from the store alone.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, go, judge } from './browser.mjs';
import { Host, count, folder, generous, must, newKey, officer, other_unit, patience, unit } from './host.mjs';

const replay = process.env.ACIKKAPI_REPLAY;
// As the governorate calls its units; one of them like what a table takes for a formula.
const names = { 24301265: 'Yol ve Altyapı', 16708716: '=Su, "yeni"' };
const directory = JSON.parse(readFileSync(new URL('../../examples/host/web/directory.json', import.meta.url), 'utf8'));
for (const one of directory.units) one.name = names[one.id] ?? one.name;
writeFileSync(join(folder, 'directory.json'), JSON.stringify(directory));
const as_it_is = [generous, ['--directory', join(folder, 'directory.json')]];
const host = await Host.start(...as_it_is);
const browser = await Browser.start();
process.on('exit', () => browser.all.close());

const governor = 'governorate:34/1';
const places = { [unit]: '24301265', [other_unit]: '16708716' };
const tongues = ['tr', 'en', 'ar'];

async function enter(as, way = {}, path = '/staff/governor') {
    const page = await browser.person({ width: 'desktop', ...way });
    page.way = { speaks: 'tr', script: true, ...way };
    await page.goto(`${host.url}/${page.way.speaks}${path}`);
    await page.check(`input[value="${as}"]`);
    await go(page);
    return page;
}
const look = page => judge(page, page.way);
const main = page => page.innerText('main');

// Kept for people to look at, if wanted: SHOTS=directory.
async function shot(page, name) {
    if (!process.env.SHOTS) return;
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), fullPage: true });
}

// RFC 4180, read by the letter.
function records(text) {
    assert.ok(text.startsWith('\uFEFF'));
    const out = [[]];
    for (const [, quoted, plain, end] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
        out.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
        if (end === '\r\n') out.push([]);
    }
    assert.deepEqual(out.pop(), []);
    for (const one of out) assert.equal(one.length, 4, one.join());
    return out.slice(1);
}
async function file(page, path) {
    const got = await page.request.get(`${host.url}/${page.way.speaks}${path}`);
    assert.equal(got.status(), 200);
    return { text: await got.text(), headers: got.headers() };
}
const figures = async (page, path) => {
    const all = records((await file(page, path)).text);
    return (table, line, column) => all.find(one => one[0] === table && one[1] === line && one[2] === column)?.[3];
};

// --- a small city -----------------------------------------------------------------------------------

const numbers = [];
const codes = {};
async function rate(number) {
    const rated = await host.ask('POST', `/api/v1/applications/${number}/rate`,
        { code: codes[number], body: { score: 4 }, key: newKey() });
    assert.equal(rated.status, 200, rated.text);
}
const matters = ['lighting', 'road', 'water'];
const districts = ['Kadıköy', 'Fatih', 'Şişli', undefined];
for (let i = 0; i < 24; ++i) {
    const applicant = { identity: '10000000146', full_name: 'Deneme Kişi', mobile: '0532 123 45 67' };
    const given = await host.submit({ category: matters[i % 3], district: districts[i % 4], applicant });
    numbers.push(given.number);
    codes[given.number] = given.lookup_code;
    const [who, to] = Object.entries(places)[i % 2];
    const must_do = async (act, as, body) => {
        const got = await host.act(given.number, act, as, body);
        assert.equal(got.status, 200, got.text);
    };
    if (i % 8 === 7) continue;
    await must_do('route', officer, { unit: to, unit_name: names[to] });
    if (i % 6 === 5) {
        await must_do('send_back', who, { reason: 'not_our_duty' });
        continue;
    }
    if (i % 4 === 3) continue;
    await must_do('answer', who, { decision: 'granted', text: 'Yapıldı.' });
    await host.until(given.number, officer, 'notified');
    if (i % 2 === 0) await rate(given.number);
}

// --- the governor -----------------------------------------------------------------------------------

for (const speaks of tongues) {
    for (const width of ['phone', 'desktop']) {
        await must(`figures and the report are judged: ${speaks}, ${width}`, async () => {
            const page = await enter(governor, { speaks, width });
            for (const path of ['/staff/governor?days=all', '/staff/report']) {
                await page.goto(`${host.url}/${speaks}${path}`);
                await look(page);
                await shot(page, `${path.split('/').at(-1).split('?')[0]}-${speaks}-${width}`);
            }
            await page.context().close();
        });
    }
}

await must('every figure leads to as many applications as it says', async () => {
    const page = await enter(governor, { script: false });
    await page.goto(`${host.url}/tr/staff/governor?days=all`);
    const links = await page.locator('main .ak-keys a, main .ak-figures a').evaluateAll(
        all => all.map(one => ({ at: one.getAttribute('href'), text: one.innerText })));
    assert.ok(links.length > 30, String(links.length));
    for (const { at, text } of new Map(links.map(one => [one.at, one])).values()) {
        await page.goto(host.url + at);
        if (!at.includes('/cases')) {
            assert.ok((await main(page)).includes(numbers[3]), 'the oldest open one');
            continue;
        }
        const shown = await page.locator('.ak-cases tbody tr').count();
        assert.ok(shown > 0, at);
        for (const one of links.filter(other => other.at === at && /^\d+$/.test(other.text))) {
            assert.equal(shown, Number(one.text), `${at} ${text}`);
        }
    }
    await page.goto(host.url + links.find(one => one.at.includes('by=unit')).at);
    await look(page);
    await shot(page, 'cases-tr-desktop');
    await page.context().close();
});

const satisfaction = 'Memnuniyet (1–5)';
const rated_of = by => `/tr/staff/governor/cases?what=rated&from=2000-01-01&to=2999-12-31${by}`;

await must('the satisfaction of those whom many have rated is told, and who has rated', async () => {
    const page = await enter(governor, { script: false });
    const read = await figures(page, '/staff/governor.csv?days=all');
    assert.equal(read('Birimler', 'Yol ve Altyapı', satisfaction), '4.0');
    assert.equal(read('Birimler', '\'=Su, "yeni"', satisfaction), '–');
    assert.equal((await page.goto(host.url + rated_of('&by=unit&key=24301265'))).status(), 200);
    assert.ok((await main(page)).includes(numbers[0]));
    await page.context().close();
});

await must('a satisfaction of few is not told, nor what it could be reckoned from', async () => {
    await rate(numbers[1]);  // Of the other unit: the only one.
    const page = await enter(governor, { script: false });
    const read = await figures(page, '/staff/governor.csv?days=all');
    assert.equal(read('Toplam', satisfaction, 'Sayı'), '4.0');
    assert.equal(read('Birimler', 'Yol ve Altyapı', satisfaction), 'Gösterilmiyor');
    assert.equal(read('Birimler', '\'=Su, "yeni"', satisfaction), 'Az puan');
    await page.goto(`${host.url}/tr/staff/governor?days=all`);
    await look(page);
    assert.match(await page.innerText('tr:has(th:text-is("Yol ve Altyapı"))'), /Gösterilmiyor/);
    await page.context().close();
});

await must('who rated almost alone is not found by it, and nobody who works here reads how', async () => {
    const page = await enter(governor, { script: false });
    for (const by of ['', '&by=unit&key=16708716', '&by=unit&key=24301265', '&by=district&key=Fatih']) {
        assert.equal((await page.goto(host.url + rated_of(by))).status(), 404, by);
        assert.ok(!(await main(page)).includes(numbers[1]), by);
    }
    for (const as of [governor, unit, officer]) {
        const got = await host.ask('GET', `/api/v1/applications/${numbers[0]}`, { as });
        assert.equal(got.body.rating, undefined, as);
    }
    const mehmet = await enter(unit, { script: false }, `/staff/applications/${numbers[0]}`);
    assert.doesNotMatch(await main(mehmet), /4 \/ 5/);
    assert.match(await main(mehmet), /değerlendirdi/i);
    for (const one of [page, mehmet]) await one.context().close();
});

await must('who logs in comes to the very figure that he wanted', async () => {
    const wanted = '/staff/governor/cases?what=received&from=2000-01-01&to=2999-12-31';
    const page = await enter(governor, { script: false }, wanted);
    assert.equal(page.url(), `${host.url}/tr${wanted}`);
    await go(page, 'a[hreflang=ar]');
    assert.equal(page.url(), `${host.url}/ar${wanted}`);
    assert.ok(await page.locator('.ak-cases tbody tr').count() > 0);
    await page.context().close();
});

await must('the report of a month is a file too, and of no other month', async () => {
    const page = await enter(governor);
    const month = new Date(Date.now() + 3 * 3600e3).toISOString().slice(0, 7);
    const { headers } = await file(page, `/staff/report.csv?month=${month}`);
    assert.match(headers['content-type'], /^text\/csv/);
    assert.equal(headers['content-disposition'], `attachment; filename="acikkapi-${month}.csv"`);
    assert.equal((await figures(page, `/staff/report.csv?month=${month}`))('Toplam', 'Gelen', 'Sayı'), '24');
    assert.equal((await figures(page, '/staff/report.csv?month=2024-02'))('Toplam', 'Gelen', 'Sayı'), '0');
    for (const bad of ['2026-13', '2026-1', 'x', '../..', '1900-01']) {
        assert.equal((await page.request.get(`${host.url}/tr/staff/report?month=${bad}`)).status(), 404, bad);
    }
    for (const bad of ['', '?what=late', '?what=x&from=2026-01-01&to=2026-01-02',
        '?what=late&from=2026-02-30&to=2026-03-01', '?what=late&from=2026-01-01&to=2026-01-02&by=name&key=x']) {
        assert.equal((await page.request.get(`${host.url}/tr/staff/governor/cases${bad}`)).status(), 404, bad);
    }
    await page.context().close();
});

// --- what must be kept, and what must not -----------------------------------------------------------

await must('one proposes that somebody is erased, a second one does it, and a legal hold says no', async () => {
    const { number, lookup_code: code } = await host.submit();
    const [one, two] = [await enter(governor, {}, '/staff'), await enter('governorate:34/2', { width: 'phone' }, '/staff')];
    const ways = ['hold', 'release', 'erase'];
    const offered = async page => {
        await page.goto(`${host.url}/tr/staff/applications/${number}`);
        const links = await page.locator('main nav a[role=button]').evaluateAll(all => all.map(each => each.href.split('/').at(-1)));
        return ways.filter(name => links.includes(name));
    };
    const begin = async (page, act) => {
        await page.goto(`${host.url}/tr/staff/applications/${number}/${act}`);
        await look(page);
    };
    const fill = async (page, reason, on) => {
        await page.fill('#reason', reason);
        if (on) await page.fill('#on', on);
        await go(page);
        await look(page);
    };
    assert.deepEqual(await offered(one), ['hold', 'erase']);
    // Without a reason and a ground nothing is kept.
    await begin(one, 'hold');
    await go(one);
    await look(one);
    assert.equal(await one.locator('#reason-error, #on-error').count(), 2);
    await fill(one, 'Dava sürüyor.', 'mahkeme:2026/7');
    assert.match(one.url(), /\?done=hold$/);
    assert.match(await main(one), /Saklama kararı var/);
    assert.deepEqual(await offered(two), ['hold', 'release']);
    assert.equal((await two.request.get(`${host.url}/tr/staff/applications/${number}/erase`)).status(), 409);
    await begin(two, 'release');
    await fill(two, 'Dava bitti.', 'mahkeme:2026/7');
    assert.match(two.url(), /\?done=release$/);
    assert.doesNotMatch(await main(two), /Saklama kararı var/);
    await begin(one, 'erase');
    await fill(one, 'Kendisi istedi.');
    assert.match(one.url(), /\?done=proposed$/);
    // Not he himself: his form proposes, and there it is already.
    await begin(one, 'erase');
    assert.equal(await one.locator('input[name=confirms]').count(), 0);
    await begin(two, 'erase');
    assert.match(await main(two), /Başvuran\s[^]*kvkk:7\s[^]*Kendisi istedi\./);
    assert.equal(await two.locator('main form').locator('textarea, input:not([type=hidden])').count(), 0);
    await go(two);
    await look(two);
    assert.match(two.url(), /\?done=erase$/);
    for (const page of [one, two]) {
        assert.deepEqual(await offered(page), []);
        const shown = await main(page);
        assert.match(shown, /Başvuranın kişisel bilgileri silindi/);
        assert.match(shown, /Kişisel bilgiler silindi/);
        assert.doesNotMatch(shown, /Deneme Kişi|10000000146|Bir haftadır/);
    }
    const at = await one.getAttribute('main a[href*="/erasures/"]', 'href');
    const certificate = await file(one, at.replace(/^\/tr/, ''));
    assert.ok(certificate.text.includes(number), certificate.text);
    // Who works with it reads it no more, and who applied reads that.
    const ayse = await enter(officer, {}, `/staff/applications/${number}`);
    await look(ayse);
    assert.doesNotMatch(await main(ayse), /Deneme Kişi|10000000146|Bir haftadır/);
    assert.equal(await ayse.locator('main a[href*="/erasures/"]').count(), 0);
    const mine = await browser.person({});
    mine.way = { speaks: 'tr', script: true };
    await mine.goto(`${host.url}/tr/follow?number=${number}`);
    await mine.fill('#code', code);
    await go(mine);
    await look(mine);
    assert.match(await main(mine), /Kişisel bilgiler silindi/);
    assert.doesNotMatch(await main(mine), /Bir haftadır/);
    for (const each of [one, two, ayse, mine]) await each.context().close();
});

const applied_for = { identity: '99000000110', full_name: 'Başka Biri' };
// How many proposals its history has.
const proposals = async (page, number) => {
    await page.goto(`${host.url}/tr/staff/applications/${number}`);
    return page.locator('.ak-timeline').evaluateAll(all =>
        all.reduce((n, one) => n + one.textContent.split('İşlem önerildi').length - 1, 0));
};
async function propose(page, number, whom, why, speaks = 'tr') {
    await page.goto(`${host.url}/${speaks}/staff/applications/${number}/erase`);
    await page.check(`input[value=${whom}]`);
    await page.fill('#reason', why);
    await page.fill('#on', 'mahkeme:2026/5');
    await go(page);
    assert.match(page.url(), /\?done=proposed$/);
}
const hidden = page => page.locator('main form[data-form=staff-act] input[type=hidden]')
    .evaluateAll(all => Object.fromEntries(all.map(one => [one.name, one.value])));

await must('of two persons the one who asked is erased, and who confirms reads which', async () => {
    const { number } = await host.submit({ beneficiary: applied_for });
    const [one, two] = [await enter(governor, { speaks: 'ar' }, '/staff'), await enter('governorate:34/2', {}, '/staff')];
    await one.goto(`${host.url}/ar/staff/applications/${number}/erase`);
    await look(one);
    await one.fill('#reason', 'Kendisi istedi.');
    await go(one);
    await look(one);
    assert.equal(await one.locator('#person-error').count(), 1);
    await propose(one, number, 'beneficiary', 'Kendisi istedi.', 'ar');
    // The other reads it in his language, wherever it stands.
    for (const path of ['/proposals', `/applications/${number}`]) {
        await two.goto(`${host.url}/tr/staff${path}`);
        assert.match(await two.textContent('main'), /Adına başvurulan: Kendisi istedi\./, path);
    }
    await two.goto(`${host.url}/tr/staff/applications/${number}/erase`);
    await look(two);
    assert.match(await main(two), /Adına başvurulan\s[^]*mahkeme:2026\/5\s[^]*Kendisi istedi\./);
    // What he adds to the form is not what was proposed.
    const form = { ...await hidden(two), person: 'applicant', reason: 'Başka.', on: 'kvkk:7' };
    const sent = await two.request.post(two.url(), { form, maxRedirects: 0 });
    assert.match(sent.headers().location ?? '', /\?done=erase$/, await sent.text());
    await two.goto(`${host.url}/tr/staff/applications/${number}`);
    await look(two);
    assert.match(await main(two), /Adına başvurulanın kişisel bilgileri silindi/);
    assert.doesNotMatch(await main(two), /Başvuranın kişisel bilgileri silindi/);
    const ayse = await enter(officer, {}, `/staff/applications/${number}`);
    assert.match(await main(ayse), /Deneme Kişi/);
    assert.doesNotMatch(await main(ayse), /Başka Biri/);
    for (const each of [one, two, ayse]) await each.context().close();
});

await must('what he did not confirm but wrote himself is a proposal of his own, and erases nobody', async () => {
    const { number } = await host.submit({ beneficiary: applied_for });
    const [one, two] = [await enter(governor, {}, '/staff'), await enter('governorate:34/2', {}, '/staff')];
    // Both have the empty form; the first one is quicker.
    await two.goto(`${host.url}/tr/staff/applications/${number}/erase`);
    await propose(one, number, 'beneficiary', 'Kadın istedi.');
    await two.check('input[value=applicant]');
    await two.fill('#reason', 'Adam istedi.');
    await go(two);
    await look(two);
    assert.equal((await hidden(two)).confirms, undefined);
    assert.equal(await two.inputValue('#reason'), 'Adam istedi.');
    await go(two);
    assert.match(two.url(), /\?done=proposed$/);
    assert.doesNotMatch(await main(two), /kişisel bilgileri silindi/);
    assert.equal(await proposals(two, number), 2);
    // Each confirms the other's, or proposes something else instead.
    await one.goto(`${host.url}/tr/staff/applications/${number}/erase`);
    await look(one);
    assert.match(await main(one), /Adam istedi\./);
    await go(one, 'main a[href$="?propose=1"]');
    await look(one);
    assert.equal((await hidden(one)).confirms, undefined);
    await two.goto(`${host.url}/tr/staff/applications/${number}/erase`);
    assert.match(await main(two), /Kadın istedi\./);
    await go(two);
    assert.match(two.url(), /\?done=erase$/);
    assert.match(await main(two), /Adına başvurulanın kişisel bilgileri silindi/);
    assert.doesNotMatch(await main(two), /Başvuranın kişisel bilgileri silindi/);
    for (const each of [one, two]) await each.context().close();
});

await must('who proposes another person, or mends what he proposed, is on record with it', async () => {
    const { number } = await host.submit({ beneficiary: applied_for });
    const [one, two] = [await enter(governor, {}, '/staff'), await enter('governorate:34/2', {}, '/staff')];
    await propose(one, number, 'applicant', 'Kendisi istedi.');
    await propose(one, number, 'applicant', 'Kendisi istedi.');
    assert.equal(await proposals(two, number), 1);
    await propose(one, number, 'beneficiary', 'Kendisi istedi.');
    assert.equal(await proposals(two, number), 2);
    // The newest is the one that is confirmed.
    await two.goto(`${host.url}/tr/staff/applications/${number}/erase`);
    await go(two);
    assert.match(await main(two), /Adına başvurulanın kişisel bilgileri silindi/);
    assert.doesNotMatch(await main(two), /Başvuranın kişisel bilgileri silindi/);
    for (const each of [one, two]) await each.context().close();
});

await must('an erasure whose key could not be destroyed is said to be unfinished, and is finished', async () => {
    const { number } = await host.submit({ beneficiary: applied_for });
    const [one, two] = [await enter(governor, {}, '/staff'), await enter('governorate:34/2', {}, '/staff')];
    await propose(one, number, 'applicant', 'Kendisi istedi.');
    const keys = join(folder, 'store.keys');
    renameSync(keys, `${keys}.away`);
    try {
        await two.goto(`${host.url}/tr/staff/applications/${number}/erase`);
        const sent = await two.request.post(two.url(), { form: await hidden(two), maxRedirects: 0 });
        assert.equal(sent.status(), 500, await sent.text());
    } finally {
        renameSync(`${keys}.away`, keys);
    }
    assert.match(host.log, /an erasure has not come to its end/);
    for (const page of [one, two]) {
        await page.goto(`${host.url}/tr/staff/applications/${number}`);
        await look(page);
        assert.match(await main(page), /Silme kayda geçti, ama tamamlanmadı/);
        assert.doesNotMatch(await main(page), /kişisel bilgileri silindi/);
        assert.equal(await page.locator('main a[href*="/erasures/"]').count(), 0);
    }
    const finish = 'main form[action$="/erase"] button';
    assert.equal(await one.locator(finish).count(), 0);
    await go(two, finish);
    assert.match(two.url(), /\?done=erase$/);
    assert.match(await main(two), /Başvuranın kişisel bilgileri silindi/);
    assert.equal(await two.locator('main a[href*="/erasures/"]').count(), 1);
    for (const each of [one, two]) await each.context().close();
});

await must('a reason that is too long in its letters is said to be, at its question', async () => {
    const { number } = await host.submit();
    const one = await enter(governor, { speaks: 'ar' }, `/staff/applications/${number}/hold`);
    await one.fill('#on', 'mahkeme:2026/5');
    for (const [reason, wrong] of [['ع'.repeat(600), 1], ['ع'.repeat(490), 0]]) {
        await one.fill('#reason', reason);
        await go(one);
        assert.equal(await one.locator('#reason-error').count(), wrong);
        if (wrong) assert.match(await one.innerText('#reason-error'), /طويل/);
    }
    assert.match(one.url(), /\?done=hold$/);
    await one.context().close();
});

// --- who may not ------------------------------------------------------------------------------------

await must('others see neither', async () => {
    for (const as of [officer, unit, 'operator', 'desk:34/zeynep', governor]) {
        const page = await enter(as, {}, '/staff');
        const status = async path => (await page.request.get(`${host.url}/tr/staff${path}`)).status();
        const his = as === governor ? 200 : 403;
        for (const path of ['/governor', '/governor.csv', '/report', '/report.csv']) {
            assert.equal(await status(path), his, `${as} ${path}`);
        }
        for (const path of ['/auditor', '/auditor/key', '/auditor/checkpoint']) {
            assert.equal(await status(path), 403, `${as} ${path}`);
        }
        const links = await page.locator('.ak-header__parts a').evaluateAll(all => all.map(one => one.href));
        assert.equal(links.some(one => one.endsWith('/governor')), as === governor, as);
        assert.ok(!links.some(one => one.endsWith('/auditor')), as);
        await page.context().close();
    }
    const nobody = await fetch(`${host.url}/tr/staff/governor.csv`, { redirect: 'manual' });
    assert.equal(nobody.status, 303);
});

// --- the auditor ------------------------------------------------------------------------------------

await must('who looked, and why, is told', async () => {
    const ali = await enter(other_unit, {}, `/staff/applications/${numbers[0]}/look`);
    await ali.fill('#why', 'Komşu arıza <mı>?');
    await go(ali);
    const page = await enter('auditor', {}, '/staff/auditor');
    const told = await main(page);
    assert.match(told, /Komşu arıza <mı>\?/);
    assert.match(told, /Birim çalışanı · .* · ali/);
    assert.ok(told.includes(numbers[0]));
    for (const each of [ali, page]) await each.context().close();
});

await must('what the auditor takes away is checked elsewhere', async () => {
    const page = await enter('auditor', {}, '/staff/auditor');
    await go(page, 'main form[action$="/checkpoint"] button');
    await look(page);
    const key = (await file(page, '/staff/auditor/key')).text;
    assert.equal(await page.innerText('main dd code'), key.trim());
    const note = (await file(page, '/staff/auditor/checkpoint')).text;
    assert.equal((await page.innerText('main pre')).trim(), note.trim());
    const csrf = await page.inputValue('main form[action$="/proof"] input[name=csrf]');
    const prove = (number, token = csrf) => page.request.post(`${host.url}/tr/staff/auditor/proof`,
        { form: { number, csrf: token }, maxRedirects: 0 });
    // Newer than the checkpoint: it is signed for who asks.
    const { number } = await host.submit();
    const got = await prove(number);
    assert.equal(got.status(), 200);
    const proof = await got.text();
    assert.ok(!proof.includes('Deneme Kişi'));
    const at = name => join(folder, name);
    writeFileSync(at('journal.key'), key);
    writeFileSync(at('one.proof'), proof);
    const check = name => execFileSync(replay, ['check', at(name), '--key', at('journal.key')], { encoding: 'utf8' });
    if (replay) {
        check('one.proof');
        const lines = proof.split('\n');
        const wrong = lines.findIndex(line => line.length > 60);
        lines[wrong] = lines[wrong].replace(/[A-Za-z]/, one => (one === 'A' ? 'B' : 'A'));
        writeFileSync(at('wrong.proof'), lines.join('\n'));
        assert.throws(() => check('wrong.proof'));
    }
    assert.equal((await prove('34-2026-000000001-1')).status(), 422);
    assert.equal((await prove('34-2025-000000001-5')).status(), 422);
    assert.equal((await prove(number, 'x')).status(), 403);
    await page.context().close();
});

for (const speaks of tongues) {
    for (const width of ['phone', 'desktop']) {
        await must(`the auditor's page is judged: ${speaks}, ${width}`, async () => {
            const page = await enter('auditor', { speaks, width }, '/staff/auditor');
            await look(page);
            await shot(page, `auditor-${speaks}-${width}`);
            await page.context().close();
        });
    }
}

// --- the same by others' counting -----------------------------------------------------------------

await must('a host that starts again tells the same', async () => {
    const before = await enter(governor);
    const all = (await file(before, '/staff/governor.csv?days=all')).text;
    await before.context().close();
    await host.stop();
    Object.assign(host, await Host.start(...as_it_is));
    const page = await enter(governor);
    // It reads its journal anew, and says so until it has.
    for (const end = Date.now() + patience; ; ) {
        const got = await page.request.get(`${host.url}/tr/staff/governor.csv?days=all`);
        if (got.status() === 200) {
            assert.equal(await got.text(), all);
            break;
        }
        assert.equal(got.status(), 503);
        assert.ok(Date.now() < end);
    }
    await page.context().close();
});

await must('acikkapi-replay counts the same from the store', async () => {
    if (!replay) return;
    const page = await enter(governor, { speaks: 'en' });
    const read = await figures(page, '/staff/governor.csv?days=all');
    await host.stop();
    const stats = JSON.parse(execFileSync(replay, ['stats', join(folder, 'store'), '--json'], { encoding: 'utf8' }));
    const total = line => Number(read('All together', line, 'Number'));
    assert.equal(total('Received'), stats.registered);
    assert.equal(total('Answered'), stats.answered);
    assert.equal(total('Answered late'), stats.late_by_norm);
    assert.equal(read('Today', 'Open', 'Number'), String(stats.open));
    assert.equal(read('Today', 'Oldest open', 'Number'), stats.oldest_open.number);
    const days = seconds => (seconds / 86400).toFixed(1);
    assert.equal(read('All together', 'Median (days)', 'Number'), days(stats.seconds_to_answer.median));
    assert.equal(read('All together', 'Nine in ten (days)', 'Number'), days(stats.seconds_to_answer.p90));
    const units = Object.values(stats.units).filter(one => one.name !== '');
    assert.equal(units.length, 2);
    for (const one of units) {
        const name = one.name.startsWith('=') ? `'${one.name}` : one.name;
        assert.equal(read('Units', name, 'Received'), String(one.applications), name);
        assert.equal(read('Units', name, 'Answered'), String(one.answered), name);
    }
    const channels = Object.entries(stats.channels).map(([, n]) => n).reduce((a, b) => a + b);
    assert.equal(channels, stats.registered);
    await page.context().close();
});

await browser.stop();
if (host.child.exitCode === null) await host.stop();
count();
