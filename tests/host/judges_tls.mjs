// The host's TLS as testssl.sh sees it (Debian: testssl.sh): node judges_tls.mjs PROGRAM
// Protocols, ciphers, certificate, headers and every attack it knows.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Host, count, folder, generous, must } from './host.mjs';

// What is so of the certificate that --demo makes, and of no other: nobody vouches for it, so that nobody could take
// it back either.
const demo = ['cert_trust', 'cert_chain_of_trust', 'cert_revocation', 'cert_ocspRevoked', 'cert_crlDistributionPoints'];
// What is so of the machine that looks: Debian's OpenSSL has no GOST.
const here = ['engine_problem'];
const grave = ['MEDIUM', 'HIGH', 'CRITICAL', 'WARN', 'FATAL'];

const host = await Host.start(generous, ['--tls']);
const file = join(folder, 'testssl.json');
let findings;

await must('testssl.sh looks at all of it', async () => {
    const checks = ['--protocols', '--server-defaults', '--headers', '--vulnerable'];
    const how = ['--quiet', '--color', '0', '--warnings', 'batch', '--nodns', 'none', '--openssl-timeout', '20',
        '--jsonfile', file];
    // Where it connects to on purpose in vain: a name that it would ask a name server for.
    const env = { ...process.env, NXCONNECT: '127.0.0.1:0' };
    // It ends with the number of what it could not look at, and of what it found: the file says which.
    await promisify(execFile)('testssl', [...how, ...checks, `${host.url}/tr`], { timeout: 900_000, maxBuffer: 1 << 26, env })
        .catch(error => assert.ok(Number.isInteger(error.code), String(error)));
    findings = JSON.parse(readFileSync(file, 'utf8'));
    const seen = new Set(findings.map(one => one.id));
    for (const id of ['TLS1_2', 'TLS1_3', 'cert_signatureAlgorithm', 'HSTS_time', 'heartbleed', 'ROBOT',
        'LUCKY13', 'RC4', 'BREACH', 'secure_renego', 'secure_client_renego']) {
        assert.ok(seen.has(id), `${id} was not looked at`);
    }
});

await must('nothing that it finds is grave', async () => {
    const found = findings.filter(one => grave.includes(one.severity) && ![...demo, ...here].includes(one.id.split(' ')[0]));
    assert.deepEqual(found.map(one => `${one.severity} ${one.id}: ${one.finding}`), []);
});

await must('it speaks TLS 1.2 and 1.3 and nothing older', async () => {
    const said = id => findings.find(one => one.id === id)?.finding;
    for (const old of ['SSLv2', 'SSLv3', 'TLS1', 'TLS1_1']) assert.match(said(old), /^not offered/, old);
    for (const now of ['TLS1_2', 'TLS1_3']) assert.match(said(now), /^offered/, now);
});

assert.equal(await host.stop(), 0);
count();
