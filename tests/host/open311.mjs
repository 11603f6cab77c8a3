// GeoReport v2 as a client of somebody else's sees it: node open311.mjs PROGRAM
// Shapes are checked against what the published specification says, in JSON and, by a browser's parser, in XML.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Host, count, folder, generous, must, officer, patience, unit } from './host.mjs';

const base = '/open311/v2';
const fields = ['service_request_id', 'status', 'status_notes', 'service_name', 'service_code', 'description',
    'agency_responsible', 'service_notice', 'requested_datetime', 'updated_datetime', 'expected_datetime', 'address',
    'address_id', 'zipcode', 'lat', 'long', 'media_url'];
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00$/;
const apiKey = 'a key of somebody who may bring requests';
const hash = createHash('sha256').update(apiKey).digest('hex');

let host = await Host.start({
    ...generous,
    open311: { url: 'https://basvuru.example', contact: 'basvuru@il.example', api_keys_sha256: [hash] },
});

const get = (path, more = {}) => host.ask('GET', base + path, more);

async function post(given, ending = 'json', key = apiKey) {
    const body = new URLSearchParams({ ...(key ? { api_key: key } : {}), ...given }).toString();
    return host.ask('POST', `${base}/requests.${ending}`,
        { raw: body, headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' } });
}

async function until(what, holds) {
    for (const end = Date.now() + patience; Date.now() < end;) {
        const got = await holds();
        if (got) return got;
        await new Promise(done => setTimeout(done, 20));
    }
    assert.fail(`never: ${what}`);
}

// Well formed, and as a tree: xmllint is not ours. {name: [children or text]}
function xml(got) {
    assert.equal(got.headers.get('content-type'), 'text/xml; charset=utf-8');
    assert.match(got.text, /^<\?xml version="1.0" encoding="utf-8"\?>/);
    const judged = spawnSync('xmllint', ['--noout', '-'], { input: got.text, encoding: 'utf8' });
    assert.equal(judged.status, 0, judged.error?.message ?? judged.stderr);
    return got.text;
}
const inside = (text, name) => [...text.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(one => one[1]);

function isError(got, status, words) {
    assert.equal(got.status, status, got.text);
    assert.equal(got.headers.get('content-type'), 'application/json; charset=utf-8');
    assert.ok(Array.isArray(got.body));
    for (const one of got.body) {
        assert.deepEqual(Object.keys(one).sort(), ['code', 'description']);
        assert.equal(one.code, status);
    }
    assert.match(got.body.map(one => one.description).join('\n'), words);
}

function isRequest(one) {
    assert.deepEqual(Object.keys(one), fields);
    assert.match(one.service_request_id, /^[0-9a-f]{32}$/);
    assert.ok(['open', 'closed'].includes(one.status));
    for (const name of ['requested_datetime', 'updated_datetime', 'expected_datetime']) assert.match(one[name], time);
    assert.ok(one.updated_datetime >= one.requested_datetime);
}

const list = async (query = '') => {
    const got = await get(`/requests.json${query}`);
    assert.equal(got.status, 200, got.text);
    got.body.forEach(isRequest);
    return got.body;
};

await until('the list is made', async () => (await get('/requests.json')).status === 200);

await must('it says where it is, in both formats', async () => {
    const got = await get('/discovery.json');
    assert.deepEqual(Object.keys(got.body), ['changeset', 'contact', 'key_service', 'endpoints']);
    assert.equal(got.body.contact, 'basvuru@il.example');
    const [one] = got.body.endpoints;
    assert.equal(one.url, 'https://basvuru.example/open311/v2');
    assert.equal(one.specification, 'http://wiki.open311.org/GeoReport_v2');
    assert.deepEqual(one.formats, ['text/xml', 'application/json']);
    const text = xml(await get('/discovery.xml'));
    assert.match(text, /<discovery><changeset>/);
    assert.deepEqual(inside(text, 'format'), ['text/xml', 'application/json']);
});

await must('only what is public is a service', async () => {
    const { body } = await get('/services.json');
    assert.deepEqual(body.map(one => one.service_code), ['road', 'lighting', 'water', 'waste']);
    for (const one of body) {
        assert.deepEqual(Object.keys(one),
            ['service_code', 'service_name', 'description', 'metadata', 'type', 'keywords', 'group']);
        assert.equal(one.type, 'realtime');
        assert.equal(one.metadata, true);
    }
    const text = xml(await get('/services.xml'));
    assert.deepEqual(inside(text, 'service_code'), ['road', 'lighting', 'water', 'waste']);
    assert.equal(inside(text, 'service_name')[0], 'Yol ve kaldırım');
    const { body: more } = await get('/services/road.json');
    assert.equal(more.service_code, 'road');
    assert.equal(more.attributes[0].code, 'district');
    assert.ok(more.attributes[0].values.some(one => one.key === 'Kadıköy'));
    assert.match(xml(await get('/services/road.xml')), /<attribute><variable>true<\/variable><code>district/);
    isError(await get('/services/school.json'), 404, /service_code/);
    isError(await get('/services/nothing.json'), 404, /service_code/);
});

const lantern = {
    service_code: 'lighting', 'attribute[district]': 'Kadıköy', address_string: 'Moda Caddesi 1', lat: '40.98',
    long: '29.02', description: 'Lamba <yanmıyor> & karanlık', first_name: 'Deneme', last_name: 'Kişi',
    phone: '0532 123 45 67', email: 'deneme@example.com',
};

let id;
let held;

await must('a request is registered, and who brought it can follow it', async () => {
    const got = await post(lantern);
    assert.equal(got.status, 201, got.text);
    assert.deepEqual(Object.keys(got.body[0]), ['service_request_id', 'service_notice', 'account_id']);
    id = got.body[0].service_request_id;
    const [, number, code] = /numaranız (\S+), takip kodunuz (\S+)\./.exec(got.body[0].service_notice);
    held = { number, code };
    const mine = await host.ask('GET', `/api/v1/applications/${number}/timeline`, { code });
    assert.equal(mine.body.entries[0].subject, 'Sokak aydınlatması');
    for (const part of ['Lamba <yanmıyor> & karanlık', 'Konum: 40.98, 29.02', 'Adres: Moda Caddesi 1']) {
        assert.ok(mine.body.entries[0].text.includes(part), mine.body.entries[0].text);
    }
    const token = await get(`/tokens/${id}.json`);
    assert.deepEqual(token.body, [{ service_request_id: id, token: id }]);
});

await must('it is shown with what is public, and nothing of a person', async () => {
    const one = (await until('it is listed', async () => (await list()).find(one => one.service_request_id === id)));
    assert.equal(one.status, 'open');
    assert.equal(one.status_notes, 'Alındı');
    assert.equal(one.service_name, 'Sokak aydınlatması');
    assert.equal(one.address, 'Kadıköy');
    assert.equal(one.agency_responsible, null);
    assert.match(one.expected_datetime, /T23:59:59\+03:00$/);
    const alone = await get(`/requests/${id}.json`);
    assert.deepEqual(alone.body, [one]);
    for (const path of ['/requests.json', '/requests.xml', `/requests/${id}.json`, `/requests/${id}.xml`]) {
        const { text } = await get(path);
        for (const secret of ['yanmıyor', 'Moda', 'Deneme', '532', 'deneme@', '40.98', held.number, held.code]) {
            assert.ok(!text.includes(secret), `${path} shows ${secret}`);
        }
    }
});

await must('XML says the same as JSON', async () => {
    const text = xml(await get(`/requests/${id}.xml`));
    const [one] = (await get(`/requests/${id}.json`)).body;
    assert.match(text, /<service_requests><request><service_request_id>/);
    for (const name of fields) {
        if (one[name] === null) assert.match(text, new RegExp(`<${name} */>`));
        else assert.deepEqual(inside(text, name), [one[name]]);
    }
    const made = xml(await post(lantern, 'xml'));
    assert.match(made, /^<\?xml[^>]*><service_requests><request><service_request_id>[0-9a-f]{32}</);
});

await must('it follows what happens, and a unit is called as the directory calls it', async () => {
    const act = (...more) => host.act(held.number, ...more);
    await act('route', officer, { unit: '24301265', unit_name: 'Ayşe Hanım' });
    const at = async () => (await list(`?service_request_id=${id}`))[0];
    const now = await at();
    assert.equal(now.agency_responsible, 'Yol ve Altyapı Müdürlüğü');
    assert.equal(now.status_notes, 'İlgili birimde');
    assert.equal((await act('answer', unit, { decision: 'granted', text: 'Değişti.' })).status, 200);
    await until('it is closed', async () => (await at()).status === 'closed');
    assert.equal((await at()).status_notes, 'Cevaplandı');
    await until('also in the list', async () =>
        (await list('?status=closed')).some(one => one.service_request_id === id));
    assert.ok((await list('?status=open')).every(one => one.service_request_id !== id));
});

await must('what is not public is nowhere', async () => {
    const { number } = await host.submit({ category: 'social-aid' });
    await host.submit({ category: 'water' });
    await until('the other one is listed', async () => (await list('?service_code=water'))[0]);
    assert.ok((await list()).every(one => one.service_code !== 'social-aid'));
    isError(await get(`/requests/${number}.json`), 404, /service_request_id/);
    isError(await post({ ...lantern, service_code: 'social-aid' }), 404, /service_code/);
});

await must('an id is no number, and cannot be guessed or changed', async () => {
    assert.ok(!id.includes(held.number.replaceAll('-', '')));
    const other = (id[0] === '0' ? '1' : '0') + id.slice(1);
    for (const wrong of [other, id.slice(1), id.toUpperCase(), held.number, '1', 'a'.repeat(32)]) {
        if (wrong !== id) isError(await get(`/requests/${wrong}.json`), 404, /service_request_id/);
        if (wrong !== id) isError(await get(`/tokens/${wrong}.json`), 404, /token/);
    }
    // Asked for without end it locks nobody out: it is nothing at which a code is tried.
    const mine = await host.ask('GET', `/api/v1/applications/${held.number}`, { code: held.code });
    assert.equal(mine.status, 200);
});

await must('who has no key brings nothing', async () => {
    isError(await post(lantern, 'json', ''), 403, /api_key/);
    isError(await post(lantern, 'json', 'another'), 403, /api_key/);
    const got = await post(lantern, 'xml', 'another');
    assert.equal(got.status, 403);
    assert.match(xml(got), /<errors><error><code>403<\/code><description>api_key/);
});

await must('all that is wrong with a request is said at once', async () => {
    const got = await post({ service_code: 'road', lat: 'x', phone: '12', 'attribute[district]': 'Atlantis' });
    isError(got, 400, /attribute\[district\].*\n.*lat.*\n.*phone/s);
    assert.equal(got.body.length, 3);
    isError(await post({}), 400, /service_code.*\n.*address_string/s);
    isError(await post({ ...lantern, description: 'x'.repeat(4001) }), 400, /./);
    isError(await host.ask('POST', `${base}/requests.json`, { body: lantern }), 400, /./);
    for (const lat of ['91', '-91', 'nan', 'inf', '1e3', ' ']) {
        isError(await post({ service_code: 'road', lat, long: '29' }), 400, /lat/);
    }
});

await must('without a name and a phone it is anonymous', async () => {
    const got = await post({ service_code: 'waste', address_id: '42' });
    assert.equal(got.status, 201, got.text);
    const [, number, code] = /numaranız (\S+), takip kodunuz (\S+)\./.exec(got.body[0].service_notice);
    const mine = await host.ask('GET', `/api/v1/applications/${number}`, { code });
    assert.equal(mine.body.legal_limit, undefined);
});

await must('questions are bounded', async () => {
    assert.equal((await list('?page_size=2')).length, 2);
    const all = (await list()).map(one => one.service_request_id);
    const pages = [];
    for (let page = 1; ; ++page) {
        const some = await list(`?page=${page}&page_size=2`);
        if (some.length === 0) break;
        pages.push(...some.map(one => one.service_request_id));
    }
    assert.deepEqual(pages, all);
    assert.equal(new Set(all).size, all.length);
    const codes = (await list('?service_code=water,waste')).map(one => one.service_code);
    assert.deepEqual([...new Set(codes)].sort(), ['waste', 'water']);
    const soon = encodeURIComponent(new Date(Date.now() + 3_600_000).toISOString());
    assert.deepEqual(await list(`?start_date=${soon}`), []);
    assert.equal((await list(`?end_date=${soon}`)).length, all.length);
    for (const wrong of ['page=0', 'page=x', 'page_size=1001', 'status=half', 'status=open,half', 'start_date=2026-11-29',
        'end_date=never']) {
        isError(await get(`/requests.json?${wrong}`), 400, /./);
    }
    isError(await get(`/requests.json?service_request_id=${new Array(51).fill('a').join()}`), 400, /50/);
    assert.deepEqual(await list(`?service_request_id=a,b,${id}`), await list(`?service_request_id=${id}`));
});

await must('what is nowhere is said as GeoReport says it', async () => {
    isError(await get('/requests/x.html'), 404, /json/);
    isError(await get('/nothing.json'), 404, /./);
    const got = await host.ask('DELETE', `${base}/requests.json`);
    isError(got, 405, /./);
    assert.equal(got.headers.get('allow'), 'GET, HEAD, OPTIONS, POST');
});

await must('a new start knows the same requests under the same ids', async () => {
    const before = await list();
    assert.equal(await host.stop(), 0);
    // Of a directory that has no Kadıköy and no waste any more.
    const directory = JSON.parse(readFileSync(new URL('../../examples/host/web/directory.json', import.meta.url), 'utf8'));
    directory.districts = directory.districts.filter(one => one !== 'Kadıköy');
    directory.categories.find(one => one.code === 'waste').public = false;
    const file = join(folder, 'directory.json');
    writeFileSync(file, JSON.stringify(directory));
    host = await Host.start({ limits: { ...generous.limits, burst: 60, per_second: 1 } }, ['--directory', file]);
    await until('the list is made', async () => (await get('/requests.json')).status === 200);
    const ids = some => some.map(one => one.service_request_id);
    const now = await list();
    assert.deepEqual(ids(now), ids(before.filter(one => one.service_code !== 'waste')));
    assert.ok(before.some(one => one.service_code === 'waste'));
    assert.ok(before.some(one => one.address === 'Kadıköy'));
    assert.ok(now.every(one => one.address === null), 'what is no district is not shown');
    // Without keys anybody may bring one; and he may be called as the client calls us.
    const { 'attribute[district]': district, ...elsewhere } = lantern;
    isError(await post(lantern, 'json', ''), 400, /district/);
    assert.equal((await post(elsewhere, 'json', '')).status, 201);
    assert.equal((await get('/discovery.json')).body.endpoints[0].url, `${host.url}/open311/v2`);
    const refused = await until('it is asked too often', async () => {
        const got = await get('/requests.json');
        return got.status === 429 && got;
    });
    isError(refused, 429, /./);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
});

assert.equal(await host.stop(), 0);
count();
