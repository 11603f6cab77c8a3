// Those outside who are told of events: node webhooks.mjs PROGRAM
// The judges are others' libraries: standardwebhooks verifies each signature, cloudevents and a schema each event,
// promtool the figures. ACIKKAPI_REPLAY names the tool that makes backups and restores them.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { need } from '../peers/peers.mjs';
import { Host, count, folder, generous, must, officer, patience, program, unit } from './host.mjs';

const { Webhook } = await need('standardwebhooks');
const { HTTP } = await need('cloudevents');
const { default: Ajv } = await need('ajv');
const { default: formats } = await need('ajv-formats');
const checker = new Ajv({ strict: true, strictRequired: false, allErrors: true });
formats(checker);
const fits = checker.compile(
    JSON.parse(readFileSync(new URL('../peers/cloudevent.schema.json', import.meta.url))));

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const source = 'https://basvuru.example';

// Somebody who is told; `answer(event, time)` is how: a status, [status, headers], `cut` or `hang`.
class Receiver {
    constructor() {
        this.tries = [];   // Whatever came, {event, at}.
        this.taken = [];   // The events that were answered with 2xx.
        this.faults = [];  // What a judge said against them.
        this.answer = () => 204;
    }

    async open(port = 0) {
        this.server = createServer((request, response) => this.take(request, response));
        await new Promise((done, fail) => {
            this.server.once('error', fail);
            this.server.listen(port, '127.0.0.1', done);
        });
        this.port = this.server.address().port;
        return this;
    }

    close() {
        this.server.closeAllConnections();
        return new Promise(done => this.server.close(done));
    }

    async take(request, response) {
        const parts = [];
        try {
            for await (const part of request) parts.push(part);
        } catch {
            return;  // The host was killed meanwhile.
        }
        const body = Buffer.concat(parts).toString('utf8');
        const event = this.judge(request, body);
        this.tries.push({ event, at: Date.now() });
        const how = await this.answer(event);
        if (how === 'hang') return;
        if (how === 'cut') {
            this.taken.push(event);  // It has it, and nobody knows.
            request.socket.destroy();
            return;
        }
        const [status, headers] = [how].flat();
        if (status < 300) this.taken.push(event);
        response.writeHead(status, headers).end();
    }

    judge(request, body) {
        try {
            new Webhook(secret).verify(body, request.headers);
            const event = HTTP.toEvent({ headers: request.headers, body });
            event.validate();
            assert.ok(fits(JSON.parse(body)), JSON.stringify(fits.errors));
            assert.equal(request.headers['webhook-id'], event.id);
            assert.equal(event.source, source);
            return event;
        } catch (error) {
            this.faults.push(`${error} ${body}`);
            return JSON.parse(body);
        }
    }
}

const [all, some, hanging, leaver] = await Promise.all(Array.from({ length: 4 }, () => new Receiver().open()));
const whom = (name, receiver, more = {}) =>
    ({ name, url: `http://127.0.0.1:${receiver.port}/hooks`, secrets: [secret], ...more });
const places = [all, some, hanging, leaver].map(({ port }) =>
    ({ host: '127.0.0.1', port, allow_http: true, allow_private: true }));
const told = (...subscribers) => ({ ...generous, webhooks: { source, places, subscribers } });
const config = told(whom('all', all), whom('some', some, { events: ['submitted', 'answered'] }),
    whom('hanging', hanging), whom('leaver', leaver));

async function until(what, holds) {
    for (const end = Date.now() + patience; Date.now() < end;) {
        const found = await holds();
        if (found) return found;
        await new Promise(done => setTimeout(done, 20));
    }
    assert.fail(`never: ${what()}`);
}

const position = event => Number(event.id.slice(21));
const epoch = event => event.id.slice(0, 20);
const feed = async (query = '?offset=-1') => (await host.ask('GET', `/api/v1/feed${query}`, { as: 'auditor' })).body;
const head = async () => (await host.ask('HEAD', '/api/v1/feed', { as: 'auditor' })).headers.get('stream-next-offset');

async function entries(after) {
    const out = [];
    for (let offset = after ?? '-1'; ;) {
        const got = await host.ask('GET', `/api/v1/feed?offset=${offset}`, { as: 'auditor' });
        out.push(...got.body);
        offset = got.headers.get('stream-next-offset');
        if (got.headers.get('stream-up-to-date')) return out;
    }
}

// Each of them once, as a receiver has them who drops repeats by their ids.
const once = events => [...new Map(events.map(one => [one.id, one])).values()];

// A receiver has all of the feed behind `after` that it wants; letters may have added to it meanwhile.
async function isLevel(receiver, { after, wanted = () => true, taken = () => receiver.taken } = {}) {
    const expected = (await entries(after)).filter(wanted);
    await until(() => `${taken().length} of ${expected.length}`, () => once(taken()).length >= expected.length);
    const got = once(taken()).slice(0, expected.length);
    assert.deepEqual(got.map(one => one.data), expected, 'what the feed has, in its order');
    assert.deepEqual(receiver.faults, []);
    return got;
}

async function figure(name, subscriber) {
    const { text } = await host.ask('GET', '/metrics', { as: 'operator' });
    return Number(new RegExp(`^${name}\\{subscriber="${subscriber}"\\} (\\S+)$`, 'm').exec(text)?.[1]);
}

async function life() {
    const { number, lookup_code: code } = await host.submit();
    await host.act(number, 'route', officer, { unit: '24301265', unit_name: 'Yol' });
    await host.act(number, 'ask', unit, { question: 'Hangi lamba?' });
    await host.ask('POST', `/api/v1/applications/${number}/reply`, { code, body: { text: 'Okulun önündeki' } });
    await host.act(number, 'answer', unit, { decision: 'granted', text: 'Değişti.', signed_by: 'Müdür' });
    return number;
}
const lives = many => Promise.all(Array.from({ length: many }, life));

hanging.answer = () => 'hang';
leaver.answer = () => 410;
let host = await Host.start(config);

await must('given nobody hears one of them and one wants nothing, when much happens, then the others are told all of it', async () => {
    await lives(15);
    await lives(15);
    const got = await isLevel(all);
    assert.ok(got.length >= 200, `${got.length} events`);
    assert.deepEqual(all.taken, once(all.taken), 'nothing twice where every try was answered');
    assert.deepEqual(got.map(position), got.map((_, i) => i + 1), 'each once, in order');
    const begun = got.find(one => one.data.event === 'submitted');
    assert.equal(begun.type, 'tr.acikkapi.register.submitted');
    assert.equal(begun.subject, begun.data.number);
    assert.equal(new Date(begun.time).getTime(), Math.floor(new Date(begun.data.at).getTime()));
    const [again] = await feed(`?offset=${epoch(begun)}_${String(position(begun) - 1).padStart(20, '0')}`);
    assert.deepEqual(again, begun.data, "an event's id is its place in the feed");
    const wanted = one => ['submitted', 'answered'].includes(one.event);
    assert.equal((await isLevel(some, { wanted })).length, 60);
    const raw = JSON.stringify(all.tries);
    for (const personal of ['Deneme', 'ayse', 'mehmet', 'Okulun', 'Müdür', '10000000146', '5321234567', 'karanlık']) {
        assert.ok(!raw.includes(personal), personal);
    }
    assert.deepEqual([...new Set(hanging.tries.map(one => position(one.event)))], [1], 'one at a time');
});

await must('who answers 410 is told nothing more, and standard error says so', async () => {
    assert.equal(leaver.tries.length, 1);
    assert.match(host.log, /"error":"webhook leaver: wants nothing more/);
    assert.ok(!host.log.includes(secret));
});

await must('given the answer is lost, then the same comes again under the same id before anything else', async () => {
    const after = await head();
    const lost = all.tries.length;
    let first = true;
    all.answer = () => (first ? (first = false, 'cut') : 204);
    await life();
    // What was on its way before is tried then, too.
    const behind = one => position(one) > Number(after.slice(21));
    await isLevel(all, { after, taken: () => all.tries.slice(lost).map(one => one.event).filter(behind) });
    const ids = all.tries.slice(lost).map(one => one.event.id);
    assert.equal(ids[0], ids[1]);
    assert.equal(new Set(ids).size, ids.length - 1);
    assert.match(host.log, /"error":"webhook all: is tried again/);
});

await must('given a receiver is away, when it comes back, then it has missed nothing', async () => {
    const failed = await figure('webhook_tries_failed_total', 'all');
    const { port } = all;
    await all.close();
    await lives(3);
    await until(() => 'two more tries', async () => (await figure('webhook_tries_failed_total', 'all')) >= failed + 2);
    assert.ok((await figure('webhook_behind', 'all')) > 10);
    await all.open(port);
    await isLevel(all);
    await until(() => 'level', async () => (await figure('webhook_behind', 'all')) === 0);
});

await must('who says when he wants to be asked again is not asked before', async () => {
    for (const [status, headers, wait] of [[503, { 'Retry-After': '3' }, 3_000], [429, { 'Retry-After': '4' }, 4_000]]) {
        const before = all.tries.length;
        let first = true;
        all.answer = () => (first ? (first = false, [status, headers]) : 204);
        await life();
        await isLevel(all);
        const [one, two] = all.tries.slice(before);
        assert.equal(one.event.id, two.event.id);
        assert.ok(two.at - one.at >= wait - 50, `${two.at - one.at} ms`);
    }
});

await must('other refusals are tried again: an event is not lost by somebody\'s mistake', async () => {
    const statuses = [404, 401, 302];
    all.answer = () => statuses.shift() ?? 204;
    await life();
    await isLevel(all);
    assert.deepEqual(statuses, []);
});

await must('Prometheus reads the figures', async () => {
    const { text } = await host.ask('GET', '/metrics', { as: 'operator' });
    const promtool = join(process.env.ACIKKAPI_PEERS, 'promtool');
    const judged = spawnSync(promtool, ['check', 'metrics'], { input: text, encoding: 'utf8' });
    assert.equal(judged.status, 0, judged.stdout + judged.stderr);
    assert.equal(await figure('webhook_told_total', 'hanging'), 0);
    await until(() => 'all of it', async () => (await figure('webhook_told_total', 'all')) === (await entries()).length);
    assert.ok((await figure('webhook_behind', 'hanging')) > 200);
});

await must('a stop waits for nobody who hangs, and after it nothing is told twice', async () => {
    const begun = Date.now();
    assert.equal(await host.stop(), 0);
    assert.ok(Date.now() - begun < 10_000, `${Date.now() - begun} ms`);
    const before = all.tries.length;
    const [left] = leaver.tries;
    host = await Host.start(config);
    await life();
    await isLevel(all);
    const again = all.tries.slice(before).map(one => one.event.id);
    assert.deepEqual(again.filter(id => all.tries.slice(0, before).some(one => one.event.id === id)), []);
    await until(() => 'a new start asks who had left', () => leaver.tries.length === 2);
    assert.equal(leaver.tries[1].event.id, left.event.id);
});

await must('given the host is killed while it tells, then nothing is lost, and repeats are at the seam alone', async () => {
    const before = all.taken.length;
    all.answer = async () => {
        await new Promise(done => setTimeout(done, 5));
        return 204;
    };
    const working = lives(10).catch(() => {});
    await until(() => 'some of it', () => all.taken.length >= before + 30);
    host.child.kill('SIGKILL');
    await host.ended;
    await working;
    const seam = all.tries.length;
    host = await Host.start(config);
    await life();
    await isLevel(all);
    const [earlier, later] = [all.tries.slice(0, seam), all.tries.slice(seam)].map(
        part => part.map(one => position(one.event)));
    assert.deepEqual(later, later.map((_, i) => later[0] + i), 'in order from where the file says');
    assert.ok(later[0] <= earlier.at(-1) + 1, 'without a gap');
    assert.ok(earlier.at(-1) - later[0] < 100, 'a page at most');
});

await must('who is new begins at the present head', async () => {
    assert.equal(await host.stop(), 0);
    const young = await new Receiver().open();
    places.push({ host: '127.0.0.1', port: young.port, allow_http: true, allow_private: true });
    host = await Host.start(told(whom('young', young)));
    const after = readFileSync(join(folder, 'store.webhook.young'), 'utf8').trim();
    await life();
    await isLevel(young, { after });
    assert.ok(position(young.taken[0]) > 200);
    await young.close();
    assert.equal(await host.stop(), 0);
    host = await Host.start(config);
});

await must('given the store was restored, then that is told once, and the rest from there on', async () => {
    const replay = process.env.ACIKKAPI_REPLAY;
    assert.equal(await host.stop(), 0);
    const store = join(folder, 'store');
    const run = (...words) => execFileSync(replay, words, { encoding: 'utf8' });
    run('backup', store, join(folder, 'backups'));
    host = await Host.start(config);
    await life();
    await isLevel(all);
    assert.equal(await host.stop(), 0);
    renameSync(store, `${store}.lost`);
    run('restore', join(folder, 'backups'), store);
    const before = all.taken.length;
    let first = true;
    all.answer = () => (first ? (first = false, 500) : 204);
    host = await Host.start(config);
    await life();
    const event = await until(() => 'restored', () => all.taken[before]);
    assert.equal(event.type, 'tr.acikkapi.register.restored');
    assert.notEqual(epoch(event), epoch(all.taken[0]));
    assert.equal(event.data.epoch, Number(epoch(event)));
    assert.equal(event.id, `${epoch(event)}_${'0'.repeat(20)}`);
    await isLevel(all, { after: event.data.offset, taken: () => all.taken.slice(before + 1) });
    assert.equal(await host.stop(), 0);
    host = await Host.start(config);
    await life();
    await isLevel(all, { after: event.data.offset, taken: () => all.taken.slice(before + 1) });
    assert.equal(all.taken.filter(one => one.data.event === 'restored').length, 1);
});

assert.equal(await host.stop(), 0);

await must('what cannot work is said at the start', async () => {
    const wrong = (webhooks, prepare = () => {}) => {
        const file = join(folder, 'wrong.json');
        writeFileSync(file, JSON.stringify({ webhooks }));
        prepare();
        const out = spawnSync(program, ['--data', join(folder, 'store'), '--config', file, '--listen', '127.0.0.1:0'],
            { encoding: 'utf8', timeout: patience });
        assert.ok(out.status === 1 || out.status === 3, `${out.status} ${out.stderr}`);
        return out.stderr;
    };
    const good = whom('all', all);
    const by = (...subscribers) => ({ source, places, subscribers });
    assert.match(wrong({ places, subscribers: [good] }), /#\/webhooks\/source is required/);
    assert.match(wrong(by()), /#\/webhooks\/subscribers is no list/);
    assert.match(wrong(by(good, good)), /#\/webhooks\/subscribers has two of one name/);
    assert.match(wrong(by({ ...good, name: '../key' })), /#\/webhooks\/subscribers\/name is not/);
    assert.match(wrong(by({ ...good, events: ['sumbitted'] })), /#\/webhooks\/subscribers\/events has one/);
    assert.match(wrong(by({ ...good, secrets: [] })), /#\/webhooks\/subscribers\/secrets/);
    assert.match(wrong(by({ ...good, evens: [] })), /has a member that is not known/);
    assert.match(wrong(by({ ...good, url: 'http://127.0.0.1:1/' })), /webhooks: all: its url leads to none of the places/);
    assert.match(wrong(by({ ...good, secrets: ['whsec_x'] })), /webhooks: all: source, url or a secret is none/);
    const file = join(folder, 'store.webhook.all');
    assert.match(wrong(by(good), () => writeFileSync(file, 'nonsense\n')), /webhooks: all: the file with its place/);
    const ahead = `${epoch(all.taken.at(-1))}_${'9'.repeat(15).padStart(20, '0')}\n`;
    assert.match(wrong(by(good), () => writeFileSync(file, ahead)), /webhooks: all: it was told more than the journal has/);
});

for (const one of [all, some, hanging, leaver]) await one.close();
count();
