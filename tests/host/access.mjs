// Who may ask for what: every route of the host, by everybody, against access.txt: node access.mjs PROGRAM
// A route that is not in the table fails, and a line of the table whose route there is not.
// `node access.mjs PROGRAM print` shows the table as the host answers it, to be read and never to be believed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acts, asks } from './access_asks.mjs';
import { make, multipart, operator_of_sms, sent } from './access_states.mjs';
import { application, personal, unit_place } from './cases.mjs';
import { Host, count, folder, generous, must, newKey, officer, program } from './host.mjs';
import { session } from './sessions.mjs';

// Who works here, and the same of another province or unit.
const staff = {
    desk: ['desk:34/zeynep', 'desk:06/zehra'],
    officer: [officer, 'officer:06/emre'],
    unit: [`unit:${unit_place}/mehmet`, 'unit:16708716/ali'],
    head: [`head:${unit_place}/fatma`, 'head:16708716/elif'],
    governorate: ['governorate:34/1', 'governorate:06/1'],
    auditor: ['auditor'],
    operator: ['operator'],
};
const columns = ['nobody', 'stranger', 'holder', ...Object.keys(staff)];
const callers = [
    ...columns.slice(0, 3).map(role => ({ role })),
    { role: 'holder', phone: true },
    ...Object.entries(staff).flatMap(([role, all]) => all.map(actor => ({ role, actor }))),
];

// --- the table and the routes -----------------------------------------------------------------------

function read_table(text) {
    let before = '';
    const rows = [];
    for (const line of text.split('\n').map(one => one.replace(/#.*/, '').trim()).filter(one => one !== '')) {
        const words = line.split(/\s+/);
        if (words[0] === 'below') before = words[1] ?? '';
        else rows.push({ method: words[0], path: before + words[1].replace(/^\.$/, ''), cells: words.slice(2) });
    }
    return rows;
}
const pattern_of = row => row.path.replace(/\{act=\w+\}/, '{act}');
const act_of = row => /\{act=(\w+)\}/.exec(row.path)?.[1];
const route_of = row => `${row.method} ${pattern_of(row)}`;

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
// One host logs in by its buttons, one by a provider, and hears units' systems, and from one a letter is lost.
const tokens = Object.values(staff).flat().map(actor => [actor, randomBytes(16).toString('hex')]);
const sha256 = text => createHash('sha256').update(text).digest('hex');
// Nothing happens by itself to what is asked about.
const alone = { ...generous, problems: { join_later: false } };
const plain = { ...alone, staff: tokens.map(([actor, token]) => ({ actor, token_sha256: sha256(token) })) };
const connected = {
    ...plain,
    oidc: { issuer: 'http://127.0.0.1:9', client_id: 'host', redirect: 'http://127.0.0.1:9/log-in/done',
        actors: { officers: 'officer:34/{account}' } },
    adapters: { sms: { file: true }, webhook: { source: 'https://basvuru.example', places: [{ host: 'yol.example' }],
        units: { [unit_place]: { url: 'https://yol.example/hooks', secrets: [secret] } } } },
};
const losing = { ...plain, adapters: await operator_of_sms() };

function routes_of(config) {
    const file = join(folder, 'routes.json');
    writeFileSync(file, JSON.stringify(config));
    const out = execFileSync(program, ['--demo', '--data', folder, '--config', file, '--listen', '127.0.0.1:0', '--routes'],
        { encoding: 'utf8' });
    return [...out.matchAll(/^[A-Z]+ \/.*$/gm)].map(([line]) => line);
}

// --- asking -----------------------------------------------------------------------------------------

let host;
const kept = {};  // Applications that wait in a state: what is refused has changed nothing.
let strange, request_id, style;

const version_of = async number =>
    (await host.ask('GET', `/api/v1/applications/${number}`, { as: 'auditor' })).body.version;
function session_of({ role, actor, phone }, { number }) {
    if (actor) return session({ staff: actor });
    // Who has come to another application by its phone has come to no other.
    if (role === 'stranger') return session({ holds: [strange.number], by_phone: strange.number });
    return role === 'holder' ? session({ holds: [number], by_phone: phone ? number : '' }) : session();
}

function api_of({ role, actor }, { code }) {
    if (actor) return { as: actor };
    return role === 'nobody' ? {} : { code: role === 'holder' ? code : strange.code };
}

const called = (what, ...by) => (typeof what === 'function' ? what(...by) : what);

// Of a stream that does not end: its first words.
async function beginning(path, { headers }) {
    const got = await fetch(host.url + path, { headers });
    if (got.status !== 200) return { status: got.status, headers: got.headers, text: await got.text() };
    const reader = got.body.getReader();
    const text = new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    return { status: got.status, headers: got.headers, text };
}

async function ask_page(how, path, { by, about, act, version }, body) {
    const form = { ...called(how.form, { ...about, version }, act), ...body, ...called(acts[act]?.form, about), version };
    if (how.csrf) form.csrf = by.csrf(how.csrf(about, act));
    const typed = Object.values(form);
    if (!how.file) return { ...await host.ask('POST', path, sent(form, by.cookie)), typed };
    const headers = { Cookie: by.cookie };
    return host.ask('POST', path, { raw: multipart(how.file, form), headers, redirect: 'manual' });
}

async function ask(row, who, about) {
    const act = act_of(row);
    const how = asks[route_of(row)] ?? {};
    const of_row = Object.entries(how.parts ?? {}).map(([name, part]) => [name, called(part, about)]);
    const parts = { language: 'tr', number: about.number, version: style, ...Object.fromEntries(of_row) };
    const path = pattern_of(row).replace(/\{(\w+)\}/g, (_, name) => (name === 'act' ? act : parts[name]))
        .replace('request.json', `${request_id}.json`) + (how.query ?? '');
    const version = about.number && await version_of(about.number);
    const by = session_of(who, about);
    const other = acts[act]?.other ? { other: about.other } : {};
    const body = { ...called(how.body), ...acts[act]?.body, ...other };
    // Programs have tokens, people have sessions, and neither has the other's.
    const program = /^\/(api|metrics|hooks)/.test(path);
    const shown = program ? api_of(who, about) : { headers: { Cookie: by.cookie }, redirect: 'manual' };
    if (how.stream) return beginning(path, shown);
    if (row.method === 'GET') return host.ask('GET', path, shown);
    if (!program) return ask_page(how, path, { by, about, act, version }, body);
    const what = how.file ? { raw: multipart(how.file) } : { body };
    return host.ask('POST', path, { ...what, ...shown, key: newKey(), ifMatch: `"${version}"` });
}

// --- what came of it --------------------------------------------------------------------------------

const shown = (got, about) => [...personal, about.code].some(one => got.text.includes(one) && !got.typed?.includes(one));

function word_of(got, about, how) {
    if (how?.rationed && got.status === 429) return how.rationed;
    const over = got.status === 403 && /<a href="([^"]*)" role="button"/.exec(got.text)?.[1].replace(/follow\?.*/, 'follow');
    const next = over || (got.headers.get('location') ?? '');
    if (next.startsWith('/log-in')) return 'log-in';
    if (/^\/\w\w\/follow$/.test(next)) return 'follow';
    if (got.body?.code === 'not_proposed') return 'two';
    if (got.status >= 300 && got.status !== 303) return String(got.status);
    return shown(got, about) ? 'sees' : 'yes';
}

// Where the journal ends, and whether people have done something with an application behind that: engine and host do things
// of their own meanwhile.
const feed = offset => host.ask('GET', `/api/v1/feed?offset=${offset}`, { as: 'auditor' });
const end_of_feed = async () => (await feed('now')).headers.get('stream-next-offset');
const acted_on = async (number, since) =>
    (await feed(since)).body.some(one => one.number === number && !['engine', 'host'].includes(one.role) && one.event !== 'refused');

async function cell(row, who) {
    const act = act_of(row);
    const how = asks[route_of(row)] ?? {};
    const state = called(how.state, {}, act) ?? acts[act]?.state ?? 'routed';
    for (let tries = 0; ; ++tries) {
        const about = kept[state] ??= await make(host, state);
        const before = how.many && await end_of_feed();
        const got = await ask(row, who, about);
        // The outcome of a letter is a version too: then he looks again.
        if (got.status === 412 && tries < 5) continue;
        const answered = word_of(got, about, how);
        const refused = /^(401|403|404|log-in|follow)$/.test(answered);
        assert.ok(!refused || !shown(got, about), `${who.actor ?? who.role}: ${got.text}`);
        const idle = how.many && !await acted_on(about.number, before);
        assert.ok(!how.many || idle || !refused, `${who.actor ?? who.role} has done it: ${got.text}`);
        const word = idle && !refused ? 'none' : answered;
        if (row.method === 'POST' && !refused && !idle) delete kept[state];
        return word;
    }
}

// Of who is here and who is elsewhere: `yes/403`; the same of both once.
async function answers(row) {
    const found = {};
    for (const who of callers) (found[who.role] ??= []).push(await cell(row, who));
    return columns.map(role => [...new Set(found[role])].join('/'));
}

// --- all of it --------------------------------------------------------------------------------------

const rows = read_table(readFileSync(new URL('access.txt', import.meta.url), 'utf8'));
const [own, more] = [routes_of(plain), routes_of(connected)];

await must('every route stands in the table, and no other', async () => {
    const there = [...new Set([...own, ...more])].sort();
    assert.deepEqual([...new Set(rows.map(route_of))].sort(), there);
    for (const row of rows) assert.equal(row.cells.length, columns.length, row.path);
});

async function try_rows(config, which) {
    host = await Host.start(config);
    Object.assign(host.tokens, Object.fromEntries(tokens));
    for (const state of Object.keys(kept)) delete kept[state];
    strange = await application(host);
    style = /assets\/(\w+)\//.exec((await host.ask('GET', '/tr')).text)[1];
    request_id = (await host.ask('POST', '/open311/v2/requests.json', sent(asks['POST /open311/v2/requests.json'].form)))
        .body[0].service_request_id;
    for (const row of rows.filter(which)) {
        if (process.argv[3] === 'print') {
            console.log(row.method.padEnd(5), row.path.padEnd(56), (await answers(row)).map(one => one.padEnd(8)).join(' '));
            continue;
        }
        await must(`${row.method} ${row.path}`, async () => assert.deepEqual(await answers(row), row.cells));
    }
    assert.equal(await host.stop(), 0);
}

const loses = row => asks[route_of(row)]?.state === 'lost';
await try_rows(plain, row => own.includes(route_of(row)) && !loses(row));
await try_rows(losing, loses);
await try_rows(connected, row => !own.includes(route_of(row)));
count();
