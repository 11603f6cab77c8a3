// The example host as a program of its own, for its tests: node TEST.mjs PROGRAM
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const program = process.argv[2];
export const folder = mkdtempSync(join(tmpdir(), 'acikkapi-host-'));
export const patience = 60_000;

export class Host {
    static async start(config, more = [], env = process.env) {
        const host = new Host();
        const file = join(folder, 'config.json');
        writeFileSync(file, JSON.stringify(config));
        host.child = spawn(program, ['--demo', '--data', folder, '--config', file, '--listen',
            '127.0.0.1:0', ...more], { stdio: ['ignore', 'pipe', 'pipe'], env });
        running.add(host.child);
        host.log = '';
        host.child.stderr.on('data', text => { host.log += text; });
        host.ended = once(host.child, 'close');
        host.tokens = {};
        let out = '';
        for await (const text of host.child.stdout) {
            out += text;
            if (/^listening on .*\n/m.test(out)) break;
        }
        for (const [, who, token] of out.matchAll(/^account (\S+) (\S+)$/gm)) {
            host.tokens[who] = token;
        }
        host.url = /^listening on (\S+)$/m.exec(out)?.[1];
        assert.ok(host.url, `it does not listen: ${out}${host.log}`);
        return host;
    }

    async stop() {
        this.child.kill('SIGTERM');
        return (await this.ended)[0];
    }

    // Everything as plain values: {status, headers, body}.
    async ask(method, path, { body, raw, headers = {}, as, code, ifMatch, key, redirect } = {}) {
        const all = { ...headers };
        if (as) all.Authorization = `Bearer ${this.tokens[as]}`;
        if (code) all['Lookup-Code'] = code;
        if (ifMatch) all['If-Match'] = ifMatch;
        if (key) all['Idempotency-Key'] = key;
        if (body !== undefined) all['Content-Type'] ??= 'application/json';
        const got = await fetch(this.url + path, {
            method, redirect, headers: all, body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
        });
        const text = await got.text();
        const json = got.headers.get('content-type')?.includes('json') && text !== '';
        return { status: got.status, headers: got.headers, text, body: json ? JSON.parse(text) : undefined };
    }

    async submit(more = {}, key = newKey()) {
        const got = await this.ask('POST', '/api/v1/applications', { body: { ...lamp, ...more }, key });
        assert.equal(got.status, 201, got.text);
        return got.body;
    }

    // Staff look before they act: the version they saw goes with it. The outcome of a letter may come
    // in between, and is a version too: then they look again.
    async act(number, act, as, body = {}) {
        for (let i = 0; ; ++i) {
            const seen = await this.ask('GET', `/api/v1/applications/${number}`, { as });
            const got = await this.ask('POST', `/api/v1/applications/${number}/${act}`,
                { as, body, ifMatch: seen.headers.get('etag') });
            if (got.status !== 412 || i === 20) return got;
        }
    }

    async until(number, as, status) {
        for (const end = Date.now() + patience; Date.now() < end;) {
            const got = await this.ask('GET', `/api/v1/applications/${number}`, { as });
            if (got.body.status === status) return got.body;
            await new Promise(done => setTimeout(done, 20));
        }
        assert.fail(`never ${status}`);
    }
}

export const lamp = {
    province: 34, category: 'lighting', district: 'Kadıköy', subject: 'Sokak lambası yanmıyor',
    text: 'Bir haftadır karanlık.',
    applicant: { identity: '10000000146', full_name: 'Deneme Kişi', mobile: '0532 123 45 67' },
};
let keys = 0;
export const newKey = () => `"test-${process.pid}-${String(++keys).padStart(16, '0')}"`;
export const officer = 'officer:34/ayse';
export const unit = 'unit:24301265/mehmet';
export const other_unit = 'unit:16708716/ali';

export function isProblem(got, status, code) {
    assert.equal(got.status, status, got.text);
    assert.equal(got.headers.get('content-type'), 'application/problem+json');
    assert.equal(got.body.status, status);
    assert.equal(got.body.code, code);
    assert.equal(got.body.type, 'about:blank');
    assert.ok(got.body.title && got.body.detail);
}

// Whatever happens, no host is left behind.
const running = new Set();
process.on('exit', () => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

// No limits that a test would meet.
export const generous = {
    limits: {
        burst: 1e6, per_second: 1e6, all_burst: 1e6, all_per_second: 1e6,
        person_per_day: 1e6, phone_per_day: 1e6, address_per_hour: 1e6,
    },
};

let passed = 0;
let failed = 0;

export async function must(what, test) {
    try {
        await test();
        ++passed;
    } catch (error) {
        console.error(`FAILED: ${what}\n${error.stack}`);
        ++failed;
        process.exitCode = 1;
    }
}

// The last line of a test.
export function count() {
    console.log(`${passed} passed, ${failed} failed`);
}
