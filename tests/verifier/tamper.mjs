// Lets the verifier judge what verifier_samples has made, and the same after a thousand changes.
//
//   node tamper.mjs DIRECTORY [CHANGES]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginOf, judge, parseBundle, parseKey } from './proofs.mjs';

const [directory, changes = '1000'] = process.argv.slice(2);
const read = (name) => readFileSync(join(directory, name));
const key = read('log.pub').toString();
const log = parseKey(key);
const cases = [
    ['checkpoint', 'newer.note'],
    ['proof', 'one.tlog-proof', 'one.record'],
    ['growth', 'older.note', 'newer.growth'],
    ['bundle', 'two.bundle'],
];
// What the restored journal says of itself, to who has a checkpoint of the original.
const restored = ['growth', join(directory, 'older.note'), join(directory, 'restored.growth'),
    '--key', join(directory, 'restored.pub')];

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
const goesOn = run(...restored, '--since-key', join(directory, 'log.pub'));
expect(goesOn.status === 0, `growth over a restore: ${goesOn.stdout}${goesOn.stderr}`);
expect(run(...restored).status === 1, 'an older checkpoint that this key did not sign');
expect(run(...restored.slice(0, 3), '--key', key.trim(), '--since-key', key.trim()).status === 1,
    'a newer checkpoint that this key did not sign');
const two = join(directory, 'two.bundle');
for (const wrong of [['bundle'], ['bundle', two], ['bundle', two, '--key'], ['bundle', two, '--key', 'nonsense'],
    ['bundle', two, '--key', key.trim(), '--since-key', key.trim()], ['nothing', two, '--key', key.trim()]]) {
    expect(run(...wrong).status === 2, `wrong usage is told from a wrong proof: ${wrong}`);
}
expect(run('bundle', join(outside, 'none'), '--key', key.trim()).status === 3, 'a missing file is told from a wrong proof');
rmSync(outside, { recursive: true });

// A record that the journal holds and that nobody can read is none of an application.
const beginning = (...bytes) => {
    try {
        return beginOf(Buffer.from(bytes));
    } catch (error) {
        return error.message;
    }
};
const ninth = Array(9).fill(0xff);
expect(beginning(1, 0, ...ninth, 1, 5).stream === 2n ** 64n - 1n, 'the largest stream is read');
for (const [bytes, why] of [
    [[1, 0, ...ninth, 2, 5], 'a number is too large'],
    [[1, 0, ...ninth, 0x81, 0], 'a record ends too early'],
    [[1, 0, 0x81, 0, 5], 'a number with needless bytes'],
    [[1, 0, 7], 'a record ends too early'],
    [[3, 0, 7, 5], 'a record of another format'],
    [[1, 0x80, 0x20, 7, 5], 'a record with flags that nobody knows'],
    [[1, 0x81, 0x04, 7, 5], 'a record of two kinds'],
    [[1, 0x80, 0x14, 7, 5], 'a record of two kinds'],
]) {
    expect(beginning(...bytes) === why, `${why}: ${bytes}`);
}

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
const nobodies = ['nobody', 'nobody_else'].map((name) => {
    const [, index, ...path] = read(`${name}.tlog-proof`).toString().split('\n\n')[0].split('\n');
    return { index: index.slice(6), record: read(`${name}.record`).toString('base64'), path };
});
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
    // Registrations of strangers, refused: all are of stream 0, and repeat version 0.
    refusalsOnly(one) {
        const from = chance(2);
        one.records = nobodies.slice(from, from + 1 + chance(2));
    },
    refusalFirst(one) {
        one.records = [...one.records, nobodies[chance(2)]];
        one.records.sort((a, b) => Number(a.index) - Number(b.index));
    },
};

let found = 0;
const names = Object.keys(tamperings);
for (let i = 0; i < Number(changes); ++i) {
    const name = names[i % names.length];
    const changed = copy();
    tamperings[name](changed);
    const verdict = judge('bundle', [Buffer.from(write(changed))], log);
    expect(!verdict.holds, `${name}, change ${i}: not noticed`);
    found += verdict.holds ? 0 : 1;
}

// Bytes that are no text would be read as the character that stands for them.
const damaged = Buffer.from(write({ ...copy(), checkpoint: `${bundle.checkpoint}\n` }));
damaged[damaged.length - 1] = 0xff;
expect(judge('bundle', [damaged], log).why === 'not a text', 'bytes that are no text are refused');
// A witness cosigns journals of many: its key does not say of which one a record is.
expect(judge('bundle', [read('two.bundle')], { ...log, type: 4 }).why === 'not the key of a journal',
    'a proof is judged by a journal\'s key alone');
console.log(`${found} of ${changes} changes noticed`);
process.exitCode = failed === 0 ? 0 : 1;
