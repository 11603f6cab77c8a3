// What whoever looks after a host meets at night: node night.mjs PROGRAM
// It is run as it is in service: without --demo, from a configuration, and stopped by SIGTERM.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
    existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Host, count, folder, generous, must, patience, program } from './host.mjs';

const store = join(folder, 'office');
const beside = ending => store + ending;
const account = (actor, token) => ({ actor, token_sha256: createHash('sha256').update(token).digest('hex') });
const config = { ...generous, staff: [account('operator', 'o'), account('officer:34/ayse', 'a')] };

const words = (more, how) => {
    const file = join(folder, 'night.json');
    writeFileSync(file, JSON.stringify({ ...config, ...how }));
    return ['--data', store, '--config', file, '--listen', '127.0.0.1:0', ...more];
};

const mail = { adapters: { e_mail: { host: '127.0.0.1', port: 1, security: 'none', from: 'a@il.example' } } };
const by_mail = address => ({ applicant: {
    identity: '10000000146', full_name: 'Deneme Kişi', mobile: '0532 123 45 67', e_mail: address,
} });

const running = new Set();
process.on('exit', () => { for (const child of running) child.kill('SIGKILL'); });

// One that is not of the demo.
async function serve({ more = [], how = {}, errors = 'pipe' } = {}) {
    const host = new Host();
    host.child = spawn(program, words(more, how), { stdio: ['ignore', 'pipe', errors] });
    running.add(host.child);
    host.log = '';
    host.child.stderr?.on('data', text => { host.log += text; });
    host.ended = once(host.child, 'close');
    host.tokens = { operator: 'o', officer: 'a' };
    let out = '';
    for await (const text of host.child.stdout) {
        out += text;
        if (/^listening on .*\n/m.test(out)) break;
    }
    host.url = /^listening on (\S+)$/m.exec(out)?.[1];
    assert.ok(host.url, `it does not listen: ${out}${host.log}`);
    return host;
}

// One that does not come up.
function refused(more, how = {}) {
    const out = spawnSync(program, words(more, how), { encoding: 'utf8', timeout: patience });
    assert.notEqual(out.status, null, 'it came up');
    return out;
}

async function until(what, holds) {
    for (const end = Date.now() + patience; Date.now() < end;) {
        const found = await holds();
        if (found) return found;
        await new Promise(done => setTimeout(done, 20));
    }
    assert.fail(`never: ${what}`);
}

const figure = async (host, name) => {
    const { text } = await host.ask('GET', '/metrics', { as: 'operator' });
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? assert.fail(`${name} is not in ${text}`));
};

await must('a store is made once, and only where there is none', async () => {
    const without = refused([]);
    assert.equal(without.status, 3, without.stderr);
    assert.ok(!existsSync(beside('.session')), 'nothing is made beside a store that is not there');
    // Its key lies elsewhere, and its disk is not mounted.
    const key = join(folder, 'key');
    writeFileSync(key, Buffer.alloc(32, 7));
    for (const mounted of [false, true]) {
        if (mounted) mkdirSync(store);
        const away = refused(['--key', key], mail);
        assert.equal(away.status, 3, away.stderr);
        assert.match(away.stderr, /office: holds no store: is its disk mounted/);
        assert.deepEqual(readdirSync(folder).filter(name => name.startsWith('office.')), []);
    }
    const host = await serve({ more: ['--create'] });
    assert.match(host.log, /a new store was made in/);
    assert.equal(await host.stop(), 0);
    const again = refused(['--create']);
    assert.equal(again.status, 3, again.stderr);
    assert.match(again.stderr, /is not empty.*without --create/);
});

await must('a store whose secret of sessions is missing is served, under a new one', async () => {
    rmSync(beside('.session'));
    const host = await serve();
    assert.equal(statSync(beside('.session')).size, 32);
    assert.doesNotMatch(host.log, /new store/);
    assert.equal(await host.stop(), 0);
});

await must('a store that gets adapters later has a secret of tokens made, and that is said', async () => {
    assert.ok(!existsSync(beside('.reply')));
    const host = await serve({ how: mail });
    assert.equal(statSync(beside('.reply')).size, 32);
    assert.match(host.log, /office\.reply was not there and is made anew/);
    assert.equal(await host.stop(), 0);
    const second = await serve({ how: mail });
    assert.equal(await second.stop(), 0);
    assert.doesNotMatch(second.log, /made anew/);
});

await must('a host that does not come up has handed nothing over', async () => {
    const host = await serve();
    await host.submit();
    await until('the letter', () => readFileSync(beside('.sms.jsonl'), 'utf8').includes('received'));
    assert.equal(await host.stop(), 0);
    // Nobody takes its letter, which waits for the next start.
    const held = await serve({ how: mail });
    const { number } = await held.submit(by_mail('b@il.example'));
    assert.equal(await held.stop(), 0);
    const out = refused([], { tls: { certificate: '/nowhere', key: '/nowhere' } });
    assert.equal(out.status, 3, out.stderr);
    const is_written = () => readFileSync(beside('.sms.jsonl'), 'utf8').includes(number);
    assert.ok(!is_written());
    const next = await serve();
    await until('the letter that waited', is_written);
    assert.equal(await next.stop(), 0);
});

await must('a way that cannot be reached is told of', async () => {
    const host = await serve({ how: mail });
    for (let i = 0; i < 12; ++i) await host.submit(by_mail(`a${i}@il.example`));
    await until('the line', () => /e-mail fails: 10 tries in a row, the last one: /.test(host.log));
    assert.doesNotMatch(host.log, /@il\.example/);
    assert.equal(await host.stop(), 0);
});

await must('where nobody would tell applicants nothing is served', () => {
    const out = refused([], { adapters: {} });
    assert.equal(out.status, 1);
    assert.match(out.stderr, /#\/adapters\/sms or e_mail is missing: nobody would tell applicants/);
});

await must('who sends slowly does not hold up a stop', async () => {
    const host = await serve();
    const { hostname, port } = new URL(host.url);
    const slow = connect(port, hostname);
    slow.on('error', () => {});
    await once(slow, 'connect');
    slow.write('POST /api/v1/applications HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n'
        + 'Content-Length: 1000000\r\n\r\n');
    const drip = setInterval(() => slow.write(' '.repeat(1_000)), 200);  // It is waited for: 200 seconds.
    await new Promise(done => setTimeout(done, 500));
    const begun = Date.now();
    assert.equal(await host.stop(), 0);
    clearInterval(drip);
    slow.destroy();
    const seconds = (Date.now() - begun) / 1_000;
    assert.ok(seconds > 15 && seconds < 30, `${seconds}`);
});

await must('a full disk under the log is counted, and the host goes on', async () => {
    const full = openSync('/dev/full', 'w');
    const host = await serve({ errors: full });
    assert.equal((await host.ask('GET', '/tr')).status, 200);
    assert.equal((await host.ask('GET', '/readyz')).status, 200);
    await until('the count', async () => await figure(host, 'log_lines_lost_total') >= 2);
    assert.equal(await host.stop(), 0);
});

await must('whoever reads the log may end before the host', async () => {
    const host = await serve();
    host.child.stderr.destroy();
    assert.equal((await host.ask('GET', '/tr')).status, 200);
    assert.equal((await host.ask('GET', '/tr')).status, 200);
    await until('the count', async () => await figure(host, 'log_lines_lost_total') >= 2);
    assert.equal(await host.stop(), 0);
});

await must('a file of letters that is emptied meanwhile goes on, also after a new start', async () => {
    const host = await serve();
    const has = number => readFileSync(beside('.sms.jsonl'), 'utf8').includes(number);
    const first = await host.submit();
    await until('the first', () => has(first.number));
    truncateSync(beside('.sms.jsonl'), 0);  // As logrotate's copytruncate does.
    const second = await host.submit();
    await until('the second', () => has(second.number));
    assert.ok(readFileSync(beside('.sms.jsonl'), 'utf8').startsWith('{"id"'));
    assert.equal(await host.stop(), 0);
    assert.equal(await (await serve()).stop(), 0);
    writeFileSync(beside('.sms.jsonl'), '\0\0\0\n');
    const out = refused([]);
    assert.equal(out.status, 3);
    assert.match(out.stderr, /office\.sms\.jsonl: has a line that is no letter of ours.*Move it away/);
    rmSync(beside('.sms.jsonl'));
});

await must('routes are printed of a demo alone: another store is not opened for that', () => {
    const out = refused(['--routes']);
    assert.equal(out.status, 2, out.stderr);
    assert.ok(!existsSync(beside('.sms.jsonl')));
});

await must('the host makes its backups, and says how old the newest is', async () => {
    const directory = join(folder, 'backups');
    const host = await serve({ how: { backups: { directory, hour: 3, keep: 2 } } });
    await until('a backup', () => existsSync(directory));
    const age = await until('its age', () => figure(host, 'acikkapi_backup_age_seconds'));
    assert.ok(age < 60, `${age}`);
    assert.equal(await figure(host, 'acikkapi_backups_failed_total'), 0);
    assert.equal(await host.stop(), 0);
});

await must('a backup that fails is counted and told of', async () => {
    const directory = join(folder, 'notes');
    mkdirSync(directory);
    writeFileSync(join(directory, 'notes.txt'), 'not ours');
    const host = await serve({ how: { backups: { directory } } });
    await until('the count', async () => await figure(host, 'acikkapi_backups_failed_total') === 1);
    await until('the line', () => /no backup was made in .*notes: /.test(host.log));
    assert.equal(await host.stop(), 0);
    for (const bad of [{}, { directory, hour: 24 }, { directory, keep: 0 }, { directory, days: 1 }]) {
        assert.equal(refused([], { backups: bad }).status, 1, JSON.stringify(bad));
    }
});

count();
