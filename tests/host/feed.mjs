// The feed of events as machines follow it: node feed.mjs PROGRAM
// The judge is the client of the protocol itself (npm's @durable-streams/client): it reads, waits and comes again by
// its own rules, while applications are worked on and the host is started anew.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { pathToFileURL } from 'node:url';
import { join, resolve } from 'node:path';
import { Host, count, generous, isProblem, must, officer, patience, unit } from './host.mjs';

const peers = join(resolve(process.env.ACIKKAPI_PEERS ?? 'build/peers'), 'node_modules');
const { stream } = await import(
    pathToFileURL(join(peers, '@durable-streams/client/dist/index.js')).href);

let host = await Host.start(generous);
const feed = (query = '', more = {}) => host.ask('GET', `/api/v1/feed${query}`, { as: 'auditor', ...more });
const next = got => got.headers.get('stream-next-offset');

// One life of an application: five events and more.
async function life() {
    const { number, lookup_code: code } = await host.submit();
    await host.act(number, 'route', officer, { unit: '24301265', unit_name: 'Yol' });
    await host.act(number, 'ask', unit, { question: 'Hangi lamba?' });
    const reply = await host.ask('POST', `/api/v1/applications/${number}/reply`, { code, body: { text: 'Okulun önündeki' } });
    assert.equal(reply.status, 200, reply.text);
    await host.act(number, 'answer', unit, { decision: 'granted', text: 'Değişti.', signed_by: 'Müdür' });
    return number;
}

async function until(what, holds) {
    for (const end = Date.now() + patience; Date.now() < end;) {
        if (await holds()) return;
        await new Promise(done => setTimeout(done, 20));
    }
    assert.fail(`never: ${what}`);
}

// Each once, in order, from the one behind `after` on.
function isWhole(entries, after = 0) {
    assert.deepEqual(entries.map(one => one.position), entries.map((_, i) => after + i + 1));
}

await must('only who may sees it', async () => {
    isProblem(await host.ask('GET', '/api/v1/feed'), 401, 'not_logged_in');
    for (const as of [officer, unit, 'desk:34/zeynep', 'governorate:34/1']) {
        isProblem(await host.ask('GET', '/api/v1/feed', { as }), 403, 'not_permitted');
    }
    assert.equal((await host.ask('GET', '/api/v1/feed', { as: 'operator' })).status, 200);
});

await must('an empty journal is an empty stream', async () => {
    const got = await feed();
    assert.equal(got.status, 200);
    assert.deepEqual(got.body, []);
    assert.equal(got.headers.get('content-type'), 'application/json');
    assert.equal(got.headers.get('stream-up-to-date'), 'true');
    assert.match(next(got), /^\d{20}_0{20}$/);
});

await must('what has happened is told, each once, and nothing personal', async () => {
    const number = await life();
    const got = await feed('?offset=-1');
    isWhole(got.body);
    const events = got.body.filter(one => one.number === number).map(one => one.event);
    for (const event of ['submitted', 'routed', 'question_asked', 'replied', 'answered']) {
        assert.ok(events.includes(event), `${event} in ${events}`);
    }
    const roles = Object.fromEntries(got.body.map(one => [one.event, one.role]));
    assert.equal(roles.submitted, 'citizen');
    assert.equal(roles.routed, 'officer');
    assert.equal(roles.answered, 'unit');
    for (const one of got.body) {
        assert.match(one.at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
        assert.ok(one.number && one.version >= 1);
        const known = ['position', 'event', 'at', 'occurred_at', 'role', 'number', 'version'];
        assert.deepEqual(Object.keys(one).filter(key => !known.includes(key)), []);
    }
    for (const secret of ['Deneme', 'ayse', 'mehmet', 'Okulun', 'Müdür', '10000000146', '532 123', '532123', 'karanlık']) {
        assert.ok(!got.text.includes(secret), secret);
    }
});

await must('what was read is not sent again, and not used without asking', async () => {
    const first = await feed('?offset=-1');
    const tag = first.headers.get('etag');
    assert.match(tag, /^"[^"]+"$/);
    assert.equal(first.headers.get('cache-control'), 'private, no-cache');
    // An outcome of a letter may still come in between: then it is another answer.
    await until('the same', async () => {
        const now = await feed('?offset=-1');
        const same = await feed('?offset=-1', { headers: { 'If-None-Match': now.headers.get('etag') } });
        if (same.status === 304) assert.equal(same.text, '');
        return same.status === 304;
    });
    await host.submit();
    const more = await feed('?offset=-1', { headers: { 'If-None-Match': tag } });
    assert.equal(more.status, 200);
    const rest = await feed(`?offset=${next(first)}`);
    isWhole(rest.body, first.body.length);
});

await must('the end is told without what is before it', async () => {
    const head = await host.ask('HEAD', '/api/v1/feed', { as: 'auditor' });
    assert.equal(head.status, 200);
    assert.equal(head.headers.get('content-type'), 'application/json');
    assert.equal(head.headers.get('cache-control'), 'no-store');
    assert.match(next(head), /^\d{20}_\d{20}$/);
    const now = await feed('?offset=now');
    assert.deepEqual(now.body, []);
    assert.equal(now.headers.get('stream-up-to-date'), 'true');
    assert.equal(now.headers.get('cache-control'), 'no-store');
    assert.equal(now.headers.get('etag'), null);
});

await must('a place of another life is gone, and what is no place is refused', async () => {
    const place = next(await feed('?offset=now'));
    isProblem(await feed(`?offset=${'1'.padStart(20, '0')}${place.slice(20)}`), 410, 'other_epoch');
    isProblem(await feed(`?offset=${place.slice(0, 21)}${'9'.repeat(18).padStart(20, '0')}`), 410, 'other_epoch');
    for (const wrong of ['', 'x', '-2', '0', place + '0']) {
        isProblem(await feed(`?offset=${wrong}`), 400, 'bad_offset');
    }
    isProblem(await feed('?live=long-poll'), 400, 'offset_required');
    isProblem(await feed('?live=sse'), 400, 'offset_required');
    isProblem(await feed('?offset=-1&live=socket'), 400, 'bad_live');
    for (const method of ['PUT', 'POST', 'DELETE']) {
        const got = await host.ask(method, '/api/v1/feed', { as: 'auditor' });
        isProblem(got, 405, 'method_not_allowed');
        assert.equal(got.headers.get('allow'), 'GET, HEAD, OPTIONS');
    }
});

await must('who waits is told at once when something happens', async () => {
    const place = next(await feed('?offset=now'));
    const begun = Date.now();
    const waiting = feed(`?offset=${place}&live=long-poll&cursor=1`);
    await host.submit();
    const got = await waiting;
    assert.ok(Date.now() - begun < 15_000, 'and not when the waiting is over');
    assert.equal(got.status, 200);
    assert.ok(got.body.length >= 1);
    assert.equal(got.body[0].position, Number(place.slice(21)) + 1);
    assert.equal(got.headers.get('cache-control'), 'no-store');
    const cursor = Number(got.headers.get('stream-cursor'));
    assert.ok(cursor > 1);
    const again = await feed(`?offset=${place}&live=long-poll&cursor=${cursor}`);
    assert.ok(Number(again.headers.get('stream-cursor')) > cursor);
});

// Follows with the protocol's own client until it is told to end.
class Follower {
    constructor(live, offset = '-1') {
        this.offset = offset;
        this.live = live;
        this.entries = [];
    }

    async start() {
        const cut = new AbortController();
        this.cut = cut;
        (async () => {
            const got = await stream({
                url: `${host.url}/api/v1/feed`, offset: this.offset, live: this.live, json: true,
                headers: { Authorization: `Bearer ${host.tokens.auditor}` }, signal: cut.signal,
                backoffOptions: { initialDelay: 10, maxDelay: 100, multiplier: 2, maxRetries: 2 },
            });
            got.subscribeJson(batch => {
                if (cut.signal.aborted) return;
                this.entries.push(...batch.items);
                this.offset = batch.offset;
            });
            await got.closed;
        })().catch(() => {});
    }

    // Nothing comes any more; when it ends is not waited for: of Node 18 what is being read does not always.
    stop() { this.cut.abort(); }

    level(position) { return until(`level with ${position}`, () => (this.entries.at(-1)?.position ?? 0) >= position); }
}

const followers = ['long-poll', 'sse'].map(live => new Follower(live));
const last = async () => (await feed('?offset=-1')).body.at(-1).position;

await must('what is followed while it happens has no gap, and nothing comes twice', async () => {
    for (const one of followers) await one.start();
    await Promise.all([life(), life(), life()]);
    const end = await last();
    for (const one of followers) {
        await one.level(end);
        isWhole(one.entries);
    }
});

await must('who comes again where he was, after a new start, misses nothing', async () => {
    for (const one of followers) one.stop();
    await life();
    const begun = Date.now();
    const idle = await feed(`?offset=now`);
    const waiting = feed(`?offset=${next(idle)}&live=long-poll`).catch(error => error);
    assert.equal(await host.stop(), 0);
    assert.ok(Date.now() - begun < 15_000, 'a start anew waits for nobody who waits');
    await waiting;
    host = await Host.start(generous);
    for (const one of followers) await one.start();
    await Promise.all([life(), life()]);
    const end = await last();
    for (const one of followers) {
        await one.level(end);
        isWhole(one.entries);
    }
});

await must('a stop ends streams, and their readers go on elsewhere', async () => {
    assert.equal(await host.stop(), 0);
    for (const one of followers) one.stop();
    host = await Host.start(generous);
    await life();
    const end = await last();
    for (const one of followers) {
        await one.start();
        await one.level(end);
        isWhole(one.entries);
        one.stop();
    }
});

await must('who reads slowly holds nothing back and loses nothing', async () => {
    const socket = connect({ port: Number(new URL(host.url).port), host: '127.0.0.1' });
    await new Promise(done => socket.once('connect', done));
    socket.write('GET /api/v1/feed?offset=-1&live=sse HTTP/1.1\r\nHost: h\r\n' +
        `Authorization: Bearer ${host.tokens.auditor}\r\n\r\n`);
    socket.pause();
    await Promise.all([life(), life()]);
    const end = await last();
    let text = '';
    socket.on('data', bytes => { text += bytes; });
    socket.resume();
    const entries = () => [...text.matchAll(/^data: (\[.*\])\r?$/gm)].flatMap(one => JSON.parse(one[1]));
    await until('all of it', () => (entries().at(-1)?.position ?? 0) >= end);
    isWhole(entries());
    assert.match(text, /content-type: text\/event-stream/i);
    assert.match(text, /transfer-encoding: chunked/i);
    const controls = [...text.matchAll(/event: control\ndata: (.*)\n/g)].map(one => JSON.parse(one[1]));
    assert.ok(controls.every(one => /^\d{20}_\d{20}$/.test(one.streamNextOffset) && Number(one.streamCursor) > 0));
    assert.ok(controls.some(one => one.upToDate === true));
    socket.destroy();
});

await must('figures say who follows, and a stream is one line of the log', async () => {
    const waiting = new Follower('sse', 'now');
    await waiting.start();
    const figure = async name => {
        const { text } = await host.ask('GET', '/metrics', { as: 'operator' });
        return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    };
    // One whose reader has gone is noticed when something is sent to it.
    await until('one follows', async () => (await figure('feed_readers')) >= 1 && (await figure('http_streams')) >= 1);
    assert.ok((await figure('feed_entries_total')) > 0);
    waiting.stop();
    await until('none is left', async () => {
        await host.submit();
        return (await figure('http_streams')) === 0;
    });
    const lines = host.log.trim().split('\n').map(line => JSON.parse(line)).filter(one => one.route === '/api/v1/feed');
    assert.ok(lines.some(one => one.bytes > 0 && one.status === 200));
    const known = ['time,method,route,status,seconds,bytes', 'time,method,route,status,seconds,bytes,code'];
    assert.ok(lines.every(one => known.includes(Object.keys(one).join())));
});

assert.equal(await host.stop(), 0);
count();
