// docs/security.md against the list of ASVS: node asvs.mjs ROOT
// Each requirement of levels 1 and 2 is answered once and in its order; what an answer names is there; what is missing
// is told at the top; the counts are right.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = process.argv[2];
const read = name => readFileSync(join(root, name), 'utf8');
const page = read('docs/security.md');
const wanted = read('tests/house/asvs_5.0.0.txt').trim().split('\n').map(line => line.split(' ')[0]);
const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| ([^|]+) \| \*\*([^|]+)\*\* \| ([^|]+) \|$/gm)]
    .map(([, number, about, answer, why]) => ({ number, about, answer, why }));

// A word of code that is a test or a file, and where it must be; nothing for any other word.
function placeOf(word) {
    const [kind, ...parts] = word.split('.');
    if (/^(unit|host|peers|fuzz|house)(\.[a-z0-9_]+)+$/.test(word)) {
        return {
            unit: `tests/unit/${parts.join('/')}.cpp`,
            host: `tests/host/${parts[0]}.mjs`,
            peers: `tests/peers/${parts[0]}.cpp`,
            fuzz: `tests/fuzz/corpus/${parts[0]}`,
            house: `tests/house/${parts[0]}.mjs`,
        }[kind];
    }
    return /^(docs|examples|src|include|tests)\/|^CMakePresets\.json$/.test(word) ? word : undefined;
}

const codeIn = text => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word);
const sections = text => [...text.matchAll(/«([^»]+)»/g)].map(([, name]) => name);
const isSection = name => page.includes(`\n## ${name}\n`) || page.includes(`\n**${name}.**`);

assert.deepEqual(rows.map(one => one.number), wanted);
for (const { number, answer, why } of rows) {
    assert.match(answer, /^(yes|operator|n\/a|no)$/, number);
    const places = codeIn(why).map(placeOf).filter(place => place !== undefined);
    for (const place of places) assert.ok(existsSync(join(root, place)), `${number}: no ${place}`);
    for (const name of sections(why)) assert.ok(isSection(name), `${number}: no section ${name}`);
    if (answer === 'yes') {
        assert.ok(places.length + sections(why).length > 0, `${number}: by what is it shown?`);
    }
}

const missing = page.slice(page.indexOf('## What is missing'), page.indexOf('## How to report'));
const told = [...missing.matchAll(/^\d+\. \*\*([\d.]+)\*\*/gm)].map(([, number]) => number);
assert.deepEqual(told.sort(), rows.filter(one => one.answer === 'no').map(one => one.number).sort());

const count = answer => rows.filter(one => one.answer === answer).length;
const counts = `${count('yes')} yes, ${count('operator')} operator, ${count('n/a')} n/a, ${count('no')} no.`;
assert.ok(page.includes(`\n${counts}\n`), `the counts are: ${counts}`);
console.log(counts);
