// The host on a machine whose clock jumps: node clock.mjs PROGRAM
// Debian's libfaketime sets the wall clock of the program, and of nothing else: ten days ahead, back again, and the
// hour that happens twice. Each step of a deadline happens once, and no time goes back.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Host, count, folder, generous, must, officer, unit } from './host.mjs';

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';
assert.ok(existsSync(library), `${library}: not installed (Debian: faketime)`);
const clock = join(folder, 'clock');
const set = offset => writeFileSync(clock, `${offset}\n`);

const faked = (zone = 'Europe/Istanbul') => ({
    ...process.env, LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: clock, FAKETIME_NO_CACHE: '1',
    DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', TZ: zone,
});

const told = () => readFileSync(join(folder, 'store.staff.jsonl'), 'utf8').split('\n')
    .filter(line => line !== '').map(line => JSON.parse(line));
const steps = number => told().filter(one => one.reference === number && one.kind.startsWith('escalation'))
    .map(one => one.kind);

// Nobody asks the host for anything: it looks at the clock twice a minute by itself.
async function until(what, holds) {
    for (const end = Date.now() + 60_000; Date.now() < end;) {
        if (holds()) return;
        await new Promise(done => setTimeout(done, 100));
    }
    assert.fail(`never: ${what}\n${JSON.stringify(told().map(one => [one.kind, one.reference]))}`);
}

async function times(host, number) {
    const { body } = await host.ask('GET', `/api/v1/applications/${number}/timeline`, { as: officer });
    return body.entries.map(one => one.at);
}

set('+0d');
let host = await Host.start(generous, [], faked());
const given = await host.submit();
await host.act(given.number, 'route', officer, { unit: '24301265', unit_name: 'Yol' });
const all = ['escalation-1', 'escalation-2', 'escalation-3', 'escalation-4', 'escalation-5'];

await must('ten days ahead every step that was due is told, each once', async () => {
    set('+11d');
    await until('all five steps', () => steps(given.number).length >= 5);
    assert.deepEqual(steps(given.number).sort(), all);
    const seen = await host.ask('GET', `/api/v1/applications/${given.number}`, { as: officer });
    assert.equal(seen.body.promised, given.promised, 'a day that was promised stays');
});

await must('ten days back nothing happens twice, and what is done then is not before what was done', async () => {
    set('+1d');
    const asked = await host.act(given.number, 'ask', unit, { question: 'Nerede?' });
    assert.equal(asked.status, 200, asked.text);
    for (let i = 0; i < 5; ++i) await host.submit();
    assert.deepEqual(steps(given.number).sort(), all);
    const at = await times(host, given.number);
    assert.deepEqual(at, [...at].sort());
});

await must('a host that starts again in another time does nothing twice', async () => {
    assert.equal(await host.stop(), 0);
    set('+12d');
    host = await Host.start(generous, [], faked());
    for (let i = 0; i < 5; ++i) await host.submit();
    assert.deepEqual(steps(given.number).sort(), all);
});

await must('the hour that happens twice is two hours', async () => {
    assert.equal(await host.stop(), 0);
    // In Berlin the clocks go back on 31 October 2027 at 01:00 UTC; in Istanbul they never do.
    const first = Date.UTC(2027, 9, 31, 0, 30);
    const ahead = ms => set(`+${Math.round((ms - Date.now()) / 1000)}`);
    ahead(first);
    host = await Host.start(generous, [], faked('Europe/Berlin'));
    const before = await host.submit();
    await host.act(before.number, 'route', officer, { unit: '24301265', unit_name: 'Yol' });
    ahead(first + 3_600_000);  // The same hands of the clock.
    await host.act(before.number, 'ask', unit, { question: 'Nerede?' });
    const at = await times(host, before.number);
    assert.deepEqual(at, [...at].sort());
    const apart = (Date.parse(at.at(-1)) - Date.parse(at[0])) / 60_000;
    assert.ok(apart > 55 && apart < 70, `${apart} minutes apart`);
    assert.equal(before.promised, '2027-11-07');
});

assert.equal(await host.stop(), 0);
count();
