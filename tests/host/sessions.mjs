// Sessions as the host seals them, made with its own key: a test is whom it likes, and holds the token of every
// form also where no page would give it one. What is then refused is refused for his rights and for nothing else.
import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './host.mjs';

const hour = 3_600_000;
const microseconds = time => BigInt(time) * 1000n;

function sealed(name, text, until) {
    const nonce = randomBytes(12);
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(microseconds(until));
    const cipher = createCipheriv('aes-256-gcm', readFileSync(join(folder, 'store.session')), nonce);
    cipher.setAAD(Buffer.from(`cookie ${name}`));
    const middle = Buffer.concat([cipher.update(time), cipher.update(text), cipher.final()]);
    return Buffer.concat([nonce, middle, cipher.getAuthTag()]).toString('base64url');
}

// A phone of an application as sessions remember it.
const mark = (number, phone) =>
    createHmac('sha256', number).update(`phone ${phone}`).digest().subarray(0, 9).toString('base64url');

// A visitor, unless he works here (`staff`) or has shown whose applications are his (`holds`), perhaps of one of them by
// its phone (`by_phone`), which is `phone`.
export function session({ staff = '', holds = [], by_phone = '', phone = '+905321234567', tls = false } = {}) {
    const secret = randomBytes(32);
    const now = Date.now();
    const text = JSON.stringify({
        staff, shown: holds.map(one => (one === by_phone ? `${one} ${mark(one, phone)}` : one)),
        ends: Number(microseconds(now + hour)), issued: Number(microseconds(now)),
        secret: secret.toString('base64url'),
    });
    const name = tls ? '__Host-session' : 'session';
    const value = sealed('session', text, now + hour);
    return {
        name, value, cookie: `${name}=${value}`,
        csrf: action => createHmac('sha256', secret).update(`form ${action}`).digest('base64url'),
    };
}
