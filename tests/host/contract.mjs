// The API and its description, by judges that are not ours: node contract.mjs PROGRAM
// redocly and spectral read it, redocly walks a journey (Arazzo) by it, and prism stands between a client and
// the host and says where what is said is not what is written.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Host, count, folder, generous, lamp, must, newKey, officer, other_unit, patience, unit } from './host.mjs';

const tools = join(resolve(process.env.ACIKKAPI_PEERS ?? 'build/peers'), 'node_modules/.bin');
const here = name => fileURLToPath(new URL(name, import.meta.url));
const description = here('../../examples/host/openapi.json');

function run(tool, ...args) {
    const got = spawnSync(join(tools, tool), args, { encoding: 'utf8', timeout: patience });
    assert.equal(got.status, 0, got.stdout + got.stderr);
    return got.stdout + got.stderr;
}

const host = await Host.start(generous);

await must('two judges have nothing to say of the description', () => {
    run('redocly', 'lint', '--extends', 'recommended', '--max-problems', '100', description);
    const rules = join(folder, 'spectral.json');
    writeFileSync(rules, '{"extends": ["spectral:oas"]}');
    run('spectral', 'lint', '--ruleset', rules, '--fail-severity', 'hint', description);
});

await must('a journey by the description goes as it says', () => {
    const input = { key: newKey(), officer: host.tokens[officer] };
    run('redocly', 'respect', here('journey.arazzo.json'), '--server', `host=${host.url}/api/v1`,
        '--input', JSON.stringify(input));
});

async function free() {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise(done => server.once('listening', done));
    const { port } = server.address();
    await new Promise(done => server.close(done));
    return port;
}

// Asks like the host's own client, through a proxy that compares each answer with the description.
async function between() {
    const port = await free();
    const proxy = spawn(join(tools, 'prism'),
        ['proxy', description, `${host.url}/api/v1`, '--port', String(port), '--errors'],
        { stdio: ['ignore', 'pipe', 'pipe'] });
    process.on('exit', () => proxy.kill('SIGKILL'));
    // It goes on talking, and must be listened to.
    await new Promise((done, fail) => {
        proxy.stdout.on('data', text => text.includes('is listening') && done());
        proxy.stderr.resume();
        proxy.on('exit', fail);
    });
    const client = Object.assign(new Host(), { tokens: host.tokens, url: `http://127.0.0.1:${port}` });
    // The description's server is `/api/v1`; prism takes paths behind it.
    const ask = client.ask.bind(client);
    client.ask = (method, path, more) => ask(method, path.replace('/api/v1', ''), more);
    return { client, end: () => proxy.kill() };
}

await must('what the host answers is what is written', async () => {
    const { client, end } = await between();
    const fits = got => {
        assert.ok(!got.body?.type?.includes('prism'), got.text);
        return got;
    };
    const first = fits(await client.ask('POST', '/api/v1/applications', { body: lamp, key: newKey() }));
    assert.equal(first.status, 201, first.text);
    const { number, lookup_code: code } = first.body;
    fits(await client.ask('GET', `/api/v1/applications/${number}`, { code }));
    fits(await client.ask('GET', `/api/v1/applications/${number}`, { as: officer }));
    fits(await client.ask('GET', `/api/v1/applications/${number}`, { code: 'AAAAAAAAAAAAAA' }));
    const to = { unit: '24301265', unit_name: 'Yol' };
    assert.equal(fits(await client.act(number, 'route', officer, to)).status, 200);
    assert.equal(fits(await client.act(number, 'assign', officer, { to: unit })).body.in_hand_of, unit);
    assert.equal(fits(await client.act(number, 'assign', officer, { to: other_unit })).status, 422);
    assert.equal(fits(await client.act(number, 'assign', unit, { to: null })).status, 200);
    assert.equal(fits(await client.act(number, 'ask', unit, { question: 'Nerede?' })).status, 200);
    assert.equal(fits(await client.act(number, 'ask', unit, { question: 'Nerede?' })).status, 409);
    fits(await client.ask('POST', `/api/v1/applications/${number}/reply`, { code, body: { text: 'Okulda' } }));
    const files = `/api/v1/applications/${number}/attachments`;
    const pdf = { code, raw: '%PDF-1.4\n%%EOF\n', headers: { 'Content-Type': 'application/pdf' } };
    assert.equal(fits(await client.ask('POST', files, { ...pdf, key: newKey() })).status, 201);
    assert.equal(fits(await client.ask('POST', files, { ...pdf, key: newKey(), raw: 'x' })).status, 415);
    assert.equal(fits(await client.ask('GET', files, { code })).status, 200);
    assert.equal(fits(await client.ask('GET', `${files}/1`, { code })).status, 200);
    assert.equal(fits(await client.ask('GET', `${files}/2`, { code })).status, 404);
    const answer = { decision: 'granted', text: 'Oldu.', signed_by: 'Müdür' };
    assert.equal(fits(await client.act(number, 'answer', unit, answer)).status, 200);
    fits(await client.ask('GET', `/api/v1/applications/${number}/timeline`, { code }));
    fits(await client.ask('GET', '/api/v1/lists/state?key=notified', { as: officer }));
    fits(await client.ask('GET', '/api/v1/statistics', { as: 'auditor' }));
    assert.equal(fits(await client.ask('GET', '/api/v1/feed?offset=-1', { as: 'auditor' })).status, 200);
    assert.equal(fits(await client.ask('GET', '/api/v1/feed?offset=x', { as: 'auditor' })).status, 400);
    assert.equal(fits(await client.ask('GET', '/api/v1/feed', { as: officer })).status, 403);
    assert.equal(fits(await client.ask('GET', '/api/v1/feed?offset=-1&live=long-poll', { as: 'operator' })).status, 200);
    end();
});

assert.equal(await host.stop(), 0);
count();
