// A host that writes e-mail and sends no short messages, before a mail server of others:
//   node ../peers/smtp.mjs -- node by_mail.mjs PROGRAM
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Host, count, folder, generous, lamp, must, officer, patience } from './host.mjs';
import { session } from './sessions.mjs';

const host = await Host.start({
    ...generous,
    adapters: {
        office: 'Deneme Valiliği', site: 'basvuru.example',
        courtesy: { quiet_from_hour: 0, quiet_to_hour: 0 },  // It is tried at night, too.
        e_mail: {
            host: '127.0.0.1', port: Number(process.env.PLAIN_PORT), security: 'none', from: 'basvuru@valilik.example',
        },
    },
});

async function until(what, holds) {
    for (const end = Date.now() + patience; Date.now() < end;) {
        const found = await holds();
        if (found) return found;
        await new Promise(done => setTimeout(done, 20));
    }
    assert.fail(`never: ${what}`);
}

const arrived = async () => (await fetch(`http://127.0.0.1:${process.env.HTTP_PORT}/`)).json();
// What became of the first letter, and by which means, as who works there reads it.
const notice = number => until('the notice', async () => {
    const { cookie } = session({ staff: officer });
    const { text } = await host.ask('GET', `/en/staff/applications/${number}`, { headers: { Cookie: cookie } });
    const [, how, means] = /<li>.*? <strong class="govuk-tag [^>]*>(\w+)<\/strong><br><span[^>]*><bdi>([^<]*)/.exec(text) ?? [];
    return how && `${how} ${means}`;
});

await must('an applicant with an address is written to, and nothing is written to a file instead', async () => {
    const { number } = await host.submit({ applicant: { ...lamp.applicant, e_mail: 'ayse@il.example' } });
    const letter = await until('the letter', async () => (await arrived()).find(one => one.to[0] === 'ayse@il.example'));
    assert.ok(letter.text.includes(number), letter.text);
    assert.match(await notice(number), /^sent e-mail/);
    assert.ok(!existsSync(join(folder, 'store.sms.jsonl')));
});

await must('one who has a phone alone is not said to have been told', async () => {
    const { number } = await host.submit();
    assert.match(await notice(number), /^rejected e-mail/);
});

await must('no code is promised where none can be sent', async () => {
    const page = await host.ask('GET', '/log-in/code?next=/en/follow');
    assert.equal(page.status, 501);
    assert.match(page.text, /does not send text messages/);
    assert.match(page.text, /href="\/en\/follow"/);
    assert.doesNotMatch(page.text, /name="mobile"/);
    const { status } = await host.ask('POST', '/log-in/code', {
        raw: 'number=34-2026-000000001-7&mobile=05321234567',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    assert.equal(status, 501);
});

assert.equal(await host.stop(), 0);
count();
