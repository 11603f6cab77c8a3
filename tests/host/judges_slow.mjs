// Hundreds of connections that are slow on purpose, by slowhttptest (Debian): node judges_slow.mjs PROGRAM
// Headers that never end, bodies that never end, answers that nobody takes. Beside them somebody looks at his
// application, and is answered in time.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { application } from './cases.mjs';
import { Host, count, folder, generous, must, patience } from './host.mjs';

const connections = 400;
const seconds = 15;
const in_time = 2_000;  // Milliseconds; what two slow machines of CI need is a tenth of it.

const host = await Host.start(generous);
const mine = await application(host);

// Somebody asks again and again until the attack is over. @return What he waited at most, and how often he asked.
async function looks(attack) {
    let over = false;
    attack.finally(() => { over = true; }).catch(() => {});
    let [longest, times] = [0, 0];
    while (!over) {
        const begun = performance.now();
        const got = await host.ask('GET', `/api/v1/applications/${mine.number}`, { code: mine.code, headers: { Connection: 'close' } });
        assert.equal(got.status, 200, got.text);
        longest = Math.max(longest, performance.now() - begun);
        ++times;
        await new Promise(done => setTimeout(done, 100));
    }
    return { longest, times };
}

// Each second: how many were closed, waiting, connected, and whether it was served.
function seconds_of(file) {
    const [head, ...lines] = readFileSync(file, 'utf8').trim().split('\n').map(line => line.split(',').map(one => one.trim()));
    return lines.map(line => Object.fromEntries(line.map((value, i) => [head[i].toLowerCase(), value])));
}

async function metric(name) {
    const { text } = await host.ask('GET', '/metrics', { as: 'operator' });
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

const ways = {
    'headers that never end': ['-H', '-i', '3', '-x', '24'],
    'bodies that never end': ['-B', '-i', '3', '-s', '8192', '-x', '10'],
    'answers that nobody takes': ['-X', '-w', '10', '-y', '20', '-n', '5', '-z', '8', '-k', '3'],
};
const page = { '-B': '/tr/follow', '-X': '/api/v1/openapi.json' };

for (const [what, how] of Object.entries(ways)) {
    await must(what, async () => {
        const file = join(folder, `slow${how[0]}`);
        const attack = promisify(execFile)('slowhttptest', [...how, '-c', String(connections), '-r', '200',
            '-l', String(seconds), '-p', '3', '-g', '-o', file, '-u', host.url + (page[how[0]] ?? '/tr')], { timeout: 120_000 });
        const [, { longest, times }] = await Promise.all([attack, looks(attack)]);
        const all = seconds_of(`${file}.csv`);
        const open = Math.max(...all.map(one => Number(one.connected)));
        console.log(`${what}: ${open} at once, ${times} lookups, the longest ${Math.round(longest)} ms`);
        // Who takes no answer is cut off, sometimes before the last of them has come.
        assert.ok(open >= connections / 2, `only ${open} connections: that is no attack`);
        for (const one of all) assert.ok(Number(one['service available']) > 0, JSON.stringify(one));
        assert.ok(times > 20 && longest < in_time, `${longest} ms`);
    });
}

await must('nothing is left of it', async () => {
    assert.equal((await host.ask('GET', '/healthz')).status, 200);
    assert.equal((await host.ask('GET', '/readyz')).status, 200);
    for (const end = Date.now() + patience; ;) {
        if (await metric('http_streams') === 0) break;
        assert.ok(Date.now() < end);
    }
    assert.ok(!host.log.includes('"error"') && !/"status":5\d\d/.test(host.log), 'it complains of something');
});

assert.equal(await host.stop(), 0);
count();
