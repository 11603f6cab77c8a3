// Applications in the states that judges and tables look at: each is made by those who would.
import assert from 'node:assert/strict';
import { officer, unit } from './host.mjs';

export const unit_place = '24301265';

// What somebody wrote, and who he is: nobody else reads it, unless he may.
export const personal = ['Bir haftadır karanlık', 'Deneme Kişi', '10000000146'];

// An identity number that is well formed, and nobody else's here: two check digits behind nine.
let identities = 0;
export function another_identity() {
    const digits = [...String(200_000_000 + ++identities)].map(Number);
    const sum = which => digits.filter((_, i) => which(i)).reduce((a, b) => a + b, 0);
    digits.push((((sum(i => i % 2 === 0) * 7 - sum(i => i % 2 === 1)) % 10) + 10) % 10);
    digits.push(sum(() => true) % 10);
    return digits.join('');
}

async function acted(host, number, act, as, body) {
    const got = await host.act(number, act, as, body);
    assert.equal(got.status, 200, `${act}: ${got.text}`);
}

const answer = { decision: 'granted', text: 'Yapıldı.', signed_by: 'Müdür' };
const steps = {
    submitted: async () => {},
    routed: (host, { number }) =>
        acted(host, number, 'route', officer, { unit: unit_place, unit_name: 'Yol ve Altyapı Müdürlüğü' }),
    asked: async (host, one) => {
        await steps.routed(host, one);
        await acted(host, one.number, 'ask', unit, { question: 'Hangi sokak?' });
    },
    answered: async (host, one) => {
        await steps.routed(host, one);
        await acted(host, one.number, 'answer', unit, answer);
    },
    notified: async (host, one) => {
        await steps.answered(host, one);
        await host.until(one.number, officer, 'notified');
    },
};

// @return {number, code}
export async function application(host, state = 'submitted', more = {}) {
    const given = await host.submit(more);
    const one = { number: given.number, code: given.lookup_code };
    await steps[state](host, one);
    return one;
}
