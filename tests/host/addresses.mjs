// What stands in an address, up to where it is too long: node addresses.mjs PROGRAM
import assert from 'node:assert/strict';
import { Host, count, generous, isProblem, must, officer } from './host.mjs';
import { session } from './sessions.mjs';

const host = await Host.start(generous);
const next_of = got => new URL(got.headers.get('location'), host.url).searchParams.get('next');

await must('who has to log in comes back to what he asked for, and where that is too long to its page', async () => {
    const page = '/tr/staff/governor/cases';
    const query = size => `?what=late&x=${'y'.repeat(size - page.length - '?what=late&x='.length)}`;
    for (const [size, next] of [[100, page + query(100)], [512, page + query(512)], [513, page], [4000, page]]) {
        const got = await host.ask('GET', page + query(size), { redirect: 'manual' });
        assert.equal(got.status, 303, `${size}`);
        assert.equal(next_of(got), next, `${size}`);
    }
});

await must('an address that fills the header is refused, and the host goes on', async () => {
    const { cookie } = session({ staff: officer });
    const ask = size => host.ask('GET', `/tr/staff?list=mine&x=${'y'.repeat(size)}`, { headers: { Cookie: cookie } });
    assert.equal((await ask(2_000)).status, 200);
    isProblem(await ask(70_000), 431, 'header_too_large');
    assert.equal((await ask(10)).status, 200);
});

await must('what is typed into a query is shown as it is, and cut where nobody types so much', async () => {
    const got = await host.ask('GET', `/tr/follow?number=${'9'.repeat(3000)}`);
    assert.equal(got.status, 200);
    assert.match(got.text, /value="9{40}"/);
});

assert.equal(await host.stop(), 0);
count();
