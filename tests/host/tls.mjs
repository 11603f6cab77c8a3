// The example host over TLS, asked by Node's own: node tls.mjs PROGRAM
// The certificate that --demo makes, and another in its place while the host runs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'acikkapi-tls-'));
const certificate = join(folder, 'certificate.pem');
const key = join(folder, 'certificate.key');
let host;
process.on('exit', () => {
    host?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
});

async function start(data) {
    host = spawn(program, ['--demo', '--tls', '--data', data, '--listen', '127.0.0.1:0'],
        { stdio: ['ignore', 'pipe', 'pipe'] });
    host.log = '';
    host.stderr.on('data', text => { host.log += text; });
    let out = '';
    for await (const text of host.stdout) {
        out += text;
        const found = /^listening on (https:\S+)$/m.exec(out);
        if (found) return found[1];
    }
    assert.fail(`it does not listen: ${out}${host.log}`);
}

function ask(url, ca) {
    return new Promise((done, fail) => {
        https.get(url, { ca, agent: false }, got => {
            const certificate = got.socket.getPeerCertificate().raw.toString('hex');
            const protocol = got.socket.getProtocol();
            got.resume().on('end', () => done({ status: got.statusCode, headers: got.headers, certificate, protocol }));
        }).on('error', fail);
    });
}

async function stop() {
    const ended = once(host, 'close');
    host.kill('SIGTERM');
    assert.equal((await ended)[0], 0);
}

// Another one's certificate, for later.
const elsewhere = join(folder, 'other');
await start(elsewhere);
await stop();

const url = `${await start(folder)}/healthz`;
const ca = readFileSync(certificate);
assert.equal(statSync(key).mode & 0o777, 0o600);

const first = await ask(url, ca);
assert.equal(first.status, 200);
assert.equal(first.protocol, 'TLSv1.3');
assert.match(first.headers['strict-transport-security'], /^max-age=31536000/);
assert.equal((await ask(url.replace('127.0.0.1', 'localhost'), ca)).status, 200);
await assert.rejects(ask(url), /self-signed/i);
await assert.rejects(fetch(url.replace('https:', 'http:')));

// A file that is none changes nothing and is told.
writeFileSync(certificate, 'none');
host.kill('SIGHUP');
while (!host.log.includes('not a certificate and its key')) await once(host.stderr, 'data');
assert.equal((await ask(url, ca)).certificate, first.certificate);

// A new one is taken, for who believes it.
copyFileSync(join(elsewhere, 'certificate.pem'), certificate);
copyFileSync(join(elsewhere, 'certificate.key'), key);
host.kill('SIGHUP');
const fresh = readFileSync(certificate);
const taken = () => ask(url, fresh).then(() => true, () => false);
for (const end = Date.now() + 30_000; !(await taken());) {
    assert.ok(Date.now() < end, 'the new certificate is not taken');
}
await assert.rejects(ask(url, ca), /self-signed/i);
await stop();
console.log('served over TLS');
