// The example host through HTTP, measured by wrk: node host.mjs BIN [--seconds N] [--rounds N] [--connections N]
// A bare Beast server of the same minute is what it is compared with. Data and log lie in TMPDIR.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: how, positionals: [bin] } = parseArgs({
    allowPositionals: true,
    options: {
        seconds: { type: 'string', default: '4' },
        rounds: { type: 'string', default: '3' },
        connections: { type: 'string', default: '10000' },
    },
});
const here = dirname(fileURLToPath(import.meta.url));
const data = join(here, '../examples/data');
const folder = mkdtempSync(join(tmpdir(), 'acikkapi-bench-'));
const children = [];
process.on('exit', () => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
});

const idle = Number(how.connections);
const beyond = 100;  // Connections that are one too many.
const wrk_most = 300;

async function start(program, args = []) {
    const child = spawn(join(bin, program), args, { stdio: ['ignore', 'pipe', openSync(join(folder, `${program}.log`), 'w')] });
    children.push(child);
    const out = { child, tokens: {} };
    for await (const line of createInterface(child.stdout)) {
        const [word, who, token] = line.split(' ');
        if (word === 'account') out.tokens[who] = token;
        if (word === 'listening') return { ...out, url: line.split(' ').at(-1) };
    }
    assert.fail(readFileSync(join(folder, `${program}.log`), 'utf8'));
}

function startHost() {
    execFileSync(join(bin, 'acikkapi-import'), ['--data', join(folder, 'store'), '--sealed', '--recent',
        '--requests', join(data, 'requests-boston-sample.csv.gz'), '--text', join(data, 'text-tr-sample.txt.gz')],
    { stdio: ['ignore', 'ignore', 'inherit'] });
    const most = 1e8;
    const limits = { burst: most, per_second: most, all_burst: most, all_per_second: most, connections: idle,
        person_per_day: most, phone_per_day: most, address_per_hour: most };
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ limits }));
    return start('acikkapi-host', ['--demo', '--data', folder, '--config', join(folder, 'config.json'),
        '--directory', join(data, 'directory.json'), '--listen', '127.0.0.1:0']);
}

// Follows a form as a browser does. @return the cookie of the session that it opens.
async function enter(url, page, form) {
    const shown = await fetch(url + page);
    const cookie = shown.headers.get('set-cookie')?.split(';')[0] ?? '';
    const csrf = /name="csrf" value="([^"]+)"/.exec(await shown.text())?.[1] ?? '';
    const got = await fetch(url + page.split('?')[0], {
        method: 'POST', redirect: 'manual', headers: { Cookie: cookie, Origin: url }, body: new URLSearchParams({ csrf, ...form }),
    });
    assert.equal(got.status, 303, await got.text());
    return got.headers.get('set-cookie').split(';')[0];
}

// wrk's words as numbers. A page that redirects or refuses, or a connection that fails, is a fault of the measurement.
async function load(url, { seconds = how.seconds, connections = 32, headers = {}, script } = {}) {
    if (!script) assert.equal((await fetch(url, { headers, redirect: 'manual' })).status, 200, `${url} is no page`);
    const args = ['-t2', `-c${connections}`, `-d${seconds}s`, '--latency'];
    for (const [name, value] of Object.entries(headers)) args.push('-H', `${name}: ${value}`);
    if (script) args.push('-s', script);
    const wrk = spawn('wrk', [...args, url], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(wrk);
    let said = '';
    wrk.stdout.on('data', text => { said += text; });
    await once(wrk, 'close');
    assert.doesNotMatch(said, /Non-2xx|Socket errors/, `${url}: ${said}`);
    assert.equal(wrk.exitCode, 0, `${url}: ${said}`);
    const unit = { us: 1e-3, ms: 1, s: 1e3 };
    const [, p99, in_unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(said);
    return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]), p99: p99 * unit[in_unit] };
}

const median = all => [...all].sort((a, b) => a - b)[all.length >> 1];
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const resident = child => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) * 1024;
const mebi = bytes => (bytes / (1 << 20)).toFixed(0);

async function submitOne(url) {
    const body = { province: 34, category: 'Trees', subject: 'Ağaç', text: 'Ağaç devrilmiş.', applicant: { full_name: 'Deneme Kişi', mobile: '+99955500001' } };
    const got = await fetch(`${url}/api/v1/applications`, {
        method: 'POST', body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': '"bench-the-only-one-0001"' },
    });
    assert.equal(got.status, 201);
    return got.json();
}

async function measureReading(host, hello) {
    const { number, lookup_code: code } = await submitOne(host.url);
    const citizen = await enter(host.url, '/tr/follow', { number, code });
    const staff = as => enter(host.url, '/log-in?next=/tr/staff', { account: Object.keys(host.tokens).find(who => who.startsWith(as)), next: '/tr/staff' });
    const [officer, unit, governor] = [await staff('officer:'), await staff('unit:'), await staff('governorate:')];
    const ways = [
        ['bare Beast, 13 bytes', hello.url, {}],
        ['API: an application by its code', `${host.url}/api/v1/applications/${number}`, { 'Lookup-Code': code }],
        ['page: an application, by its citizen', `${host.url}/tr/applications/${number}`, { Cookie: citizen }],
        ['page: start', `${host.url}/tr`, {}],
        ['page: an application, by an officer', `${host.url}/tr/staff/applications/${number}`, { Cookie: officer }],
        ['page: inbox of an officer, 500 open', `${host.url}/tr/staff?list=due`, { Cookie: officer }],
        ['page: inbox of a unit, 280 open', `${host.url}/tr/staff?list=todo`, { Cookie: unit }],
        ['page: the governor\'s', `${host.url}/tr/staff/governor`, { Cookie: governor }],
    ].map(([what, url, headers]) => ({ what, url, headers, runs: [] }));
    for (let round = 0; round < Number(how.rounds); ++round) {
        for (const way of ways) way.runs.push(await load(way.url, { headers: way.headers }));
    }
    row('asked by 32 connections', 'requests/s', 'p99 ms', 'of bare Beast');
    row('---', '---', '---', '---');
    for (const { what, runs } of ways) {
        const ratios = runs.map((run, i) => run.rate / ways[0].runs[i].rate);
        row(what, median(runs.map(run => run.rate)).toFixed(0), median(runs.map(run => run.p99)).toFixed(1), median(ratios).toFixed(3));
    }
    return { number, code };
}

async function measureSubmitting(host) {
    const runs = [];
    for (let round = 0; round < Number(how.rounds); ++round) {
        runs.push(await load(host.url, { connections: 256, script: join(here, 'submit.lua') }));
    }
    console.log(`\nregistered on disk before each answer, 256 connections: ${median(runs.map(run => run.rate)).toFixed(0)}/s, p99 ${median(runs.map(run => run.p99)).toFixed(0)} ms`);
}

// Connections that say nothing; they are closed after 15 seconds, so all must be there before.
async function measureIdle(host, { number, code }) {
    const before = resident(host.child);
    const { hostname, port } = new URL(host.url);
    const sockets = [];
    let closed = 0;
    for (let i = 0; i < idle - 1; ++i) {  // One is left for who asks.
        const one = connect(Number(port), hostname);
        one.on('error', () => { ++closed; });
        one.on('end', () => { ++closed; });
        sockets.push(one);
        if (i % 250 === 249) await Promise.all(sockets.slice(-250).map(each => each.connecting && once(each, 'connect')));
    }
    await once(sockets.at(-1), 'connect').catch(() => {});
    const begun = performance.now();
    const got = await fetch(`${host.url}/api/v1/applications/${number}`, { headers: { 'Lookup-Code': code } });
    const took = performance.now() - begun;
    assert.equal(got.status, 200);
    const during = resident(host.child);
    assert.equal(closed, 0, 'some were closed before they should be');
    let refused = 0;
    await Promise.all(Array.from({ length: beyond }, async () => {
        const one = connect(Number(port), hostname);
        one.on('error', () => {});
        one.resume();
        await once(one, 'close');
        ++refused;
    }));
    console.log(`\n${idle - 1} idle connections: ${mebi(before)} MiB before, ${mebi(during)} MiB with them, ` +
        `${((during - before) / (idle - 1)).toFixed(0)} bytes each; an application is looked up in ${took.toFixed(1)} ms; ` +
        `of ${beyond} beyond the bound ${refused} were closed at once`);
    for (const one of sockets) one.destroy();
}

assert.ok(idle > wrk_most, `--connections is the host's bound too: more than ${wrk_most}`);
const hello = await start('acikkapi-hello');
const host = await startHost();
const one = await measureReading(host, hello);
await measureIdle(host, one);
await measureSubmitting(host);
for (const child of [host.child, hello.child]) child.kill('SIGTERM');
const [ended] = await once(host.child, 'close');
assert.equal(ended, 0, readFileSync(join(folder, 'acikkapi-host.log'), 'utf8').slice(-2000));
