// The example host as a whole, asked by somebody else's HTTP client: node api.mjs PROGRAM
// Starts the program on a store of its own and walks through the life of applications.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import {
    Host, count, folder, generous, isProblem, lamp, must, newKey, officer, other_unit, patience, program,
    unit,
} from './host.mjs';

let host = await Host.start(generous);

await must('it describes itself', async () => {
    const got = await host.ask('GET', '/api/v1/openapi.json');
    assert.equal(got.status, 200);
    assert.match(got.body.openapi, /^3\.1\./);
    const file = new URL('../../examples/host/openapi.json', import.meta.url);
    assert.deepEqual(got.body, JSON.parse(readFileSync(file, 'utf8')));
});

await must('an application is registered once, with a receipt that stays the same', async () => {
    const key = newKey();
    const first = await host.ask('POST', '/api/v1/applications', { body: lamp, key });
    assert.equal(first.status, 201, first.text);
    assert.match(first.body.number, /^34-\d{4}-\d{9}-\d$/);
    assert.equal(first.body.lookup_code.length, 14);
    assert.match(first.body.promised, /^\d{4}-\d\d-\d\d$/);
    assert.ok(first.body.receipt >= 1);
    assert.equal(first.headers.get('location'), `/api/v1/applications/${first.body.number}`);
    assert.match(first.headers.get('etag'), /^"\d+"$/);
    await host.act(first.body.number, 'route', officer, { unit: '24301265' });
    const again = await host.ask('POST', '/api/v1/applications', { body: lamp, key });
    assert.deepEqual(again.body, first.body);
    const changed = await host.ask('POST', '/api/v1/applications', { body: { ...lamp, text: 'x' }, key });
    isProblem(changed, 422, 'key_reused');
});

await must('a registration without a proper key is refused', async () => {
    for (const key of [undefined, 'not-quoted-but-long-enough', '"short"', '""']) {
        isProblem(await host.ask('POST', '/api/v1/applications', { body: lamp, key }), 400, 'bad_idempotency_key');
    }
});

await must('what is wrong in a body is said member by member', async () => {
    const body = { ...lamp, province: 82, subject: '', applicant: { identity: '10000000147' }, nonsense: 1 };
    const got = await host.ask('POST', '/api/v1/applications', { body, key: newKey() });
    isProblem(got, 422, 'bad_members');
    assert.deepEqual(got.body.errors.map(one => one.pointer),
        ['#/province', '#/subject', '#/applicant/identity', '#']);
    const elsewhere = { ...lamp, province: 6, category: 'whales', district: 'Çankaya' };
    const unknown = await host.ask('POST', '/api/v1/applications', { body: elsewhere, key: newKey() });
    isProblem(unknown, 422, 'bad_members');
    assert.deepEqual(unknown.body.errors.map(one => one.pointer), ['#/province', '#/category', '#/district']);
    isProblem(await host.ask('POST', '/api/v1/applications', { raw: '{', body: 0, key: newKey() }), 400, 'bad_json');
    // What is no text is called that, and is neither too long nor no object.
    const raw = Buffer.from('{"text": "?"}').map(byte => (byte === 0x3f ? 0xff : byte));
    isProblem(await host.ask('POST', '/api/v1/applications', { raw, body: 0, key: newKey() }), 400, 'not_utf8');
    isProblem(await host.ask('POST', '/api/v1/applications',
        { raw: '{}', headers: { 'Content-Type': 'text/plain' }, key: newKey() }), 415, 'not_json');
    isProblem(await host.ask('POST', '/api/v1/applications',
        { body: { ...lamp, text: 'x'.repeat(4001) }, key: newKey() }), 422, 'bad_text');
});

await must('who asks must show who he is', async () => {
    const { number, lookup_code: code } = await host.submit();
    const path = `/api/v1/applications/${number}`;
    const nobody = await host.ask('GET', path);
    isProblem(nobody, 401, 'not_logged_in');
    assert.equal(nobody.headers.get('www-authenticate'), 'Bearer');
    isProblem(await host.ask('GET', path, { headers: { Authorization: 'Bearer wrong' } }), 401, 'not_logged_in');
    isProblem(await host.ask('GET', path, { headers: { Authorization: 'Basic eDp5' } }), 401, 'not_logged_in');
    const mine = await host.ask('GET', path, { code });
    assert.equal(mine.status, 200);
    assert.equal(mine.body.word, 'Alındı');
    assert.equal(mine.headers.get('etag'), `"${mine.body.version}"`);
    assert.equal((await host.ask('GET', path, { code: code.toLowerCase() })).status, 200);
    assert.equal((await host.ask('GET', path, { as: officer })).body.withheld, false);
    isProblem(await host.ask('GET', path, { as: 'operator' }), 403, 'not_permitted');
});

await must('a wrong code and a number that does not exist look the same', async () => {
    const { number } = await host.submit();
    const seen = [];
    for (const asked of [number, '34-2026-123456789-0', 'nonsense']) {
        const got = await host.ask('GET', `/api/v1/applications/${asked}`, { code: 'AAAAAAAAAAAAAA' });
        isProblem(got, 404, 'no_such_application');
        seen.push({ text: got.text, headers: [...got.headers].filter(([name]) => name !== 'date') });
    }
    assert.deepEqual(seen[1], seen[0]);
    assert.deepEqual(seen[2], seen[0]);
});

await must('five wrong codes lock a number, whether it exists or not', async () => {
    const { number, lookup_code: code } = await host.submit();
    const path = `/api/v1/applications/${number}`;
    for (let i = 0; i < 5; ++i) {
        isProblem(await host.ask('GET', path, { code: 'AAAAAAAAAAAAAA' }), 404, 'no_such_application');
    }
    const locked = await host.ask('POST', `${path}/withdraw`, { code, body: {} });
    isProblem(locked, 429, 'locked');
    const wait = Number(locked.headers.get('retry-after'));
    assert.ok(wait > 800 && wait <= 900, wait);
    assert.equal((await host.ask('GET', path, { as: officer })).status, 200);
    // Of ten check digits one makes a number.
    let numbers = 0;
    for (let digit = 0; digit < 10; ++digit) {
        let last;
        for (let i = 0; i < 6; ++i) {
            last = await host.ask('GET', `/api/v1/applications/34-2026-123456789-${digit}`, { code: 'AAAAAAAAAAAAAA' });
        }
        numbers += last.status === 429 ? 1 : 0;
    }
    assert.equal(numbers, 1);
});

await must('an application goes from the citizen to the unit and back', async () => {
    const { number, lookup_code: code } = await host.submit();
    const path = `/api/v1/applications/${number}`;
    isProblem(await host.ask('POST', `${path}/rate`, { code, body: { score: 5 } }), 409, 'illegal_transition');
    isProblem(await host.ask('POST', `${path}/route`, { as: officer, body: { unit: '24301265' } }), 428, 'version_required');
    isProblem(await host.ask('POST', `${path}/route`, { as: officer, body: { unit: '24301265' }, ifMatch: '*' }), 400, 'bad_version');
    isProblem(await host.ask('POST', `${path}/route`, { as: officer, body: { unit: '24301265' }, ifMatch: '"99"' }), 412, 'version_conflict');
    isProblem(await host.act(number, 'route', officer, { unit: '12' }), 422, 'bad_members');
    isProblem(await host.act(number, 'route', officer, { unit: '99999999' }), 422, 'bad_members');
    isProblem(await host.act(number, 'route', unit, { unit: '24301265' }), 403, 'not_permitted');
    const routed = await host.act(number, 'route', officer, { unit: '24301265', unit_name: 'Yol Bakım' });
    assert.equal(routed.status, 200, routed.text);
    assert.equal(routed.body.status, 'routed');
    assert.equal(routed.headers.get('etag'), `"${routed.body.version}"`);
    isProblem(await host.act(number, 'ask', other_unit, { question: 'Hangi sokak?' }), 403, 'not_permitted');
    const asked = await host.act(number, 'ask', unit, { question: 'Hangi sokak?' });
    assert.equal(asked.body.status, 'awaiting_applicant');
    assert.equal(asked.body.waiting, true);
    const replied = await host.ask('POST', `${path}/reply`, { code, body: { text: 'Çınar sokak.' } });
    assert.equal(replied.status, 200, replied.text);
    assert.equal((await host.act(number, 'answer_interim', unit, { text: 'Ekip yolda.' })).status, 200);
    const answered = await host.act(number, 'answer', unit, { decision: 'granted', text: 'Lamba yenilendi.', signed_by: 'Müdür' });
    assert.equal(answered.status, 200, answered.text);
    assert.equal(answered.body.decision, 'granted');
    await host.until(number, officer, 'notified');
    const rated = await host.ask('POST', `${path}/rate`, { code, body: { score: 4, comment: 'Teşekkürler' } });
    assert.equal(rated.status, 200, rated.text);
    assert.equal(rated.body.rating, 4);
    isProblem(await host.ask('POST', `${path}/dance`, { code, body: {} }), 404, 'no_such_act');

    const mine = (await host.ask('GET', `${path}/timeline`, { code })).body.entries;
    const events = mine.map(one => one.event);
    assert.equal(events[0], 'submitted');
    for (const event of ['routed', 'question_asked', 'replied', 'interim_answered', 'answered', 'notified', 'rated']) {
        assert.ok(events.includes(event), `${event} in ${events}`);
    }
    assert.equal(mine.find(one => one.event === 'question_asked').text, 'Hangi sokak?');
    const { text, decision, signed_by } = mine.find(one => one.event === 'answered');
    assert.deepEqual([text, decision, signed_by], ['Lamba yenilendi.', 'granted', 'Müdür']);
    assert.ok(mine.every(one => one.by === undefined));
    assert.equal(mine.find(one => one.event === 'rated').text, 'Teşekkürler');
    const theirs = (await host.ask('GET', `${path}/timeline`, { as: other_unit })).body.entries;
    assert.equal(theirs.find(one => one.event === 'routed').by, officer);
    const hidden = theirs.find(one => one.event === 'answered');
    assert.deepEqual([hidden.text, hidden.decision, hidden.signed_by], [undefined, 'granted', undefined]);
});

await must('what another authority has to decide is sent on, and who applied reads to which', async () => {
    const { number, lookup_code: code } = await host.submit();
    await host.act(number, 'route', officer, { unit: '24301265' });
    await host.act(number, 'send_back', unit, { reason: 'other_authority' });
    const authority = 'Karayolları 1. Bölge Müdürlüğü';
    assert.equal((await host.act(number, 'close', officer, { reason: 'other_authority' })).status, 422);
    const sent_on = await host.act(number, 'close', officer, { reason: 'other_authority', authority });
    assert.equal(sent_on.status, 200, sent_on.text);
    assert.equal(sent_on.body.closed_for, 'other_authority');
    const { entries } = (await host.ask('GET', `/api/v1/applications/${number}/timeline`, { code })).body;
    const { closed_for, authority: named } = entries.find(one => one.event === 'closed');
    assert.deepEqual([closed_for, named], ['other_authority', authority]);
    // That it was the wrong phone turns out when he is told.
    const wrong = { means: 'phone', result: 'wrong_person' };
    assert.equal((await host.act(number, 'record_contact', officer, wrong)).status, 200);
});

await must('the other things one can do', async () => {
    const back = await host.submit();
    await host.act(back.number, 'route', officer, { unit: '24301265' });
    const returned = await host.act(back.number, 'send_back', unit, { reason: 'not_our_duty', note: 'Park', suggested: '16708716' });
    assert.equal(returned.body.status, 'returned', returned.text);
    const called = await host.act(back.number, 'record_contact', officer, { means: 'phone', result: 'reached' });
    assert.equal(called.status, 200, called.text);
    const closed = await host.act(back.number, 'close', officer, { reason: 'no_subject', note: 'Konu yok' });
    assert.equal(closed.body.status, 'closed', closed.text);
    // Who applied is told why, also where nobody has written more about it.
    const code = back.lookup_code;
    assert.equal((await host.ask('GET', `/api/v1/applications/${back.number}`, { code })).body.closed_for, 'no_subject');
    const { body } = await host.ask('GET', `/api/v1/applications/${back.number}/timeline`, { code });
    const { closed_for, text } = body.entries.find(one => one.event === 'closed');
    assert.deepEqual([closed_for, text], ['no_subject', 'Konu yok']);

    const gone = await host.submit({ channel: 'mobile', language: 'ar' });
    const withdrawn = await host.ask('POST', `/api/v1/applications/${gone.number}/withdraw`, { code: gone.lookup_code, body: {} });
    assert.equal(withdrawn.body.word, 'Geri çekildi');

    const desk = await host.ask('POST', '/api/v1/applications', { as: 'desk:34/zeynep', body: lamp, key: newKey() });
    assert.equal(desk.status, 201, desk.text);
    isProblem(await host.ask('POST', '/api/v1/applications', { as: unit, body: lamp, key: newKey() }), 403, 'not_permitted');
});

await must('somebody is given an application, who is known to staff only, and puts it back', async () => {
    const { number, lookup_code: code } = await host.submit();
    await host.act(number, 'route', officer, { unit: '24301265' });
    const shown = async by => (await host.ask('GET', `/api/v1/applications/${number}`, by)).body.in_hand_of;
    assert.equal(await shown({ as: officer }), undefined);
    const given = await host.act(number, 'assign', officer, { to: unit });
    assert.equal(given.status, 200, given.text);
    assert.equal(given.body.in_hand_of, unit);
    assert.equal(await shown({ as: 'auditor' }), unit);
    assert.equal(await shown({ code }), undefined);
    const list = await host.ask('GET', `/api/v1/lists/hand?key=${unit}`, { as: officer });
    assert.ok(list.body.items.every(one => one.in_hand_of === unit), list.text);
    // Not who is nobody's account here, nor who has no right to it, nor without having looked.
    isProblem(await host.act(number, 'assign', officer, { to: 'unit:24301265/nobody' }), 422, 'bad_members');
    isProblem(await host.act(number, 'assign', officer, { to: other_unit }), 422, 'bad_actor');
    isProblem(await host.act(number, 'assign', other_unit, { to: other_unit }), 403, 'not_permitted');
    const path = `/api/v1/applications/${number}/assign`;
    isProblem(await host.ask('POST', path, { as: unit, body: {} }), 428, 'version_required');
    isProblem(await host.ask('POST', path, { code, body: {} }), 403, 'not_permitted');
    const back = await host.act(number, 'assign', unit, { to: null });
    assert.equal(back.status, 200, back.text);
    assert.equal(back.body.in_hand_of, undefined);
    // Himself he can always take it, also if the directory does not name him.
    const [governor] = Object.keys(host.tokens).filter(one => one.startsWith('governorate:34/'));
    assert.equal((await host.act(number, 'assign', governor, { to: governor })).body.in_hand_of, governor);
});

await must('an act with a key is done once', async () => {
    const { number } = await host.submit();
    const path = `/api/v1/applications/${number}`;
    // The receipt is on its way to the citizen: first it arrives.
    for (let version = 0; version < 2;) {
        version = (await host.ask('GET', path, { as: officer })).body.version;
    }
    const seen = await host.ask('GET', path, { as: officer });
    const how = { as: officer, body: { unit: '24301265' }, ifMatch: seen.headers.get('etag'), key: newKey() };
    const first = await host.ask('POST', `${path}/route`, how);
    const again = await host.ask('POST', `${path}/route`, how);
    assert.equal(again.status, 200, again.text);
    assert.equal((await host.ask('GET', `${path}/timeline`, { as: officer })).body.entries
        .filter(one => one.event === 'routed').length, 1);
    assert.equal(first.status, 200);
});

await must('an objection goes to another hand, and reopening needs two', async () => {
    const { number, lookup_code: code } = await host.submit();
    await host.act(number, 'route', officer, { unit: '24301265' });
    await host.act(number, 'answer', unit, { decision: 'refused', text: 'Olmaz.', signed_by: 'Müdür' });
    await host.until(number, officer, 'notified');
    const objected = await host.ask('POST', `/api/v1/applications/${number}/object`, { code, body: { reason: 'Katılmıyorum.' } });
    assert.equal(objected.body.status, 'objected', objected.text);
    isProblem(await host.act(number, 'route', officer, { unit: '24301265' }), 409, 'same_hand');
    assert.equal((await host.act(number, 'route', officer, { unit: '16708716' })).status, 200);
    await host.act(number, 'answer', other_unit, { decision: 'refused', text: 'Yine olmaz.', signed_by: 'Müdür' });
    isProblem(await host.act(number, 'reopen', 'governorate:34/1', { reason: 'Yeni bilgi' }), 409, 'not_proposed');
    const proposed = await host.ask('POST', `/api/v1/applications/${number}/proposals`,
        { as: 'governorate:34/1', body: { act: 'reopen', reason: 'new facts' } });
    assert.equal(proposed.status, 201, proposed.text);
    const reason = { reason: 'Yeni bilgi', confirms: proposed.body.proposal };
    isProblem(await host.act(number, 'reopen', 'governorate:34/1', reason), 409, 'not_proposed');
    const reopened = await host.act(number, 'reopen', 'governorate:34/2', reason);
    assert.equal(reopened.body.status, 'returned', reopened.text);
});

await must('whom no letter reaches is told by reading the answer here, once, and can object to it and rate it', async () => {
    const { identity, full_name } = lamp.applicant;
    const { number, lookup_code: code } = await host.submit({ applicant: { identity, full_name } });
    await host.act(number, 'route', officer, { unit: '24301265' });
    await host.act(number, 'answer', unit, { decision: 'refused', text: 'Olmaz.', signed_by: 'Müdür' });
    const path = `/api/v1/applications/${number}`;
    const object = () => host.ask('POST', `${path}/object`, { code, body: { reason: 'Olur.' } });
    const told = async by => (await host.ask('GET', `${path}/timeline`, by)).body.entries.filter(one => one.event === 'notified');
    // Neither who works here has read it for him, nor who asks for the head, nor how it stands.
    assert.equal((await told({ as: officer })).length, 0);
    assert.equal((await host.ask('HEAD', `${path}/timeline`, { code })).status, 200);
    assert.equal((await host.ask('GET', path, { code })).body.status, 'answered');
    isProblem(await object(), 409, 'illegal_transition');
    for (const again of [false, true]) assert.equal((await told({ code })).length, 1, `again: ${again}`);
    assert.equal((await host.ask('POST', `${path}/rate`, { code, body: { score: 2 } })).status, 200);
    const objected = await object();
    assert.equal(objected.status, 200, objected.text);
});

await must('somebody is erased by two, but for what a legal hold keeps, and his certificate is signed', async () => {
    const beneficiary = { identity: '99000000110', full_name: 'Başka Biri' };
    const { number, lookup_code: code } = await host.submit({ beneficiary });
    const path = `/api/v1/applications/${number}`;
    const [one, two] = ['governorate:34/1', 'governorate:34/2'];
    const done = (act, as, body) => host.ask('POST', `${path}/${act}`, { as, body });
    const act = (name, as, body) => host.act(number, name, as, body);
    const events = async as => (await host.ask('GET', `${path}/timeline`, { as })).body.entries;
    const person = { person: 'applicant', on: 'kvkk:7' };
    isProblem(await done('erase', one, person), 409, 'not_proposed');
    isProblem(await done('erase', one, { person: 'nobody', on: '' }), 422, 'bad_members');
    isProblem(await done('erase', officer, person), 403, 'not_permitted');
    isProblem(await host.ask('POST', `${path}/erase`, { code, body: person }), 403, 'not_permitted');
    const wish = { act: 'erase', reason: 'he asked for it' };
    for (const [part, fault] of [[{ on: 'kvkk:7' }, 'person'], [{ person: 'applicant' }, 'on'], [{ ...person, person: 'x' }, 'person']]) {
        const bad = await done('proposals', one, { ...wish, ...part });
        isProblem(bad, 422, 'bad_members');
        assert.deepEqual(bad.body.errors.map(each => each.pointer), [`#/${fault}`]);
    }
    const proposed = await done('proposals', one, { ...wish, ...person });
    assert.equal(proposed.status, 201, proposed.text);
    const confirmed = { ...person, confirms: proposed.body.proposal };
    // It is for this person, on this ground, and for nobody and nothing else.
    isProblem(await done('erase', two, { ...confirmed, person: 'beneficiary' }), 409, 'not_proposed');
    isProblem(await done('erase', two, { ...confirmed, on: 'mahkeme:2026/5' }), 409, 'not_proposed');
    isProblem(await done('erase', one, confirmed), 409, 'not_proposed');
    // A court wants to see it first.
    isProblem(await act('hold', one, { on: 'mahkeme:2026/1' }), 422, 'bad_members');
    isProblem(await done('hold', one, { reason: 'a lawsuit', on: 'mahkeme:2026/1' }), 428, 'version_required');
    for (const on of ['mahkeme:2026/1', 'mahkeme:2026/2']) {
        assert.equal((await act('hold', one, { reason: 'a lawsuit', on })).status, 200);
    }
    // Given again it does not end the hold of another court.
    const over = { reason: 'it is over', on: 'mahkeme:2026/1' };
    const seen = await host.ask('GET', path, { as: two });
    const release = () => host.ask('POST', `${path}/release`, { as: two, body: over, ifMatch: seen.headers.get('etag') });
    const released = await release();
    if (released.status === 412) assert.equal((await act('release', two, over)).status, 200);  // A letter came between.
    else assert.equal(released.status, 200, released.text);
    isProblem(await release(), 412, 'version_conflict');
    isProblem(await done('erase', two, confirmed), 409, 'on_hold');
    assert.equal((await act('release', two, { reason: 'it is over', on: 'mahkeme:2026/2' })).status, 200);
    const erased = await done('erase', two, confirmed);
    assert.equal(erased.status, 200, erased.text);
    const all = await events(officer);
    assert.deepEqual(all.map(entry => entry.event).filter(name => ['held', 'released', 'erased'].includes(name)),
        ['held', 'held', 'released', 'released', 'erased']);
    assert.ok(!JSON.stringify(all).includes('Bir haftadır'));
    const mine = (await host.ask('GET', `${path}/timeline`, { code })).body.entries;
    assert.ok(mine.some(entry => entry.event === 'erased') && !mine.some(entry => entry.event === 'held' || entry.erasure));
    const { erasure } = all.find(entry => entry.event === 'erased');
    for (const as of [one, 'auditor']) {
        const certificate = await host.ask('GET', `${path}/erasures/${erasure}`, { as });
        assert.equal(certificate.status, 200, certificate.text);
        assert.ok(certificate.text.includes(number), certificate.text);
    }
    isProblem(await host.ask('GET', `${path}/erasures/${erasure}`, { as: officer }), 403, 'not_permitted');
    isProblem(await host.ask('GET', `${path}/erasures/1${erasure}`, { as: one }), 404, 'not_found');
    // For whom he applied is another person; of an application in nobody's name there is no second one.
    const again = await done('proposals', two, { ...wish, ...person, person: 'beneficiary' });
    const other = { person: 'beneficiary', on: 'kvkk:7', confirms: again.body.proposal };
    assert.equal((await done('erase', one, other)).status, 200);
    const alone = await host.submit();
    for (const [to, more] of [['erase', {}], ['proposals', wish]]) {
        isProblem(await host.ask('POST', `/api/v1/applications/${alone.number}/${to}`,
            { as: one, body: { ...more, ...person, person: 'beneficiary' } }), 422, 'bad_members');
    }
});

await must('lists come page by page and name everything once', async () => {
    const fresh = [];
    for (let i = 0; i < 5; ++i) fresh.push((await host.submit()).number);
    const seen = [];
    let after = '';
    do {
        const page = await host.ask('GET', `/api/v1/lists/state?key=submitted&limit=2&after=${after}`, { as: officer });
        assert.equal(page.status, 200, page.text);
        assert.ok(page.body.items.length <= 2);
        seen.push(...page.body.items.map(one => one.number));
        after = page.body.next;
    } while (after && seen.length < 1000);
    assert.equal(new Set(seen).size, seen.length);
    assert.ok(fresh.every(one => seen.includes(one)));
    isProblem(await host.ask('GET', '/api/v1/lists/state?key=submitted'), 401, 'not_logged_in');
    for (const limit of ['0', '101', 'x', '']) {
        isProblem(await host.ask('GET', `/api/v1/lists/state?limit=${limit}`, { as: officer }), 422, 'bad_limit');
    }
    isProblem(await host.ask('GET', '/api/v1/lists/state?after=zz', { as: officer }), 422, 'bad_argument');
    const closed = await host.ask('GET', '/api/v1/lists/ended?closed=true', { as: officer });
    assert.equal(closed.status, 200, closed.text);
});

await must('figures are for staff', async () => {
    const got = await host.ask('GET', '/api/v1/statistics', { as: 'auditor' });
    assert.ok(got.body.state.submitted >= 5, got.text);
    isProblem(await host.ask('GET', '/api/v1/statistics'), 401, 'not_logged_in');
});

await must('machines find what they ask for', async () => {
    assert.deepEqual((await host.ask('GET', '/healthz')).body, { status: 'alive' });
    const ready = await host.ask('GET', '/readyz');
    assert.deepEqual(ready.body, { status: 'ready' }, ready.text);
    isProblem(await host.ask('GET', '/metrics'), 401, 'not_logged_in');
    const got = await host.ask('GET', '/metrics', { as: 'operator' });
    assert.equal(got.status, 200);
    assert.equal(got.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
    assert.match(got.text, /^acikkapi_events_total \d/m);
    assert.match(got.text, /^http_requests_total\{route="\/api\/v1\/applications",status="201"\} \d+$/m);
    assert.match(got.text, /^http_request_seconds_total\{route="\/readyz",status="200"\} /m);
});

await must('addresses and methods that are not there are problems', async () => {
    isProblem(await host.ask('GET', '/api/v1/nothing'), 404, 'no_such_page');
    const wrong = await host.ask('DELETE', '/api/v1/applications/34-2026-123456789-0');
    isProblem(wrong, 405, 'method_not_allowed');
    assert.equal(wrong.headers.get('allow'), 'GET, HEAD, OPTIONS');
    const head = await host.ask('HEAD', '/healthz');
    assert.equal(head.status, 200);
    assert.equal(head.text, '');
    assert.ok(Number(head.headers.get('content-length')) > 0);
    const size = await host.ask('POST', '/api/v1/applications', { body: { text: 'x'.repeat(1 << 20) }, key: newKey() });
    isProblem(size, 413, 'too_large');
    for (const got of [wrong, head, size]) {
        assert.match(got.headers.get('content-security-policy'), /default-src 'none'.*frame-ancestors 'none'/);
        assert.equal(got.headers.get('x-content-type-options'), 'nosniff');
        assert.equal(got.headers.get('server'), null);
        assert.equal(got.headers.get('access-control-allow-origin'), null);
    }
});

await must('the log says nothing of who asked about what', async () => {
    const { number, lookup_code: code } = await host.submit();
    await host.ask('GET', `/api/v1/applications/${number}?secret=query`, { code });
    await host.ask('GET', `/api/v1/applications/${number}`, { as: officer });
    await host.ask('GET', '/some/Deneme%20Kişi');
    const lines = host.log.trim().split('\n').map(line => JSON.parse(line));
    assert.ok(lines.length > 100);
    assert.deepEqual(Object.keys(lines[0]), ['time', 'method', 'route', 'status', 'seconds', 'bytes']);
    assert.ok(lines.some(one => one.route === '/api/v1/applications/{number}' && one.status === 200));
    const secrets = [number, code, 'secret=query', 'Deneme', '10000000146', '5321234567', '127.0.0.1',
        ...Object.values(host.tokens)];
    for (const secret of secrets) {
        assert.ok(!host.log.includes(secret), secret);
    }
});

await must('a stop answers what was asked, and nothing is lost', async () => {
    const { number } = await host.submit();
    const idle = connect(new URL(host.url).port, '127.0.0.1');
    await once(idle, 'connect');
    const asked = Array.from({ length: 20 }, () => host.ask('POST', '/api/v1/applications', { body: lamp, key: newKey() })
        .then(got => got.status, () => 'refused'));
    assert.equal(await host.stop(), 0);
    for (const status of await Promise.all(asked)) assert.ok([201, 'refused'].includes(status), status);
    idle.destroy();
    host = await Host.start(generous);
    assert.equal((await host.ask('GET', `/api/v1/applications/${number}`, { as: officer })).status, 200);
    assert.equal(await host.stop(), 0);
});

await must('who asks too often is told to wait, and the probes are not limited', async () => {
    host = await Host.start({ limits: { burst: 5, per_second: 1 } });
    const got = await Promise.all(Array.from({ length: 50 }, () => host.ask('GET', '/api/v1/openapi.json')));
    assert.ok(got.filter(one => one.status === 200).length >= 5);
    const refused = got.filter(one => one.status === 429);
    assert.ok(refused.length > 0);
    isProblem(refused[0], 429, 'too_many_requests');
    assert.ok(Number(refused[0].headers.get('retry-after')) >= 1);
    for (let i = 0; i < 20; ++i) assert.equal((await host.ask('GET', '/healthz')).status, 200);
    assert.equal(await host.stop(), 0);
});

await must('who has registered so much today waits, and one who is at the desk does not', async () => {
    host = await Host.start({ limits: { person_per_day: 2, phone_per_day: 3 } });
    const send = (applicant, key, as) => host.ask('POST', '/api/v1/applications',
        { body: { ...lamp, applicant: { ...lamp.applicant, ...applicant } }, key, as });
    const keys = [newKey(), newKey(), newKey()];
    assert.equal((await send({}, keys[0])).status, 201);
    const second = await send({}, keys[1]);
    assert.equal(second.status, 201);
    const refused = await send({}, keys[2]);
    isProblem(refused, 429, 'too_many_applications');
    assert.ok(Number(refused.headers.get('retry-after')) > 86_000);
    assert.equal(refused.text.includes('0532') || refused.text.includes('10000000146'), false);
    // Whose answer was lost gets it; a phone counts whoever names it.
    assert.equal((await send({}, keys[1])).body.number, second.body.number);
    assert.equal((await send({ identity: '99000000110' }, newKey())).status, 201);
    isProblem(await send({ identity: '99000000110' }, newKey()), 429, 'too_many_applications');
    assert.equal((await send({}, keys[2], 'desk:34/zeynep')).status, 201);
    assert.equal(await host.stop(), 0);
});

await must('the program says what is wrong by its exit code', async () => {
    const run = (...args) => spawnSync(program, args, { encoding: 'utf8', timeout: patience });
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{"staf":[]}');
    assert.equal(run('--help').status, 0);
    assert.match(run('--version').stdout, /^acikkapi-host \d/);
    assert.equal(run().status, 2);
    assert.equal(run('--data', folder, '--listen', 'nowhere').status, 2);
    assert.equal(run('--data', folder, '--config', bad).status, 1);
    assert.equal(run('--data', folder, '--config', join(folder, 'none.json')).status, 3);
    assert.equal(run('--data', join(folder, 'no-store')).status, 3);
});

await must('what lies beside a store is found however its directory is written, and never looked for in it', async () => {
    const store = join(folder, 'store');
    for (const written of [store, `${store}/`, `${folder}/./store//`]) {
        const run = spawn(program, ['--data', written, '--listen', '127.0.0.1:0']);
        let errors = '';
        run.stderr.on('data', text => { errors += text; });
        run.stdout.on('data', text => { if (/^listening on/m.test(text)) run.kill('SIGTERM'); });
        assert.equal((await once(run, 'close'))[0], 0, `${written}: ${errors}`);
    }
    assert.deepEqual(readdirSync(store).filter(name => name.startsWith('.')), []);
});

await must('a store whose key was lost gets no other one', async () => {
    const key = join(folder, 'store.key');
    renameSync(key, `${key}.away`);
    const run = spawnSync(program, ['--demo', '--data', folder, '--listen', '127.0.0.1:0'],
        { encoding: 'utf8', timeout: patience });
    assert.equal(run.status, 3);
    assert.match(run.stderr, /is missing.*put it back/);
    assert.equal(existsSync(key), false);
    renameSync(`${key}.away`, key);
    host = await Host.start(generous);
    assert.equal(await host.stop(), 0);
});

count();
