// The pages attacked by wapiti (Debian), as nobody, as a citizen and as an officer: node judges_attack.mjs PROGRAM
// It walks through links and forms, puts into every field what breaks others, and looks at what comes back.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listen } from '../peers/peers.mjs';
import { make, operator_of_sms } from './access_states.mjs';
import { application } from './cases.mjs';
import { Host, count, folder, generous, must, officer } from './host.mjs';
import { session } from './sessions.mjs';

const modules = ['xss', 'sql', 'file', 'exec', 'crlf', 'redirect', 'ssrf', 'csp', 'http_headers', 'cookieflags', 'csrf'];

// What it complains of and is no fault.
const excused = [
    // Browsers have given it up, for it opened more than it closed; OWASP says to leave it out. Ours has a policy (CSP).
    { category: 'HTTP Secure Headers', info: /^X-XSS-Protection is not set$/ },
    // Nothing happens here in anybody's name: a draft lies in the browser alone, and who follows shows the code. Forms of
    // other sites are refused by their origin (pages.mjs tries it).
    { category: 'Cross Site Request Forgery', info: /^Lack of anti CSRF token$/, path: /^\/tr\/(apply\/[a-z]+|follow)(\?|$)/ },
    // While it looked around it logged in by this form, which ended the session of the form's token: what it compares are
    // two refusals. That the token is looked at is tried below.
    { category: 'Cross Site Request Forgery', info: /^CSRF token 'csrf' is not properly checked/, path: /^\/log-in(\?|$)/ },
    // Of a form with files it sends every field as a file, also the token; and it has withdrawn the application by the
    // time that it asks for another phone. Again two refusals, and again the tokens are tried below.
    { category: 'Cross Site Request Forgery', info: /^CSRF token 'csrf' is not properly checked/,
        path: /\/applications\/[-\d]+\/(attachments|phone)(\?|$)/ },
];

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';  // The certificate of --demo, on this machine.
process.removeAllListeners('warning');
const host = await Host.start({ ...generous, adapters: await operator_of_sms() }, ['--tls']);

// Where a host would come to that can be made to ask others.
const lured = [];
const lure = createServer((asked, reply) => {
    if (!asked.url.startsWith('/get_ssrf.php')) lured.push(asked.url);
    reply.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
});
const lure_port = await listen(lure);

const mine = [await application(host), await application(host, 'asked'), await application(host, 'notified')];
const routed = await application(host, 'routed');
const chronic = await make(host, 'member');
const { campaign } = await make(host, 'campaign');
await make(host, 'lost');
// Where each begins, and where he stays: logging out is elsewhere, and so are the other languages.
const visitors = {
    nobody: { below: '/tr/', starts: ['/tr/follow?number=1', '/tr/apply/for'] },
    'somebody who logs in': { below: '/log-in?next=/tr', scope: 'page', starts: [] },
    'somebody with a code by SMS': { below: '/log-in/code', starts: [] },
    citizen: {
        below: '/tr/applications/',
        who: session({ holds: mine.map(one => one.number), by_phone: mine[0].number, tls: true }),
        starts: [`/tr/applications/${mine[0].number}`, `/tr/applications/${mine[1].number}/reply`,
            `/tr/applications/${mine[2].number}/object`, `/tr/applications/${mine[0].number}/attachments`,
            `/tr/applications/${mine[0].number}/phone`],
    },
    officer: {
        below: '/tr/staff/',
        who: session({ staff: officer, tls: true }),
        starts: ['/tr/staff', '/tr/staff/desk', `/tr/staff/applications/${routed.number}/record_contact`,
            `/tr/staff/applications/${routed.number}/attachments`, `/tr/staff/applications/${routed.number}/assign`,
            `/tr/staff/campaigns/${campaign}/route`, '/tr/staff/problems/new', `/tr/staff/problems/${chronic.problem}/plan`,
            '/tr/staff/letters'],
    },
};

// As a browser keeps it.
function jar_of({ name, value }, file) {
    const one = { value, expires: null, secure: true, port: null, version: 0 };
    writeFileSync(file, JSON.stringify({ '127.0.0.1': { '/': { [name]: one } } }));
    return ['-c', file];
}

async function attack({ who, below, starts, scope = 'folder' }, store) {
    const file = `${store}.json`;
    // It would look for news of itself in the net.
    const nowhere = 'http://127.0.0.1:9';
    const env = { ...process.env, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, NO_PROXY: '127.0.0.1' };
    await promisify(execFile)('wapiti', ['-u', host.url + below, ...starts.flatMap(path => ['-s', host.url + path]),
        '--scope', scope, '-d', '2', '-m', modules.join(','), '--verify-ssl', '0', '-t', '10', '--max-links-per-page', '30',
        '--max-scan-time', '20', '--max-attack-time', '8', '--endpoint', `http://127.0.0.1:${lure_port}/`,
        '--store-session', store, '--flush-session', '--no-bugreport', '-f', 'json', '-o', file,
        ...(who ? jar_of(who, `${store}.jar`) : [])], { timeout: 300_000, maxBuffer: 1 << 26, env });
    const { vulnerabilities, anomalies } = JSON.parse(readFileSync(file, 'utf8'));
    return [vulnerabilities, anomalies].flatMap(Object.entries)
        .flatMap(([category, all]) => all.map(one => ({ category, ...one })));
}

const is_excused = one => excused.some(({ category, info, path }) =>
    one.category === category && info.test(one.info) && (!path || path.test(one.path)));

for (const [name, visitor] of Object.entries(visitors)) {
    await must(`wapiti finds nothing as ${name}`, async () => {
        const before = host.log.length;
        const found = await attack(visitor, join(folder, `wapiti-${before}`));
        const lines = host.log.slice(before).split('\n').filter(line => line.startsWith('{'));
        const routes = new Set(lines.map(line => JSON.parse(line).route));
        console.log(`${name}: ${lines.length} requests to ${routes.size} routes, ${found.length} findings`, [...routes].join(' '));
        const forms = lines.filter(line => line.includes('"POST"')).length;
        assert.ok(forms > 50, `only ${forms} forms were sent: that was no attack`);
        assert.deepEqual(found.filter(one => !is_excused(one)).map(one => `${one.category}: ${one.path} ${one.info}`), []);
        assert.deepEqual(lines.filter(line => line.includes('"status":5')), []);
    });
}

await must('the token of the form to log in is looked at', async () => {
    const who = session({ tls: true });
    for (const [csrf, status] of [['wapiti', 403], [who.csrf('log-in'), 303]]) {
        const got = await host.ask('POST', '/log-in', {
            raw: new URLSearchParams({ csrf, account: officer, next: '/tr' }).toString(), redirect: 'manual',
            headers: { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: who.cookie },
        });
        assert.equal(got.status, status);
    }
});

await must('the tokens of the forms for files and for another phone are looked at', async () => {
    const [mine, lamp] = [await application(host), await application(host, 'routed')];
    const holder = session({ holds: [mine.number], by_phone: mine.number, tls: true });
    const files = new Blob(['GIF89a']);
    const forms = [
        [`/tr/applications/${mine.number}/attachments`, holder, { files }],
        [`/tr/staff/applications/${lamp.number}/attachments`, session({ staff: officer, tls: true }), { files }],
        [`/tr/applications/${mine.number}/phone`, holder, { mobile: '1' }],
    ];
    for (const [path, { cookie }, fields] of forms) {
        const page = await host.ask('GET', path, { headers: { Cookie: cookie } });
        const own = [...page.text.matchAll(/name="csrf" value="([^"]+)"/g)].at(-1)[1];  // The first is for logging out.
        for (const [csrf, status] of [['wapiti', 403], [own, 422]]) {
            const form = fields.files ? new FormData() : new URLSearchParams();
            for (const [name, value] of Object.entries({ csrf, ...fields })) form.append(name, value);
            const body = new Response(form);
            const got = await host.ask('POST', path, { raw: Buffer.from(await body.arrayBuffer()), redirect: 'manual',
                headers: { 'Content-Type': body.headers.get('content-type'), Cookie: cookie } });
            assert.equal(got.status, status, path);
        }
    }
});

await must('nobody made it ask elsewhere, and it is well', async () => {
    assert.deepEqual(lured, []);
    assert.equal((await host.ask('GET', '/readyz')).status, 200);
});

lure.close();
assert.equal(await host.stop(), 0);
count();
