// The independent verifier as a program; what it checks, and how, stands in proofs.mjs.
//
//   node verify.mjs checkpoint NOTE --key KEY
//   node verify.mjs proof FILE RECORD --key KEY
//   node verify.mjs growth OLDER FILE --key KEY [--since-key KEY]
//   node verify.mjs bundle FILE --key KEY
//
// Each may have --witness KEY, also several times: who must have cosigned.
// KEY is a public key, or a file that holds one: a journal's, for a checkpoint also a witness's. OLDER is an
// older checkpoint; if it is of the journal that a restored one goes on from, --since-key is its key.
// Exit code 0: it holds; 1: it does not; 2: wrong usage; 3: a file cannot be read.
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { judge, parseKey, Wrong } from './proofs.mjs';

const usage = 'usage: verify.mjs checkpoint|proof|growth|bundle FILE… --key KEY [--since-key KEY] [--witness KEY]…';
const wanted = { checkpoint: 1, proof: 2, growth: 2, bundle: 1 };

function parse(args) {
    const text = { type: 'string' };
    const options = { key: text, 'since-key': text, witness: { type: 'string', multiple: true, default: [] } };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [command, ...files] = positionals;
    const since = values['since-key'];
    if (values.key === undefined || files.length !== wanted[command] || (since && command !== 'growth')) {
        throw new Wrong(usage);
    }
    const read = (key) => parseKey(existsSync(key) ? readFileSync(key, 'utf8') : key);
    const witnesses = values.witness.map(read);
    return { command, files, key: read(values.key), since: since && read(since), witnesses };
}

function main(args) {
    const how = parse(args);
    const verdict = judge(how.command, how.files.map((file) => readFileSync(file)), how.key, how.since, how.witnesses);
    console.log(`${verdict.holds ? 'holds' : 'does not hold'}: ${verdict.why}`);
    return verdict.holds ? 0 : 1;
}

try {
    process.exitCode = main(process.argv.slice(2));
} catch (error) {
    // A proof is not wrong because somebody has mistyped a key.
    const misused = error instanceof Wrong || error.code?.startsWith('ERR_PARSE_ARGS');
    if (!misused && error.code === undefined) {
        throw error;
    }
    console.error(misused ? error.message : `cannot read: ${error.message}`);
    process.exitCode = misused ? 2 : 3;
}
