// What has to be there so that an act can be asked for, where it takes more than the states of cases.mjs: applications
// of one person, with a file, in somebody's hand, part of a chronic problem; campaigns. Each is made by those who would.
import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { listen } from '../peers/peers.mjs';
import { another_identity, application, unit_place } from './cases.mjs';
import { lamp, newKey, officer, patience, unit } from './host.mjs';
import { session } from './sessions.mjs';

export const head = `head:${unit_place}/fatma`;

// What somebody sends along says who he is too, in its name and in itself.
export const paper = { name: 'Deneme Kişi.pdf', text: '%PDF-1.4\n% Bir haftadır karanlık\ntrailer\n<</Root 1 0 R>>\n%%EOF\n' };
const campaign_size = 20;

export const sent = (form, cookie) => ({
    raw: new URLSearchParams(form).toString(),
    headers: { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' }, redirect: 'manual',
});

export function multipart(file, more = {}) {
    const form = new FormData();
    for (const [name, value] of Object.entries(more)) form.set(name, value);
    form.set('files', new File([file.text], file.name, { type: 'application/pdf' }));
    return form;
}

const session_at = (host, staff) => session({ staff, tls: host.url.startsWith('https:') });

// A form that somebody who works here sends. @return Where it led to.
async function done(host, as, path, action, form) {
    const by = session_at(host, as);
    const got = await host.ask('POST', `/tr/staff${path}`, sent({ csrf: by.csrf(action), key: newKey(), ...form }, by.cookie));
    assert.equal(got.status, 303, `${path}: ${got.status} ${got.text}`);
    return got.headers.get('location');
}

// Lists follow the journal a moment later: looked at until it is there.
async function seen(host, path, what) {
    const { cookie } = session_at(host, officer);
    for (const end = Date.now() + patience; ;) {
        const found = what((await host.ask('GET', `/tr/staff${path}`, { headers: { Cookie: cookie } })).text);
        if (found) return found;
        assert.ok(Date.now() < end, `never so: ${path}`);
    }
}

async function acted(host, number, act, as, form) {
    const version = (await host.ask('GET', `/api/v1/applications/${number}`, { as: 'auditor' })).body.version;
    await done(host, as, `/applications/${number}/${act}`, `staff ${act} ${number}`, { version, ...form });
}

// Two applications of one person, whom nobody else is.
async function twins(host) {
    const applicant = { ...lamp.applicant, identity: another_identity() };
    const one = await application(host, 'submitted', { applicant });
    const two = await application(host, 'submitted', { applicant });
    await seen(host, `/applications/${one.number}/link_to`, text => text.includes(two.number));
    return { ...one, other: two.number };
}

async function linked(host) {
    const one = await twins(host);
    await acted(host, one.number, 'link_to', officer, { other: one.other, survivor: 'this' });
    return one;
}

const { identity, full_name } = lamp.applicant;
const unreachable = host => application(host, 'answered', { applicant: { identity, full_name } });

// An operator of SMS who brings everything, but to one. @return What the host is told of him.
const nowhere = '+905320000000';
export async function operator_of_sms() {
    const server = createServer(async (asked, reply) => {
        const body = (await asked.toArray()).join('');
        reply.writeHead(body.includes(nowhere) ? 422 : 202).end('{}');
    });
    const port = await listen(server);
    server.unref();
    const gateway = {
        url: `http://127.0.0.1:${port}/sms`, method: 'POST', kind: 'json', body: '{"to":"{to}","text":"{text}"}', from: 'VALILIK',
        places: [{ host: '127.0.0.1', port, allow_http: true, allow_private: true }], secret: 'x',
        rules: [{ status: 202, means: 'delivered' }, { status: 422, means: 'rejected' }],
    };
    // A judge looks at night, too, and everybody has the same phone.
    const courtesy = { quiet_from_hour: 0, quiet_to_hour: 0, per_day: 0 };
    return { office: 'Deneme Valiliği', site: 'basvuru.example', sms: { gateway }, courtesy };
}

async function lost(host) {
    const one = await application(host, 'submitted', { applicant: { ...lamp.applicant, mobile: nowhere } });
    await seen(host, '/letters', text => text.includes(`${one.number} acknowledgement`));
    return one;
}

async function filed(host) {
    const one = await application(host, 'routed');
    const got = await host.ask('POST', `/api/v1/applications/${one.number}/attachments`,
        { raw: multipart(paper), code: one.code, key: newKey() });
    assert.equal(got.status, 201, got.text);
    return one;
}

// Under a legal hold.
async function held(host) {
    const one = await application(host, 'routed');
    const body = { reason: 'Dava sürüyor.', on: 'mahkeme:1' };
    const got = await host.act(one.number, 'hold', 'governorate:34/1', body);
    assert.equal(got.status, 200, got.text);
    return one;
}

async function in_hand(host) {
    const one = await application(host, 'routed');
    await acted(host, one.number, 'take', unit);
    return one;
}

// A chronic problem of the unit that has the application.
async function problem(host) {
    const one = await application(host, 'routed');
    const at = await done(host, officer, '/problems/new', 'problem',
        { title: 'Lambalar', category: lamp.category, district: '', unit: unit_place, owner: head, plan: 'Yenileri.' });
    return { ...one, problem: /\/problems\/(\d+)/.exec(at)[1] };
}

async function member(host) {
    const one = await problem(host);
    await acted(host, one.number, 'join_problem', officer, { problem: one.problem });
    return one;
}

// So many with nearly the same text, which no other campaign has. @return The first of them.
let campaigns = 0;
const word = seed => createHash('sha256').update(seed).digest('hex').slice(0, 8).replace(/\d/g, one => 'ghijklmnop'[one]);
async function campaign(host) {
    ++campaigns;
    const [mark, ...words] = Array.from({ length: 40 }, (_, i) => word(`${campaigns} ${i}`));
    const all = [];
    for (let n = 0; n < campaign_size; ++n) {
        all.push(await application(host, 'submitted', { text: `${mark} Bir haftadır karanlık ${words.join(' ')} ${n}` }));
    }
    const row = text => text.split('<tr').find(one => one.includes(`${mark} `));
    return { ...all[0], campaign: await seen(host, '/campaigns', text => /\/campaigns\/(\d+)/.exec(row(text))?.[1]) };
}

async function campaign_of_unit(host) {
    const one = await campaign(host);
    assert.equal((await host.act(one.number, 'route', officer, { unit: unit_place })).status, 200);
    return one;
}

const made = { twins, linked, unreachable, lost, filed, held, in_hand, problem, member, campaign, campaign_of_unit };

// @return {number, code} and what else it has.
export const make = (host, state) => made[state]?.(host) ?? application(host, state);
