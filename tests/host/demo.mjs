// What `./dev demo` starts: node demo.mjs PROGRAM. What it prints is read, followed and tried, and Ctrl-C ends it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Browser } from './browser.mjs';
import { count, folder, must, program } from './host.mjs';
import { Demo, enter, follow } from './running_demo.mjs';

const demo = await Demo.start(dirname(program));
const browser = await Browser.start();
process.on('exit', () => browser.all.close());
const main = page => page.innerText('main');

await must('the pages it names are there', async () => {
    const links = [...demo.printed.matchAll(/https?:\/\/\S+/g)].map(([link]) => link);
    assert.ok(links.length >= 8, demo.printed);
    for (const link of links.filter(one => !one.endsWith('/metrics'))) assert.equal((await fetch(link)).status, 200, link);
    const Authorization = demo.of(/"Authorization: (Bearer \S+)"/);
    const metrics = await fetch(`${demo.url}/metrics`, { headers: { Authorization } });
    assert.match(await metrics.text(), /^http_requests_total/m);
});

await must('its citizen finds what he was asked', async () => {
    const page = await browser.person({});
    await page.goto(demo.of(/^citizens +(\S+)/m));
    assert.match(await page.innerText('h1'), /\S/);
    await follow(page, demo);
    assert.match(await main(page), /Tam olarak nerede\?/);
    assert.ok(await page.locator('main a[href$="/reply"]').count() > 0);
    await page.context().close();
});

await must('its officer has work of today, late work, and registers an application', async () => {
    const page = await browser.person({ width: 'desktop' });
    await enter(page, demo, 'officer:', '/tr/staff');
    const tabs = await page.locator('.ak-tabs a').evaluateAll(all => all.map(
        one => [new URL(one.href).searchParams.get('list'), parseInt(one.querySelector('.ak-tabs__count').innerText)]));
    const counts = Object.fromEntries(tabs);
    for (const list of ['submitted', 'returned', 'objected']) assert.ok(counts[list] > 0, list);
    assert.ok(counts.due > 400, `${counts.due} are open`);
    await page.goto(`${demo.url}/tr/staff?list=due`);
    assert.match(await main(page), /gün gecikti/);

    const token = demo.of(/^ +officer:\S+ +(\S+)/m);
    const got = await fetch(`${demo.url}/api/v1/applications`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': '"demo-test-0000000001"' },
        body: JSON.stringify({ province: 34, category: 'Trees', subject: 'Ağaç', text: 'Ağaç devrilmiş.', anonymous: true }),
    });
    const given = await got.json();
    assert.equal(got.status, 201, JSON.stringify(given));
    await page.goto(`${demo.url}/tr/staff/applications/${given.number}`);
    assert.match(await main(page), /Ağaç devrilmiş\./);
    await page.context().close();
});

await must('its unit has work', async () => {
    const page = await browser.person({ width: 'desktop' });
    await enter(page, demo, 'unit:', '/tr/staff');
    assert.ok(await page.locator('main td a').count() > 10);
    await page.context().close();
});

await must('Ctrl-C ends it, and nothing is left', async () => {
    const of_demo = dirname(demo.of(/the log in (\S+)/));
    assert.ok(existsSync(of_demo));
    demo.child.kill('SIGINT');
    assert.deepEqual(await demo.ended, [0, null], demo.errors);
    assert.ok(!existsSync(of_demo));
});

await must('and so it does while it begins', async () => {
    const early = new Demo(dirname(program));
    await once(early.child.stderr, 'data');
    early.child.kill('SIGINT');
    const [code] = await early.ended;
    assert.notEqual(code, 0);
    assert.equal(early.printed, '');
});

// A host that closes its output first, and says only then what is wrong.
await must('what the host says last is heard, too', async () => {
    for (const [name, text] of [['import', ''], ['host', 'exec >&-; sleep 0.5; echo "the disk is gone" >&2; exit 3']]) {
        writeFileSync(join(folder, `acikkapi-${name}`), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    }
    const wrong = new Demo(folder);
    assert.deepEqual(await wrong.ended, [3, null]);
    assert.match(wrong.errors, /^the disk is gone$/m);
});

await must('where the host does not start, its own words say why', async () => {
    const wrong = new Demo(dirname(program), ['--listen', 'nowhere']);
    assert.deepEqual(await wrong.ended, [2, null]);
    assert.match(wrong.errors, /^acikkapi-host: nowhere: not ADDRESS:PORT$/m);
    assert.equal(wrong.printed, '');
});

await browser.stop();
count();
process.exit();
