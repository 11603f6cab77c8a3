// Real hands: a message centre over SMPP and a unit's own system by webhook, both of others:
//   node ../peers/smsc.mjs -- node hands.mjs PROGRAM
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listen, need } from '../peers/peers.mjs';
import {
    Host, count, folder, generous, isProblem, lamp, must, officer, other_unit, patience, unit,
} from './host.mjs';

const { Webhook } = await need('standardwebhooks');
const { CloudEvent, HTTP } = await need('cloudevents');

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const roads = '24301265';
const other = '16708716';

// The system of a unit: what comes to it, verified as its own library does.
const got = [];
const system = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString('utf8');
    try {
        new Webhook(secret).verify(body, request.headers);
        const event = HTTP.toEvent({ headers: request.headers, body });
        event.validate();
        got.push(event);
        response.writeHead(202).end();
    } catch (error) {
        got.push({ error: String(error) });
        response.writeHead(400).end();
    }
});
const port = await listen(system);

const config = {
    ...generous,
    adapters: {
        office: 'Deneme Valiliği', site: 'basvuru.example',
        courtesy: { quiet_from_hour: 0, quiet_to_hour: 0 },  // It is tried at night, too.
        sms: {
            smpp: {
                host: '127.0.0.1', port: process.env.SMSC_PORT, system_id: 'acikkapi', password: 'secret',
                source: 'VALILIK',
            },
        },
        webhook: {
            source: 'https://basvuru.example',
            places: [{ host: '127.0.0.1', port, allow_http: true, allow_private: true }],
            units: { [roads]: { url: `http://127.0.0.1:${port}/hooks`, secrets: [secret] } },
        },
    },
};
let host = await Host.start(config);

async function until(what, holds) {
    for (const end = Date.now() + patience; Date.now() < end;) {
        const found = await holds();
        if (found) return found;
        await new Promise(done => setTimeout(done, 20));
    }
    assert.fail(`never: ${what} ${JSON.stringify(got)}`);
}

const entries = async number => {
    const { body } = await host.ask('GET', '/api/v1/feed', { as: 'auditor' });
    return body.filter(one => one.number === number);
};
const seen = async number => (await host.ask('GET', `/api/v1/applications/${number}`, { as: officer })).body;

function say(type, event, data, { to = roads, by = secret, id = `msg_${type}` } = {}) {
    const said = new CloudEvent({
        id, source: '/roads', type: `tr.acikkapi.unit.${type}`, subject: event.subject, replytoken: event.replytoken,
        datacontenttype: 'application/json', data,
    });
    const { headers, body } = HTTP.structured(said);
    const now = new Date();
    return host.ask('POST', `/hooks/units/${to}`, {
        raw: body,
        headers: {
            ...headers, 'webhook-id': id, 'webhook-timestamp': String(Math.floor(now / 1000)),
            'webhook-signature': new Webhook(by).sign(id, now, body),
        },
    });
}

let given;

await must('an applicant is told by SMS, and what the centre says later is on record', async () => {
    given = await host.submit();
    const notices = async () => (await entries(given.number)).filter(one => one.event === 'notice_recorded');
    const [first] = await until('sent, and delivered', async () => {
        const all = await notices();
        return all.length >= 2 && all;
    });
    assert.equal(first.role, 'engine');
    const file = join(folder, 'store.sms.jsonl');
    assert.equal(existsSync(file) ? readFileSync(file, 'utf8') : '', '', 'and not by the file');
});

let event;

await must("a unit's system is given what it needs, and a way to answer", async () => {
    assert.equal((await host.act(given.number, 'route', officer, { unit: roads, unit_name: 'Yol' })).status, 200);
    event = await until('the event', () => got.find(one => one.subject === given.number));
    assert.equal(event.type, 'tr.acikkapi.application.routed');
    assert.equal(event.source, 'https://basvuru.example');
    assert.equal(event.data.category, lamp.category);
    assert.equal(event.data.text, lamp.text);
    assert.ok(!JSON.stringify(event).includes(lamp.applicant.identity), 'but not who it is');
    assert.ok(event.replytoken.length >= 82);
});

await must('it answers, and the same again changes nothing', async () => {
    assert.equal((await say('accepted', event)).status, 204);
    const asked = await say('asked', event, { question: 'Hangi sokak?' });
    assert.equal(asked.status, 204, asked.text);
    assert.equal((await seen(given.number)).status, 'awaiting_applicant');
    const before = (await entries(given.number)).filter(one => one.event === 'question_asked');
    assert.deepEqual(before.map(one => one.role), ['unit']);
    assert.equal((await say('asked', event, { question: 'Hangi sokak?' })).status, 204);
    assert.equal((await entries(given.number)).filter(one => one.event === 'question_asked').length, 1);
});

await must('who may not say it is not heard', async () => {
    isProblem(await say('answered', event, { decision: 'granted', text: 'x', signed_by: 'y' }, { by: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' }),
        401, 'bad_signature');
    isProblem(await host.ask('POST', `/hooks/units/${roads}`, { body: {} }), 401, 'not_signed');
    isProblem(await say('answered', event, { decision: 'granted', text: 'x', signed_by: 'y' }, { to: other }), 403, 'not_permitted');
    isProblem(await say('answered', event, { decision: 'granted', text: 'x', signed_by: 'y' }, { to: 'nobody' }), 403, 'not_permitted');
    isProblem(await say('answered', { ...event, subject: '34-2026-000000001-1' }, { decision: 'granted', text: 'x', signed_by: 'y' }),
        403, 'not_permitted');
    isProblem(await say('shouted', event, {}), 400, 'bad_argument');
    isProblem(await host.ask('GET', `/hooks/units/${roads}`), 405, 'method_not_allowed');
});

await must('what lies with another unit now is no longer its own', async () => {
    const reply = await host.ask('POST', `/api/v1/applications/${given.number}/reply`,
        { code: given.lookup_code, body: { text: 'Moda' } });
    assert.equal(reply.status, 200, reply.text);
    const back = await say('returned', event, { reason: 'not_our_duty', note: 'Su' });
    assert.equal(back.status, 204, back.text);
    assert.equal((await host.act(given.number, 'route', officer, { unit: other, unit_name: 'Su' })).status, 200);
    isProblem(await say('answered', event, { decision: 'granted', text: 'x', signed_by: 'y' }), 410, 'too_late');
    assert.equal((await host.act(given.number, 'answer', other_unit,
        { decision: 'granted', text: 'Değişti.', signed_by: 'Müdür' })).status, 200);
});

await must('figures are by adapter', async () => {
    const { text } = await host.ask('GET', '/metrics', { as: 'operator' });
    for (const adapter of ['sms', 'unit', 'staff']) assert.match(text, new RegExp(`adapter="${adapter}"`));
});

await must('what the centre says after a new start is on record, too', async () => {
    // This number's receipt waits until somebody logs in again.
    const { number } = await host.submit({ applicant: { ...lamp.applicant, mobile: '0532 000 09 14' } });
    const notices = async () => (await entries(number)).filter(one => one.event === 'notice_recorded').length;
    await until('sent', async () => await notices() === 1);
    assert.equal(await host.stop(), 0);
    host = await Host.start(config);
    await until('the receipt', async () => await notices() === 2);
});

assert.equal(await host.stop(), 0);

await must('a letter that is under way when the host is stopped is told once', async () => {
    const told = [];
    const slow = createServer(async (request, response) => {
        const parts = [];
        for await (const part of request) parts.push(part);
        told.push(Buffer.concat(parts).toString('utf8'));
        setTimeout(() => response.writeHead(202).end('{}'), 1_000);
    });
    const at = await listen(slow);
    const gateway = {
        url: `http://127.0.0.1:${at}/sms`, method: 'POST', kind: 'json', body: '{"to":"{to}","text":"{text}"}',
        from: 'VALILIK', secret: 'x', rules: [{ status: 202, means: 'sent' }],
        places: [{ host: '127.0.0.1', port: at, allow_http: true, allow_private: true }],
    };
    const late = { ...config, adapters: { ...config.adapters, sms: { gateway } } };
    host = await Host.start(late);
    const about = number => told.filter(one => one.includes(number)).length;
    const recorded = async number => (await entries(number)).filter(one => one.event === 'notice_recorded').length;
    const { number } = await host.submit();
    await until('it is under way', () => about(number) === 1);
    assert.equal(await host.stop(), 0);
    host = await Host.start(late);
    // What would go out again goes before what comes now.
    const after = await host.submit();
    await until('the next one', async () => await recorded(after.number) === 1);
    assert.equal(await recorded(number), 1);
    assert.equal(about(number), 1);
    assert.equal(await host.stop(), 0);
    slow.close();
});

system.close();
count();
