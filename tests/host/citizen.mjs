// What people do on the pages, for their tests: applying, following, logging in; and files to send along.
import assert from 'node:assert/strict';
import { go } from './browser.mjs';

export { go };

// All questions but the last page.
export async function fill(page, host, { speaks = 'tr', mobile = '0532 123 45 67', text = 'Bir haftadır karanlık.' } = {}) {
    await page.goto(`${host.url}/${speaks}/apply`);
    await page.check('input[value=self]');
    await go(page);
    await page.fill('#full_name', 'Deneme Kişi');
    await page.fill('#identity', '99000000110');
    await go(page);
    await page.fill('#mobile', mobile);
    await page.fill('#e_mail', 'deneme@example.org');
    await page.fill('#address', 'Örnek Mahallesi 1');
    await go(page);
    await page.check('input[value=lighting]');
    await go(page);
    await page.selectOption('#district', 'Kadıköy');
    await go(page);
    await page.fill('#subject', 'Sokak lambası yanmıyor');
    await page.fill('#text', text);
    await go(page);
    assert.match(page.url(), /\/apply\/check$/);
}

// @return {number, code} of the receipt that is shown.
export async function receipt(page) {
    const number = await page.innerText('.govuk-panel .ak-number');
    const code = await page.innerText('.govuk-summary-list .ak-number');
    assert.match(number, /^34-\d{4}-\d{9}-\d$/);
    return { number, code };
}

export async function follow(page, host, { number, code }, speaks = 'tr') {
    await page.goto(`${host.url}/${speaks}/follow?number=${number}`);
    await page.fill('#code', code);
    await go(page);
}

// Somebody who works here.
export async function enter(browser, host, as, path = '/staff', way = {}) {
    const page = await browser.person({ width: 'desktop', ...way });
    page.way = way;
    await page.goto(`${host.url}/tr${path}`);
    await page.check(`input[value="${as}"]`);
    await go(page);
    assert.equal(page.url(), `${host.url}/tr${path}`);
    return page;
}

// A photo of noise, which no format makes small, as a camera writes it: with where it was taken.
export async function photo(page, width, height) {
    const drawn = await page.evaluate(async ([w, h]) => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [w, h];
        const pixels = new ImageData(w, h);
        let seed = 1;
        for (let i = 0; i < pixels.data.length; ++i) {
            seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
            pixels.data[i] = i % 4 === 3 ? 255 : seed >> 16;
        }
        canvas.getContext('2d').putImageData(pixels, 0, 0);
        const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', 0.9));
        const bytes = new Uint8Array(await blob.arrayBuffer());
        let text = '';
        for (let i = 0; i < bytes.length; i += 10_000) text += String.fromCharCode(...bytes.subarray(i, i + 10_000));
        return btoa(text);
    }, [width, height]);
    const bytes = Buffer.from(drawn, 'base64');
    return Buffer.concat([bytes.subarray(0, 2), gps, bytes.subarray(2)]);
}

const tiff = Buffer.from('4d4d002a00000008' + '0001' + '8825000400000001' + '0000001a' + '00000000', 'hex');
const place = Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from('GPS 41.0082N 28.9784E')]);
const gps = Buffer.concat([Buffer.from([0xff, 0xe1, 0, place.length + 2]), place]);

export const document = Buffer.from('%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n');
