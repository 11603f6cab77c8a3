// Checks proofs of a journal from docs/proofs.md alone, with nothing but Node's own library: whoever
// does not believe us can read all of it. Shares no code with what makes the proofs. Pure: files are read
// by verify.mjs beside it.
import { createHash, createPublicKey, verify } from 'node:crypto';

export class Wrong extends Error {}

function check(truth, what) {
    if (!truth) {
        throw new Wrong(what);
    }
}

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const hashLeaf = (record) => sha256(Buffer.of(0), record);
const hashNode = (left, right) => sha256(Buffer.of(1), left, right);

// Every text is UTF-8: what is not would be read as something else than was signed.
function textOf(bytes) {
    const text = bytes.toString('utf8');
    check(Buffer.from(text).equals(bytes), 'not a text');
    return text;
}

function fromBase64(text) {
    const bytes = Buffer.from(text, 'base64');
    check(bytes.toString('base64') === text, 'base 64 in another spelling');
    return bytes;
}

function parseHash(text) {
    const bytes = fromBase64(text);
    check(bytes.length === 32, 'a hash has 32 bytes');
    return bytes;
}

// Indexes and sizes go up to 2^64.
function parseNumber(text) {
    check(/^(0|[1-9][0-9]*)$/.test(text), `not a number: ${text}`);
    const value = BigInt(text);
    check(value < 2n ** 64n, 'a number is too large');
    return value;
}

// --- The tree -------------------------------------------------------------------------------------

function checkInclusion(tree, index, leaf, path) {
    check(index < tree.size, 'the index lies behind the tree');
    let f = index;
    let s = tree.size - 1n;
    let r = leaf;
    for (const p of path) {
        check(s !== 0n, 'the proof is too long');
        if (f % 2n === 1n || f === s) {
            r = hashNode(p, r);
            while (f % 2n === 0n && f !== 0n) {
                f /= 2n;
                s /= 2n;
            }
        } else {
            r = hashNode(r, p);
        }
        f /= 2n;
        s /= 2n;
    }
    check(s === 0n, 'the proof is too short');
    check(r.equals(tree.root), 'the proof leads to another root');
}

function checkConsistency(older, newer, hashes) {
    const m = older.size;
    const n = newer.size;
    check(m <= n, 'the newer tree is the smaller one');
    if (m === 0n || m === n) {
        check(hashes.length === 0, 'there is nothing to be proved');
        check(m !== n || older.root.equals(newer.root), 'two roots of one size');
        check(m !== 0n || older.root.equals(sha256()), 'an empty tree has another root');
        return;
    }
    const list = (m & (m - 1n)) === 0n ? [older.root, ...hashes] : [...hashes];
    check(list.length > 0 && hashes.length > 0, 'the proof is empty');
    let f = m - 1n;
    let s = n - 1n;
    while (f % 2n === 1n) {
        f /= 2n;
        s /= 2n;
    }
    let a = list[0];
    let b = list[0];
    for (const p of list.slice(1)) {
        check(s !== 0n, 'the proof is too long');
        if (f % 2n === 1n || f === s) {
            a = hashNode(p, a);
            b = hashNode(p, b);
            while (f % 2n === 0n && f !== 0n) {
                f /= 2n;
                s /= 2n;
            }
        } else {
            b = hashNode(b, p);
        }
        f /= 2n;
        s /= 2n;
    }
    check(s === 0n, 'the proof is too short');
    check(a.equals(older.root), 'the proof leads to another older root');
    check(b.equals(newer.root), 'the proof leads to another newer root');
}

// --- Notes and keys -------------------------------------------------------------------------------

export function parseKey(text) {
    const [, name, id, rest] = /^([\x21-\x2a\x2c-\x7e]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim()) ?? [];
    check(rest !== undefined, 'not a public key');
    const bytes = fromBase64(rest);
    check(bytes.length === 33 && (bytes[0] === 1 || bytes[0] === 4), 'not an Ed25519 key of a log or witness');
    const expected = sha256(name, '\n', bytes).subarray(0, 4);
    check(expected.toString('hex') === id, 'the id is not that of the key');
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') };
    return { name, id: expected, type: bytes[0], key: createPublicKey({ key: jwk, format: 'jwk' }) };
}

function parseNote(bytes) {
    check(bytes.length <= 65536, 'a note is too long');
    const whole = textOf(bytes);
    check(!/[\x00-\x09\x0b-\x1f\x7f]/.test(whole), 'a note is not a text');
    const gap = whole.lastIndexOf('\n\n');
    check(gap >= 0 && whole.endsWith('\n'), 'not a note');
    const lines = whole.slice(gap + 2).split('\n').slice(0, -1);
    check(lines.length >= 1 && lines.length <= 64, 'a note without signatures, or with too many');
    const signatures = lines.map((line) => {
        const [, name, base64] = /^\u2014 ([\x21-\x2a\x2c-\x7e]+) (\S+)$/.exec(line) ?? [];
        check(base64 !== undefined, 'not a signature line');
        const raw = fromBase64(base64);
        check(raw.length > 4, 'a signature is too short');
        return { name, id: raw.subarray(0, 4), bytes: raw.subarray(4) };
    });
    return { text: whole.slice(0, gap + 1), signatures };
}

function checkNote(note, key) {
    const mine = note.signatures.filter((one) => one.name === key.name && one.id.equals(key.id));
    check(mine.length > 0, `not signed by ${key.name}`);
    for (const { bytes } of mine) {
        let text = note.text;
        let signature = bytes;
        if (key.type === 4) {
            check(bytes.length === 72, 'a cosignature has another length');
            text = `cosignature/v1\ntime ${bytes.readBigUInt64BE(0)}\n${text}`;
            signature = bytes.subarray(8);
        }
        check(verify(null, Buffer.from(text), key.key, signature), `the signature of ${key.name} does not fit`);
    }
}

function openCheckpoint(bytes, key) {
    const note = parseNote(bytes);
    checkNote(note, key);
    const [origin, size, root, ...more] = note.text.split('\n').slice(0, -1);
    check(origin && size !== undefined && root !== undefined, 'not a checkpoint');
    check(more.every((line) => line !== ''), 'not a checkpoint');
    check(key.type !== 1 || origin === key.name, 'a checkpoint of another journal');
    return { origin, size: parseNumber(size), root: parseHash(root) };
}

// The tree that a journal has signed for. A witness cosigns many: by its key alone a proof would be one of
// any of them.
function openTree(bytes, key) {
    check(key.type === 1, 'not the key of a journal');
    return openCheckpoint(bytes, key);
}

// --- Files ----------------------------------------------------------------------------------------

function checkProof(bytes, record, key) {
    const whole = textOf(bytes);
    const gap = whole.indexOf('\n\n');
    check(gap >= 0, 'not a proof');
    const lines = whole.slice(0, gap).split('\n');
    check(lines.shift() === 'c2sp.org/tlog-proof@v1', 'not a proof');
    if (lines[0]?.startsWith('extra ')) {
        lines.shift();
    }
    const [, index] = /^index (.+)$/.exec(lines.shift() ?? '') ?? [];
    check(index !== undefined, 'a proof without an index');
    const tree = openTree(Buffer.from(whole.slice(gap + 2)), key);
    checkInclusion(tree, parseNumber(index), hashLeaf(record), lines.map(parseHash));
    return `record ${index} of ${tree.size}`;
}

// The beginning of a record, as docs/journal_format.md has it.
export function beginOf(record) {
    let at = 1;
    const number = () => {
        let value = 0n;
        for (let shift = 0n; ; shift += 7n) {
            check(at < record.length && shift < 64n, 'a record ends too early');
            const byte = record[at++];
            value |= BigInt(byte & 0x7f) << shift;
            if (byte < 0x80) {
                check(byte !== 0 || shift === 0n, 'a number with needless bytes');
                check(value < 2n ** 64n, 'a number is too large');
                return value;
            }
        }
    };
    check(record[0] === 1 || record[0] === 2, 'a record of another format');
    const flags = number();
    check(flags < 4096n, 'a record with flags that nobody knows');
    // A refusal, an erasure, words: what it is decides whether it counts.
    const kinds = [1n, 512n, 2048n].filter((one) => (flags & one) !== 0n);
    check(kinds.length <= 1, 'a record of two kinds');
    const stream = number();
    return { refused: kinds[0] === 1n, stream, version: number() };
}

export function parseBundle(text) {
    const parts = text.split('\n\n');
    const head = parts.shift().split('\n');
    check(head.length === 2 && head[0] === 'acikkapi-bundle/1' && head[1].startsWith('number '), 'not a bundle');
    const records = [];
    while (parts[0]?.startsWith('index ')) {
        const [first, second, ...path] = parts.shift().split('\n');
        check(second?.startsWith('record '), 'half a record');
        records.push({ index: first.slice(6), record: second.slice(7), path });
    }
    return { number: head[1].slice(7), records, checkpoint: parts.join('\n\n') };
}

function checkBundle(bytes, key) {
    const bundle = parseBundle(textOf(bytes));
    const tree = openTree(Buffer.from(bundle.checkpoint), key);
    let last = -1n;
    let version = 0n;
    let stream;
    for (const one of bundle.records) {
        const index = parseNumber(one.index);
        check(index > last, 'the records are not in the order of the journal');
        last = index;
        const record = fromBase64(one.record);
        checkInclusion(tree, index, hashLeaf(record), one.path.map(parseHash));
        const begin = beginOf(record);
        check(begin.stream !== 0n, 'a registration that was refused is of no application');
        stream ??= begin.stream;
        check(begin.stream === stream, 'records of two applications');
        version += begin.refused ? 0n : 1n;
        check(version > 0n, 'the first record says not what began');
        check(begin.version === version, 'a fact is missing');
    }
    check(version > 0n, 'a bundle without facts');
    return `${bundle.records.length} records of one application, of ${tree.size} in the journal`;
}

// That a journal has only grown since an older checkpoint; a restored one since those of the original.
function checkGrowth(olderBytes, bytes, key, sinceKey) {
    const older = openTree(olderBytes, sinceKey);
    const whole = textOf(bytes);
    const gap = whole.indexOf('\n\n');
    check(gap >= 0, 'not a proof');
    const [first, ...path] = whole.slice(0, gap).split('\n');
    check(first === `old ${older.size}`, 'a proof from another size');
    const newer = openTree(Buffer.from(whole.slice(gap + 2)), key);
    checkConsistency(older, newer, path.map(parseHash));
    return `${newer.size} records begin with the ${older.size} of before`;
}

// That a witness has cosigned what the file is judged by, and when: nobody in the register's house can set that
// back. @return In seconds since 1970.
export function cosignedAt(file, witness) {
    const whole = textOf(file);
    const begin = [whole, ...[...whole.matchAll(/\n\n/g)].map((gap) => whole.slice(gap.index + 2))];
    for (const rest of begin) {
        try {
            const note = parseNote(Buffer.from(rest));
            checkNote(note, witness);
            const mine = note.signatures.find((one) => one.name === witness.name && one.id.equals(witness.id));
            return mine.bytes.readBigUInt64BE(0);
        } catch (error) {
            if (!(error instanceof Wrong)) {
                throw error;
            }
        }
    }
    throw new Wrong(`not cosigned by ${witness.name}`);
}

const checks = {
    checkpoint([note], key) {
        const { origin, size } = openCheckpoint(note, key);
        return `${size} records of ${origin}`;
    },
    proof: ([proof, record], key) => checkProof(proof, record, key),
    growth: ([older, proof], key, sinceKey) => checkGrowth(older, proof, key, sinceKey),
    bundle: ([bundle], key) => checkBundle(bundle, key),
};

// Judges files of the wanted kind by a key that was parsed; `sinceKey` is that of the older checkpoint. Each of the
// witnesses must have cosigned.
// @return { holds, why }
export function judge(command, files, key, sinceKey = key, witnesses = []) {
    try {
        const why = checks[command](files, key, sinceKey);
        const judged = command === 'growth' ? files[1] : files[0];
        const seen = witnesses.map((one) => {
            check(one.type === 4, 'not the key of a witness');
            const when = new Date(Number(cosignedAt(judged, one)) * 1000);
            return `; cosigned by ${one.name} at ${when.toISOString()}`;
        });
        return { holds: true, why: why + seen.join('') };
    } catch (error) {
        if (!(error instanceof Wrong)) {
            throw error;
        }
        return { holds: false, why: error.message };
    }
}
