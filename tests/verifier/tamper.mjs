// Lets the verifier judge what verifier_samples has made, and the same after a thousand changes.
//
//   node tamper.mjs DIRECTORY [CHANGES]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginOf, judge, parseBundle } from './verify.mjs';

const [directory, changes = '1000'] = process.argv.slice(2);
const read = (name) => readFileSync(join(directory, name));
const key = read('log.pub').toString();
const cases = [
    ['checkpoint', 'newer.note'],
    ['proof', 'one.tlog-proof', 'one.record'],
    ['growth', 'older.note', 'newer.growth'],
    ['bundle', 'two.bundle'],
];

let failed = 0;
function expect(truth, what) {
    if (!truth) {
        console.log(`FAILED: ${what}`);
        failed += 1;
    }
}

// As a program: what it prints, and how it ends.
const program = new URL('verify.mjs', import.meta.url).pathname;
const run = (...args) => spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
const outside = mkdtempSync(join(tmpdir(), 'verifier-'));
for (const [command, ...files] of cases) {
    const paths = files.map((name) => join(directory, name));
    const good = run(command, ...paths, '--key', join(directory, 'log.pub'));
    expect(good.status === 0 && good.stdout.startsWith('holds: '), `${command}: ${good.stdout}${good.stderr}`);
    const changed = read(files[0]);
    changed[changed.length >> 1] ^= 1;
    writeFileSync(join(outside, 'changed'), changed);
    const bad = run(command, join(outside, 'changed'), ...paths.slice(1), '--key', key.trim());
    expect(bad.status === 1 && bad.stdout.startsWith('does not hold: '), `${command}, changed: ${bad.stdout}${bad.stderr}`);
}
expect(run('bundle').status === 2, 'wrong usage is told from a wrong proof');
expect(run('bundle', join(outside, 'none'), '--key', key.trim()).status === 3, 'a missing file is told from a wrong proof');
rmSync(outside, { recursive: true });

// A fixed order of chance, so that a failure comes again (mulberry32).
let state = 20261128;
function chance(below) {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
}

const bundle = parseBundle(read('two.bundle').toString());
const older = read('older.note').toString();
const copy = () => structuredClone(bundle);
const write = (one) => [
    `acikkapi-bundle/1\nnumber ${one.number}`,
    ...one.records.map(({ index, record, path }) => [`index ${index}`, `record ${record}`, ...path].join('\n')),
    one.checkpoint].join('\n\n');
expect(write(bundle) === read('two.bundle').toString(), 'a bundle is written as it was read');
const flipBase64 = (text) => {
    const bytes = Buffer.from(text, 'base64');
    bytes[chance(bytes.length)] ^= 1 << chance(8);
    return bytes.toString('base64');
};

// What somebody could do to a register, or to a bundle of it.
const tamperings = {
    edit(one) {
        const at = one.records[chance(one.records.length)];
        at.record = flipBase64(at.record);
    },
    delete(one) {
        // The last of them may be missing: a bundle does not say that nothing follows; nor that there
        // was no refusal, which changes nothing.
        const facts = one.records.filter((at) => !beginOf(Buffer.from(at.record, 'base64')).refused);
        one.records.splice(one.records.indexOf(facts[chance(facts.length - 1)]), 1);
    },
    insert(one) {
        const at = chance(one.records.length);
        one.records.splice(at, 0, structuredClone(one.records[chance(one.records.length)]));
    },
    reorder(one) {
        const at = chance(one.records.length - 1);
        one.records.splice(at, 2, one.records[at + 1], one.records[at]);
    },
    truncate(one) {
        const { path } = one.records[chance(one.records.length)];
        path.splice(chance(path.length), 1);
    },
    fork(one) {
        const at = one.records[chance(one.records.length)];
        const place = chance(at.path.length);
        at.path[place] = flipBase64(at.path[place]);
    },
    resign(one) {
        const lines = one.checkpoint.split('\n');
        const signature = lines[4].split(' ');
        const bytes = Buffer.from(signature[2], 'base64');
        bytes[4 + chance(64)] ^= 1 << chance(8);  // Of the id another key's would be made.
        lines[4] = `${signature[0]} ${signature[1]} ${bytes.toString('base64')}`;
        one.checkpoint = lines.join('\n');
    },
    rollBack(one) {
        one.checkpoint = older;
    },
};

let found = 0;
const names = Object.keys(tamperings);
for (let i = 0; i < Number(changes); ++i) {
    const name = names[i % names.length];
    const changed = copy();
    tamperings[name](changed);
    const verdict = judge('bundle', [Buffer.from(write(changed))], key);
    expect(!verdict.holds, `${name}, change ${i}: not noticed`);
    found += verdict.holds ? 0 : 1;
}
console.log(`${found} of ${changes} changes noticed`);
process.exitCode = failed === 0 ? 0 : 1;
