// Logging in to the example host: node login.mjs PROGRAM
// With npm's oidc-provider, which is what a provider should be, and with one of our own that lies.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cookiesOf, listen, need } from '../peers/peers.mjs';

const program = process.argv[2];
const { default: Provider } = await need('oidc-provider');
const jose = await need('jose');
const folder = mkdtempSync(join(tmpdir(), 'acikkapi-login-'));

// --- hosts, and browsers before them

const hosts = new Set();
process.on('exit', () => {
    for (const one of hosts) one.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** A port that was free a moment ago: a host's own address stands in its configuration. */
async function freePort() {
    const server = createServer();
    const port = await listen(server);
    await new Promise(done => server.close(done));
    return port;
}

class Host {
    static async start(name, oidc, more = {}) {
        const host = new Host();
        const port = await freePort();
        host.url = `http://127.0.0.1:${port}`;
        const file = join(folder, `${name}.json`);
        const config = { ...more, ...(oidc && { oidc: { redirect: `${host.url}/log-in/done`, ...oidc } }) };
        writeFileSync(file, JSON.stringify(config));
        host.child = spawn(program, ['--demo', '--data', join(folder, name), '--config', file,
            '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'pipe', 'pipe'] });
        hosts.add(host);
        host.log = '';
        host.child.stderr.on('data', text => { host.log += text; });
        let out = '';
        for await (const text of host.child.stdout) {
            out += text;
            if (/^listening on .*\n/m.test(out)) {
                host.tokens = Object.fromEntries([...out.matchAll(/^account (\S+) (\S+)$/gm)].map(one => one.slice(1)));
                return host;
            }
        }
        assert.fail(`it does not listen: ${out}${host.log}`);
    }

    async stop() {
        const ended = once(this.child, 'close');
        this.child.kill('SIGTERM');
        assert.equal((await ended)[0], 0, this.log);
        hosts.delete(this);
    }

    /** What its log says of faults. */
    faults() {
        return this.log.split('\n').filter(line => line.includes('"error"')).map(line => JSON.parse(line).error);
    }
}

/** Keeps cookies, one jar for all ports as browsers do, and follows nothing by itself. */
class Browser {
    jar = new Map();

    async go(url, form, headers = {}) {
        const got = await fetch(url, {
            redirect: 'manual',
            method: form ? 'POST' : 'GET',
            body: form ? new URLSearchParams(form) : undefined,
            headers: { ...headers, Cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        });
        for (const line of cookiesOf(got)) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
            if (/max-age=0\b|1970/i.test(line)) this.jar.delete(name);
            else this.jar.set(name, value);
        }
        const next = got.headers.get('location');
        return { url, status: got.status, next: next && new URL(next, url).href, text: await got.text(),
            cookies: cookiesOf(got), headers: got.headers };
    }

    /** Follows until the host has the answer to the log-in, which is given back and not followed. */
    async logIn(host, next = '/healthz', atTheEnd = url => this.go(url)) {
        let got = await this.go(`${host.url}/log-in?next=${encodeURIComponent(next)}`);
        for (let i = 0; got.next && i < 20; ++i) {
            if (got.next.startsWith(`${host.url}/log-in/done`)) return atTheEnd(got.next);
            got = await this.go(got.next);
        }
        return got;
    }

    get loggedIn() { return this.jar.has('session'); }
}

function isPage(got, status, words) {
    assert.equal(got.status, status, got.text);
    assert.equal(got.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.match(got.text, words);
    assert.match(got.text, /^<!doctype html>\n<html lang="tr" dir="ltr"/);
}

// --- a provider as it should be

const newKey = async (alg, kid) => {
    const { privateKey } = await jose.generateKeyPair(alg, { extractable: true, crv: alg === 'EdDSA' ? 'Ed25519' : undefined });
    return { ...await jose.exportJWK(privateKey), alg, use: 'sig', kid };
};

class GoodProvider {
    person = { sub: 'staff-4711', roles: ['officers-34'] };
    asked = { keys: 0 };

    async start() {
        this.alg = 'ES256';
        this.keys = [await newKey('ES256', 'first'), await newKey('RS256', 'other')];
        this.server = createServer((asked, reply) => this.serve(asked, reply));
        this.issuer = `http://127.0.0.1:${await listen(this.server)}`;
        this.build();
    }

    build() {
        this.provider = new Provider(this.issuer, {
            jwks: { keys: this.keys },
            clients: [{ client_id: 'host', client_secret: 's:e cret', redirect_uris: this.redirects,
                grant_types: ['authorization_code'], response_types: ['code'],
                id_token_signed_response_alg: this.alg }],
            claims: { openid: ['sub', 'realm'] },
            conformIdTokenClaims: false,
            pkce: { required: () => true },
            enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256', 'EdDSA'] },
            cookies: { keys: ['test'] },
            features: { devInteractions: { enabled: false } },
            findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, realm: { roles: this.person.roles } }) }),
            interactions: { url: (_, one) => `/interaction/${one.uid}` },
            ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 300, IdToken: 300, Interaction: 300, Session: 300 },
            renderError: (context, out) => { context.type = 'json'; context.body = out; },
        });
        this.call = this.provider.callback();
    }

    redirects = [];
    allow(host) {
        this.redirects.push(`${host.url}/log-in/done`);
        this.build();
    }

    async serve(asked, reply) {
        if (asked.url === '/jwks') ++this.asked.keys;
        if (!asked.url.startsWith('/interaction/')) return this.call(asked, reply);
        const { provider } = this;
        const { prompt, params, session } = await provider.interactionDetails(asked, reply);
        if (this.person === null) {
            return provider.interactionFinished(asked, reply, { error: 'access_denied' });
        }
        if (prompt.name === 'login') {
            return provider.interactionFinished(asked, reply, { login: { accountId: this.person.sub } });
        }
        const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
        grant.addOIDCScope('openid');
        return provider.interactionFinished(asked, reply, { consent: { grantId: await grant.save() } });
    }

    async rotate(alg) {
        this.alg = alg;
        this.keys = [await newKey(alg, `after-${alg}`)];
        this.build();
    }
}

// --- a provider that says what the test wants

class Liar {
    async start() {
        this.pair = await jose.generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
        this.server = createServer((asked, reply) => this.serve(asked, reply));
        this.issuer = `http://127.0.0.1:${await listen(this.server)}`;
        this.lie = async claims => this.sign(claims);
    }

    sign(claims, header = {}) {
        return new jose.SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: 'l', ...header }).sign(this.pair.privateKey);
    }

    async serve(asked, reply) {
        const say = (value, status = 200) => reply.writeHead(status, { 'content-type': 'application/json' })
            .end(typeof value === 'string' ? value : JSON.stringify(value));
        const url = new URL(asked.url, this.issuer);
        if (url.pathname === '/.well-known/openid-configuration') {
            return say({ issuer: this.issuer, authorization_endpoint: `${this.issuer}/auth`,
                token_endpoint: `${this.issuer}/token`, jwks_uri: `${this.issuer}/keys` });
        }
        if (url.pathname === '/keys') {
            return say({ keys: [{ ...await jose.exportJWK(this.pair.publicKey), alg: 'EdDSA', kid: 'l' }] });
        }
        if (url.pathname === '/auth') {
            this.query = url.searchParams;
            const back = new URL(this.query.get('redirect_uri'));
            back.searchParams.set('state', this.query.get('state'));
            back.searchParams.set('code', 'c');
            return reply.writeHead(302, { location: back.href }).end();
        }
        const now = Math.floor(Date.now() / 1000);
        const sound = { iss: this.issuer, aud: 'host', sub: 'staff-4711', iat: now, exp: now + 300,
            nonce: this.query.get('nonce'), roles: ['officers-34'] };
        const answer = await this.lie(sound, say);
        if (answer !== undefined) say({ id_token: answer, token_type: 'Bearer', access_token: 'a' });
    }
}

// --- what must be so

let passed = 0;
let failed = 0;
async function must(what, test) {
    try {
        await test();
        ++passed;
    } catch (error) {
        console.error(`FAILED: ${what}\n${error.stack}`);
        ++failed;
        process.exitCode = 1;
    }
}

const good = new GoodProvider();
await good.start();
const actors = { 'officers-34': 'officer:34/{account}', auditors: 'auditor:/{account}' };
const host = await Host.start('good', { issuer: good.issuer, client_id: 'host', client_secret: 's:e cret',
    roles_claim: '/realm/roles', actors });
good.allow(host);

await must('somebody with a role logs in and goes on to where he wanted', async () => {
    const browser = new Browser();
    const got = await browser.logIn(host, '/healthz?a=1');
    assert.equal(got.status, 303, got.text);
    assert.equal(got.next, `${host.url}/healthz?a=1`);
    assert.ok(browser.loggedIn);
    assert.ok(!browser.jar.has('log-in'), 'what the log-in needed is gone');
    const cookie = got.cookies.find(one => one.startsWith('session='));
    assert.match(cookie, /; Path=\/; Max-Age=1800; HttpOnly; SameSite=Lax$/);
    assert.equal(good.asked.keys, 1);
});

await must('nobody is led elsewhere', async () => {
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
        assert.equal((await new Browser().logIn(host, next)).next, `${host.url}/`, next);
    }
});

await must('an answer to another log-in is not taken', async () => {
    const mine = new Browser();
    const theirs = new Browser();
    const answer = await theirs.logIn(host, '/', async url => url);
    isPage(await mine.go(answer), 400, /artık geçerli değil/);  // None begun.
    await mine.go(`${host.url}/log-in`);
    isPage(await mine.go(answer), 400, /artık geçerli değil/);  // Another begun.
    assert.ok(!mine.loggedIn);
    const state = answer.replace(/state=[^&]*/, 'state=x');
    isPage(await theirs.go(state), 400, /artık geçerli değil/);
    // The attempt has ended with the first wrong answer.
    isPage(await theirs.go(answer), 400, /artık geçerli değil/);
});

await must('an answer of another provider is not taken', async () => {
    const browser = new Browser();
    const got = await browser.logIn(host, '/', url => browser.go(url.replace(/iss=[^&]*/, 'iss=https%3A%2F%2Fevil.example')));
    isPage(got, 400, /artık geçerli değil/);
});

await must('a code is good for one time', async () => {
    const browser = new Browser();
    let answer;
    let kept;
    await browser.logIn(host, '/', async url => {
        answer = url;
        kept = browser.jar.get('log-in');
        return browser.go(url);
    });
    assert.ok(browser.loggedIn);
    browser.jar.delete('session');
    browser.jar.set('log-in', kept);
    isPage(await browser.go(answer), 403, /onaylamadı/);
    assert.ok(!browser.loggedIn);
});

await must('a code without the verifier of its browser is of no use', async () => {
    // A stolen code, with the state of who stole it: the provider compares the verifier.
    const theirs = new Browser();
    const mine = new Browser();
    const answer = new URL(await theirs.logIn(host, '/', async url => url));
    const own = new URL(await mine.logIn(host, '/', async url => url));
    own.searchParams.set('code', answer.searchParams.get('code'));
    isPage(await mine.go(own.href), 403, /onaylamadı/);
    assert.ok(!mine.loggedIn);
});

await must('who has no role here is told so', async () => {
    for (const person of [{ sub: '4712', roles: [] }, { sub: '4713', roles: ['cleaners'] },
        { sub: '4714', roles: undefined }, { sub: 'a/b', roles: ['auditors'] }]) {
        good.person = person;
        const browser = new Browser();
        isPage(await browser.logIn(host), 403, /size verilmiş bir görev yok/);
        assert.ok(!browser.loggedIn);
    }
});

await must('who does not want to is told so', async () => {
    good.person = null;
    const browser = new Browser();
    isPage(await browser.logIn(host), 403, /vazgeçildi/);
    assert.ok(!browser.loggedIn);
    good.person = { sub: 'staff-4711', roles: ['officers-34'] };
});

// Its new keys are asked for a minute after the first at the earliest: until then, other tests.
await good.rotate('RS256');
await must('a key that nobody knows is not believed', async () => {
    isPage(await new Browser().logIn(host), 403, /doğrulanamadı/);
});

const liar = new Liar();
await liar.start();
const lied = await Host.start('liar', { issuer: liar.issuer, client_id: 'host', actors, audience: 'api' });

await must('what a provider says must hold', async () => {
    const seconds = Math.floor(Date.now() / 1000);
    const strange = await jose.generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const lies = {
        expired: claims => liar.sign({ ...claims, exp: seconds - 120 }),
        not_yet: claims => liar.sign({ ...claims, iat: seconds + 600 }),
        wrong_nonce: claims => liar.sign({ ...claims, nonce: 'x' }),
        wrong_audience: claims => liar.sign({ ...claims, aud: 'other' }),
        wrong_issuer: claims => liar.sign({ ...claims, iss: 'https://evil.example' }),
        other_kind: claims => liar.sign(claims, { typ: 'at+jwt' }),
        bad_signature: claims => new jose.SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: 'l' }).sign(strange.privateKey),
        unknown_key: async claims => `${jose.base64url.encode('{"alg":"none","kid":"l"}')}.${(await liar.sign(claims)).split('.')[1]}.`,
        malformed: async () => 'none',
    };
    for (const [fault, lie] of Object.entries(lies)) {
        liar.lie = lie;
        const browser = new Browser();
        isPage(await browser.logIn(lied), 403, /doğrulanamadı/);
        assert.ok(!browser.loggedIn, fault);
        assert.equal(lied.faults().at(-1), `log-in: ${fault}`);
    }
    liar.lie = claims => liar.sign(claims);
    const browser = new Browser();
    assert.equal((await browser.logIn(lied)).status, 303);
    assert.ok(browser.loggedIn);
});

await must('a provider that fails is not waited for without end', async () => {
    liar.lie = (_, say) => { say({ error: 'server_error' }, 500); };
    isPage(await new Browser().logIn(lied), 503, /ulaşılamıyor/);
    liar.lie = (_, say) => { say(`{"id_token":"${'x'.repeat(200_000)}"}`); };
    isPage(await new Browser().logIn(lied), 503, /ulaşılamıyor/);
    liar.lie = (_, say) => { say('not JSON'); };
    isPage(await new Browser().logIn(lied), 403, /onaylamadı/);
    liar.lie = () => {};  // Never.
    const got = await new Browser().logIn(lied);
    isPage(got, 503, /ulaşılamıyor/);
    assert.equal(got.headers.get('retry-after'), '60');
});

await must('an access token of the provider is one of the API, an identity is not', async () => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: liar.issuer, aud: 'api', sub: 'staff-4711', iat: seconds, exp: seconds + 300, roles: ['auditors'] };
    const ask = async (path, token) => (await fetch(lied.url + path, { headers: { Authorization: `Bearer ${token}` } })).status;
    const statistics = '/api/v1/statistics';
    assert.equal(await ask(statistics, await liar.sign(claims, { typ: 'at+jwt' })), 200);
    assert.equal(await ask(statistics, await liar.sign(claims, { typ: 'JWT' })), 401);
    assert.equal(await ask(statistics, await liar.sign({ ...claims, aud: 'host' }, { typ: 'at+jwt' })), 401);
    assert.equal(await ask(statistics, await liar.sign({ ...claims, exp: seconds - 120 }, { typ: 'at+jwt' })), 401);
    assert.equal(await ask(statistics, await liar.sign({ ...claims, roles: ['cleaners'] }, { typ: 'at+jwt' })), 401);
});

await must('a provider that is away is no fault of the host', async () => {
    const away = await Host.start('away', { issuer: `http://127.0.0.1:${await freePort()}`, client_id: 'host', actors });
    isPage(await new Browser().go(`${away.url}/log-in`), 503, /ulaşılamıyor/);
    assert.equal((await new Browser().go(`${away.url}/healthz`)).status, 200);
    await away.stop();
});

// The system of a unit that takes what it is sent and never answers; a call is waited for half a minute.
const held = new Set();
const silent = createServer(asked => held.add(asked));
const silentPort = await listen(silent);
const hung = await Host.start('hung', { issuer: liar.issuer, client_id: 'host', actors }, {
    adapters: { office: 'Deneme Valiliği', site: 'basvuru.example', sms: { file: true }, webhook: {
        source: 'https://basvuru.example',
        places: [{ host: '127.0.0.1', port: silentPort, allow_http: true, allow_private: true }],
        units: { 24301265: { url: `http://127.0.0.1:${silentPort}/hooks`, secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] } },
    } },
});

async function routeOne(key) {
    const all = `${hung.url}/api/v1/applications`;
    const post = (url, body, headers) => fetch(url,
        { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
    const given = await post(all, { province: 34, category: 'lighting', district: 'Kadıköy', subject: 'Lamba', text: 'Karanlık.',
        anonymous: true }, { 'Idempotency-Key': `"hanging-test-0123456789-${key}"` });
    const { number } = await given.json();
    const Authorization = `Bearer ${hung.tokens['officer:34/ayse']}`;
    const seen = await fetch(`${all}/${number}`, { headers: { Authorization } });
    const routed = await post(`${all}/${number}/route`, { unit: '24301265' }, { Authorization, 'If-Match': seen.headers.get('etag') });
    assert.equal(routed.status, 200, await routed.text());
}

async function soon(does) {
    let timer;
    const late = new Promise((_, fail) => { timer = setTimeout(() => fail(Error('too late')), 15_000); });
    await Promise.race([does, late]).finally(() => clearTimeout(timer));
}

await must("a unit's system that hangs keeps nobody from logging in", async () => {
    // More than there are threads for, so that some wait.
    for (let i = 0; i < 20; ++i) await routeOne(i);
    for (const end = Date.now() + 30_000; held.size < 2;) {
        assert.ok(Date.now() < end, 'nothing is sent');
        await new Promise(done => setTimeout(done, 20));
    }
    liar.lie = claims => liar.sign(claims);
    const browser = new Browser();
    await soon(browser.logIn(hung));
    assert.ok(browser.loggedIn);
});

await must('nor the host from ending', async () => {
    await soon(hung.stop());
});
silent.closeAllConnections();
silent.close();

await must('in the demo the invented accounts are offered, to our own forms only', async () => {
    const demo = await Host.start('demo');
    const browser = new Browser();
    const page = await browser.go(`${demo.url}/log-in?next=/healthz`);
    isPage(page, 200, /uydurmadır/);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)[1];
    const accounts = [...page.text.matchAll(/name="account" type="radio" value="([^"]+)"/g)].map(one => one[1]);
    assert.ok(accounts.includes('officer:34/ayse'));
    const post = (form, headers, by = browser) => by.go(`${demo.url}/log-in`, { csrf, next: '/healthz', account: accounts[0], ...form }, headers);
    const before = browser.jar.get('session');
    isPage(await post({ csrf: 'x' }), 403, /bu sayfadan gelmedi/);
    isPage(await post({}, { 'Sec-Fetch-Site': 'cross-site' }), 403, /bu sayfadan gelmedi/);
    isPage(await post({}, { Origin: 'http://evil.example' }), 403, /bu sayfadan gelmedi/);
    isPage(await post({}, {}, new Browser()), 403, /bu sayfadan gelmedi/);
    isPage(await post({ account: 'governorate:06/1' }), 403, /görev yok/);
    assert.equal(browser.jar.get('session'), before);
    const got = await post({ next: '//evil.example' });
    assert.equal(got.status, 303);
    assert.equal(got.next, `${demo.url}/`);
    assert.notEqual(browser.jar.get('session'), before);
    // The token was the visitor's: who logs in has a session of his own.
    isPage(await post({}), 403, /bu sayfadan gelmedi/);
    isPage(await browser.go(`${demo.url}/log-out`, { csrf }), 403, /bu sayfadan gelmedi/);
    assert.ok(browser.loggedIn);
    // From elsewhere a browser sends no session along, and takes what the answer says of cookies all the same.
    const elsewhere = await fetch(`${demo.url}/log-out`, { method: 'POST', redirect: 'manual', headers: { Origin: 'http://evil.example' } });
    assert.equal(elsewhere.status, 403);
    assert.deepEqual(cookiesOf(elsewhere), []);
    await demo.stop();
});

await must('a citizen gets a code by SMS, and nobody else learns anything', async () => {
    const desk = await Host.start('codes');
    const sms = () => readFileSync(join(folder, 'codes', 'store.sms.jsonl'), 'utf8').split('\n')
        .filter(line => line !== '').map(line => JSON.parse(line)).filter(one => one.kind === 'code');
    const sent = async count => {
        for (const end = Date.now() + 30_000; sms().length < count;) {
            assert.ok(Date.now() < end, 'no code was sent');
            await new Promise(done => setTimeout(done, 20));
        }
        return sms();
    };
    const got = await fetch(`${desk.url}/api/v1/applications`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': '"login-test-0123456789"' },
        body: JSON.stringify({ province: 34, category: 'lighting', district: 'Kadıköy', subject: 'Lamba', text: 'Karanlık.',
            applicant: { identity: '10000000146', full_name: 'Deneme Kişi', mobile: '0532 123 45 67' } }),
    });
    const { number } = await got.json();

    const browser = new Browser();
    const page = await browser.go(`${desk.url}/log-in/code`);
    isPage(page, 200, /Kod iste/);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)[1];
    const ask = (form, by = browser) => by.go(`${desk.url}/log-in/code`, { csrf, number, mobile: '05321234567', ...form });
    const enter = code => browser.go(`${desk.url}/log-in/code/done`, { csrf, code });

    isPage(await ask({ csrf: 'x' }), 403, /bu sayfadan gelmedi/);
    const wrong = await ask({ number: '1' });
    isPage(wrong, 422, /geçerli değil/);
    // What he typed stands there again.
    assert.match(wrong.text, /id="number"[^>]* value="1"/);
    assert.match(wrong.text, /id="mobile"[^>]* value="05321234567"/);
    // Whose form is too old begins again here, and not where staff log in.
    const stranger = await ask({}, new Browser());
    isPage(stranger, 403, /bu sayfadan gelmedi/);
    assert.match(stranger.text, /<a class="govuk-link" href="\/log-in\/code">/);
    // Another's phone first: what is sent afterwards shows that nothing was sent for it.
    assert.equal((await ask({ mobile: '05327654321' })).status, 303);
    const asked = await ask({});
    assert.equal(asked.status, 303);
    assert.equal(asked.next, `${desk.url}/log-in/code`);
    const [letter, ...more] = await sent(1);
    assert.equal(more.length, 0);
    assert.equal(letter.recipient, '+905321234567');
    const code = letter.reference;
    assert.match(code, /^\d{6}$/);
    isPage(await enter(code === '000000' ? '000001' : '000000'), 422, /Kod yanlış/);
    const kept = browser.jar.get('code');
    const before = browser.jar.get('session');
    const done = await enter(code);
    assert.equal(done.status, 303, done.text);
    assert.notEqual(browser.jar.get('session'), before);
    assert.ok(!browser.jar.has('code'));
    browser.jar.set('code', kept);
    browser.jar.set('session', before);
    isPage(await enter(code), 410, /süresi doldu/);

    // Three of one phone, and no more.
    assert.equal((await ask({})).status, 303);
    assert.equal((await ask({})).status, 303);
    const limited = await ask({});
    isPage(limited, 429, /Çok sık/);
    assert.ok(Number(limited.headers.get('retry-after')) > 60);
    for (const one of await sent(3)) assert.ok(!desk.log.includes(one.reference));
    for (const secret of [number, '5321234567']) assert.ok(!desk.log.includes(secret));
    await desk.stop();
});

await must('who comes from an Arabic page reads of codes, and then of his application, in Arabic', async () => {
    const desk = await Host.start('arabic');
    const got = await fetch(`${desk.url}/api/v1/applications`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': '"login-test-0123456789"' },
        body: JSON.stringify({ province: 34, category: 'lighting', district: 'Kadıköy', subject: 'Lamba', text: 'Karanlık.',
            applicant: { identity: '10000000146', full_name: 'Deneme Kişi', mobile: '0532 123 45 67' } }),
    });
    const { number } = await got.json();
    const browser = new Browser();
    const isArabic = page => assert.match(page.text, /^<!doctype html>\n<html lang="ar" dir="rtl"/);
    const forms = page => [...page.text.matchAll(/<form method="post" action="([^"]+)"[^]*?<\/form>/g)].map(([all, at]) => ({
        at: desk.url + at,
        fields: Object.fromEntries([...all.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(one => one.slice(1))),
    }));
    let page = await browser.go(`${desk.url}/log-in/code?next=/ar/follow`);
    isArabic(page);
    // Who reads another language reads the same page in it.
    const english = /href="(\/en[^"]*)"/.exec(page.text)[1];
    const other = await browser.go((await browser.go(desk.url + english)).next);
    assert.match(other.text, /^<!doctype html>\n<html lang="en"/);
    assert.equal(forms(other).find(one => one.at.endsWith('/code')).fields.next, '/en/follow');
    // As an Arabic keyboard types it, and a number that was copied with marks of direction.
    const typed = text => `\u200f${text.replace(/\d/g, digit => String.fromCharCode(0x660 + Number(digit)))}\u200e`;
    const persian = text => text.replace(/\d/g, digit => String.fromCharCode(0x6f0 + Number(digit)));
    const wanted = forms(page).find(one => one.at.endsWith('/code'));
    page = await browser.go(wanted.at, { ...wanted.fields, number: '1', mobile: '05321234567' });
    assert.equal(page.status, 422);
    isArabic(page);
    page = await browser.go(wanted.at, { ...wanted.fields, number: typed(number), mobile: typed('05321234567') });
    assert.equal(page.status, 303, page.text);
    page = await browser.go(page.next);
    isArabic(page);
    const sms = () => readFileSync(join(folder, 'arabic', 'store.sms.jsonl'), 'utf8').split('\n')
        .filter(line => line !== '').map(line => JSON.parse(line)).find(one => one.kind === 'code');
    for (const end = Date.now() + 30_000; !sms();) {
        assert.ok(Date.now() < end, 'no code was sent');
        await new Promise(done => setTimeout(done, 20));
    }
    const { at, fields } = forms(page).find(one => one.at.endsWith('/done'));
    page = await browser.go(at, { ...fields, code: persian(sms().reference) });
    assert.equal(page.next, `${desk.url}/ar/applications/${number}`);
    await desk.stop();
});

await must('the new keys of a provider are learnt, once a minute at most', async () => {
    for (const end = Date.now() + 100_000; ;) {
        const browser = new Browser();
        const got = await browser.logIn(host);
        if (got.status === 303) {
            assert.ok(browser.loggedIn);
            break;
        }
        isPage(got, 403, /doğrulanamadı/);
        assert.ok(Date.now() < end, 'they are never learnt');
        await new Promise(done => setTimeout(done, 500));
    }
    assert.equal(good.asked.keys, 2);
});

await must('the logs name nobody', async () => {
    for (const one of [host, lied]) {
        for (const secret of ['staff-4711', 'officers-34', 'ayse', 'code=', 'state=', 'eyJ', '127.0.0.1']) {
            assert.ok(!one.log.includes(secret), secret);
        }
    }
});

await host.stop();
await lied.stop();
good.server.closeAllConnections();
good.server.close();
liar.server.closeAllConnections();
liar.server.close();
console.log(`${passed} of ${passed + failed} passed`);
process.exit();  // Also where a test that failed has left a host.
