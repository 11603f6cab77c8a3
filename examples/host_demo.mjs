// The example host with a city's half year in it, and people of today: node host_demo.mjs BIN [ARGS of acikkapi-host]
// Its own are --demo, --data, --config and --directory; --listen may be given, it is 127.0.0.1 and any free port else.
// All of it lies in a folder of its own, which is gone when Ctrl-C ends it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const [bin, ...more] = process.argv.slice(2);
const data = join(dirname(fileURLToPath(import.meta.url)), 'data');
const folder = mkdtempSync(join(tmpdir(), 'acikkapi-demo-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const say = what => console.error(`== ${what}`);

// Ctrl-C reaches the child too; whoever only tells us means both.
let child;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
        interrupted = true;
        child?.kill('SIGTERM');
    });
}
function begin(program, args, stdio) {
    child = spawn(join(bin, program), args, { stdio });
    return once(child, 'close').then(([code]) => {
        if (interrupted) process.exit(code ?? 130);
        return code;
    });
}

async function bringIn() {
    say('a city\'s half year goes in (Boston, PDDL), its times moved so that it ends today');
    const code = await begin('acikkapi-import', ['--data', join(folder, 'store'), '--sealed', '--recent',
        '--requests', join(data, 'requests-boston-sample.csv.gz'), '--text', join(data, 'text-tr-sample.txt.gz')],
    ['ignore', 'inherit', 'inherit']);
    if (code !== 0) process.exit(code ?? 1);
}

// All come from one address here: its limits would be met.
const limits = { burst: 1e6, per_second: 1e6, all_burst: 1e6, all_per_second: 1e6, address_per_hour: 1e6 };

const tokens = {};  // Of accounts.
let url;
async function startHost() {
    say('the host starts');
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ limits }));
    const ended = begin('acikkapi-host', ['--demo', '--data', folder, '--config', join(folder, 'config.json'),
        '--directory', join(data, 'directory.json'), '--listen', '127.0.0.1:0', ...more], ['ignore', 'pipe', 'pipe']);
    // Its log goes with the folder: when it ends by itself, the last that it said is said here.
    const said = [];
    const hear = line => said.push(line) > 20 && said.shift();
    const log = createWriteStream(join(folder, 'host.log'));
    createInterface(child.stderr).on('line', line => { hear(line); log.write(`${line}\n`); });
    for await (const line of createInterface(child.stdout)) {
        const [word, who, token] = line.split(' ');
        if (word === 'account') tokens[who] = token;
        else if (word === 'listening') { url = line.split(' ').at(-1); break; }
        else hear(line);
    }
    const over = ended.then(code => {
        console.error(said.join('\n'));
        process.exit(code ?? 1);
    });
    if (!url) await over;
    return { over };  // In an object: a promise would be waited for.
}

async function ask(method, path, { as, code, body, headers = {} } = {}) {
    if (as) headers.Authorization = `Bearer ${tokens[as]}`;
    if (code) headers['Lookup-Code'] = code;
    if (body) headers['Content-Type'] = 'application/json';
    const got = await fetch(`${url}/api/v1/applications${path}`, { method, headers, body: body && JSON.stringify(body) });
    return { status: got.status, etag: got.headers.get('etag'), body: await got.json() };
}

// What comes of a message is a version too: then it is looked at again.
async function act(number, name, by, body) {
    for (;;) {
        const { etag } = await ask('GET', `/${number}`, by);
        const got = await ask('POST', `/${number}/${name}`, { ...by, body, headers: { 'If-Match': etag } });
        if (got.status === 200) return;
        if (got.status !== 412) throw new Error(`${name}: ${JSON.stringify(got.body)}`);
    }
}

async function told(number, by) {
    while ((await ask('GET', `/${number}`, by)).body.status !== 'notified') await new Promise(done => setTimeout(done, 20));
}

// --- people of today ------------------------------------------------------------------------------

const officer = 'officer:34/ayse';
const directory = JSON.parse(readFileSync(join(data, 'directory.json')));
const units = new Map(directory.categories.map(one => [one.code, one.unit]));
const names = new Map(directory.units.map(one => [one.id, one.name]));
const here = at => ({ as: Object.keys(tokens).find(who => who.startsWith(`unit:${at.unit}/`)) });
const route = at => act(at.number, 'route', { as: officer }, { unit: at.unit, unit_name: names.get(at.unit) });
const answer = async at => {
    await act(at.number, 'answer', here(at), { decision: 'granted', text: 'Ekip bugün gitti, iş bitti.', signed_by: 'Müdür' });
    await told(at.number, { as: officer });
};
const question = at => act(at.number, 'ask', here(at), { question: 'Tam olarak nerede? Yakınında bir kapı numarası var mı?' });

// How far somebody's application has come.
const ways = [
    [],
    [route],
    [route, question],
    [],
    [route, answer, at => act(at.number, 'rate', at, { score: 5, comment: 'Teşekkürler' })],
    [route, at => act(at.number, 'send_back', here(at), { reason: 'not_our_duty', note: 'Bizim işimiz değil' })],
    [],
    [route, question, at => act(at.number, 'reply', at, { text: 'Eczanenin tam karşısında.' })],
    [route, answer, at => act(at.number, 'object', at, { reason: 'Gelen olmadı, hâlâ aynı.' })],
    [route, answer, at => act(at.number, 'rate', at, { score: 4 })],
    [route, answer],
];

async function live(wish, i) {
    const applicant = { full_name: `Deneme Kişi ${i + 1}`, mobile: `+99955500${String(i).padStart(3, '0')}` };
    const got = await ask('POST', '', { body: { province: 34, ...wish, applicant },
        headers: { 'Idempotency-Key': `"demo-${String(i).padStart(16, '0')}"` } });
    if (got.status !== 201) throw new Error(JSON.stringify(got.body));
    const at = { number: got.body.number, code: got.body.lookup_code, unit: units.get(wish.category) };
    const way = ways[i % ways.length];
    for (const step of way) await step(at);
    return { ...at, waits: way.at(-1) === question };
}

async function liveToday() {
    say('people of today apply (all of them invented)');
    const wishes = JSON.parse(readFileSync(join(data, 'requests-invented.json')));
    const all = [];
    for (let i = 0; i < 3 * wishes.length; ++i) all.push(await live(wishes[i % wishes.length], i));
    return all.find(one => one.waits);
}

// --------------------------------------------------------------------------------------------------

function tell({ number, code }) {
    const accounts = Object.entries(tokens).map(([who, token]) => `  ${who.padEnd(24)}${token}`).join('\n');
    console.log(`
citizens     ${url}/tr   (and /en, /ar)
follow       ${url}/tr/follow?number=${number}
             application ${number}, lookup code ${code}: its unit has asked something
staff        ${url}/tr/staff   a button for each account below
desk         ${url}/tr/staff/desk
governor     ${url}/tr/staff/governor
auditor      ${url}/tr/staff/auditor
API          ${url}/api/v1/openapi.json
Open311      ${url}/open311/v2/services.json
metrics      curl -H "Authorization: Bearer ${tokens.operator}" ${url}/metrics

accounts, and their tokens for the API
${accounts}

messages to citizens lie in ${join(folder, 'store.sms.jsonl')}, the log in ${join(folder, 'host.log')}
Ctrl-C ends it, and takes all of it away.`);
}

await bringIn();
const { over } = await startHost();
tell(await Promise.race([liveToday(), over]));
await over;
