// What npm brings runs with Debian 12's own Node: node node.mjs ROOT
// Each package of a lock says which Node it wants; and Debian's npm reads what the lock holds.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = process.argv[2];
const debian = '18.20.4';
// These want a later one, and were seen to run: pa11y 8 takes a puppeteer along that cannot do what our test does, and
// commander is for its command line, which we do not use.
const seen_to_run = ['pa11y 9.1.1', 'commander 14.0.3'];
const folders = ['tests/peers', 'examples/host/web'];

// Of two versions the parts that `bound` has: 20 stands for each 20.x.
function compare(version, bound) {
    const parts = version.split('.').map(Number);
    for (const [i, part] of bound.entries()) if (parts[i] !== part) return Math.sign(parts[i] - part);
    return 0;
}

// A range of versions as package.json has it.
function admits(range, version) {
    return range.split('||').some(one => [...one.matchAll(/([<>=^~]*) *v?([\d*][\d.x*]*)/g)].every(([, sign, text]) => {
        const bound = text.split('.').filter(part => /^\d+$/.test(part)).map(Number);
        const than = compare(version, bound);
        const tests = {
            '': () => than === 0, '=': () => than === 0, '>': () => than > 0, '>=': () => than >= 0,
            '<': () => than < 0, '<=': () => than <= 0,
            '^': () => than >= 0 && compare(version, bound.slice(0, 1)) === 0,
            '~': () => than >= 0 && compare(version, bound.slice(0, 2)) === 0,
        };
        assert.ok(tests[sign], range);
        return tests[sign]();
    }));
}

for (const [range, version, answer] of [
    ['>=18', debian, true], ['>= 20.16.0', debian, false], ['^16.20 || ^18.18 || >= 20.17', debian, true],
    ['20 || >=22', debian, false], ['18 || 20', debian, true], ['>=16 <=20', debian, true], ['<18.x', debian, false],
    ['6.* || >= 10.*', debian, true], ['>=22.12.0 || >=20.19.0 <21.0.0', debian, false], ['~18.19', debian, false],
    ['*', debian, true], ['^18.21', debian, false], ['>=18.20.5', debian, false],
]) {
    assert.equal(admits(range, version), answer, range);
}

const read = (...path) => JSON.parse(readFileSync(join(root, ...path)));
for (const folder of folders) {
    const { overrides = {} } = read(folder, 'package.json');
    const { packages } = read(folder, 'package-lock.json');
    for (const [path, { version, optional, engines, dependencies = {} }] of Object.entries(packages)) {
        const where = `${folder}: ${path} ${version}`;
        const known = seen_to_run.some(one => `${path} ${version}`.endsWith(`/${one}`));
        assert.ok(optional || known || admits(engines?.node ?? '*', debian), `${where} wants Node ${engines?.node}`);
        // npm 9.2 takes a tag for a range, and then says that there is no lock.
        for (const [name, wanted] of Object.entries(dependencies)) {
            assert.ok(!(name in overrides) || /\d/.test(wanted), `${where} wants «${wanted}» of ${name}, which is overridden`);
        }
    }
}
