// Pictures of the demo's pages for docs/host.md: node pictures.mjs BIN [DIRECTORY]. Not a test; `./dev pictures`.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser, go } from './browser.mjs';
import { Demo, enter, follow } from './running_demo.mjs';

const [bin, into = join(dirname(fileURLToPath(import.meta.url)), '../../docs/images/host')] = process.argv.slice(2);
mkdirSync(into, { recursive: true });
const demo = await Demo.start(bin);
const browser = await Browser.start();

// The first screen, with as few colours as a page has.
async function take(page, name) {
    const path = join(into, `${name}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    execFileSync('pngquant', ['--force', '32', '--output', path, path]);
}

// --- citizens, on a phone -------------------------------------------------------------------------

const subjects = {
    tr: ['Sokak lambası yanmıyor', 'Okulun önündeki lamba bir haftadır yanmıyor.'],
    en: ['A street lamp is out', 'The lamp in front of the school has been out for a week.'],
    ar: ['مصباح الشارع لا يعمل', 'المصباح أمام المدرسة لا يعمل منذ أسبوع.'],
};

// Each page in one language at least, each language on one page at least.
const kept = { tr: ['start', 'receipt', 'application'], en: ['matter', 'check'], ar: ['start', 'application'] };
for (const language of Object.keys(kept)) {
    const page = await browser.person({});
    page.setDefaultTimeout(15_000);
    const shot = name => kept[language].includes(name) && take(page, `citizen-${name}-${language}`);
    await page.goto(`${demo.url}/${language}`);
    await shot('start');
    await page.click('main a.govuk-button--start');
    await page.check('input[value=self]');
    await go(page);
    await page.fill('#full_name', 'Deneme Kişi');
    await page.fill('#identity', '99000000110');
    await go(page);
    await page.fill('#mobile', '0532 123 45 67');
    await page.fill('#address', 'Örnek Mahallesi 1');
    await go(page);
    await shot('matter');
    await page.check('input[value="Street Lights"]');
    await go(page);
    await page.selectOption('#district', 'Dorchester');
    await go(page);
    const [subject, text] = subjects[language];
    await page.fill('#subject', subject);
    await page.fill('#text', text);
    await go(page);
    await shot('check');
    await go(page);
    await shot('receipt');
    await follow(page, demo, language);
    await shot('application');
    await page.context().close();
}

// --- who work there, on a desk --------------------------------------------------------------------

async function somebody(role, path) {
    const page = await browser.person({ width: 'desktop' });
    page.setDefaultTimeout(15_000);
    await enter(page, demo, role, path);
    return page;
}

const officer = await somebody('officer:', '/tr/staff');
await take(officer, 'officer-inbox');
await officer.goto(`${demo.url}/tr/staff?list=due`);
await take(officer, 'officer-due');
await officer.goto(`${demo.url}/tr/staff/applications/${demo.number}`);
await take(officer, 'officer-application');
await officer.goto(`${demo.url}/tr/staff?list=submitted`);
await go(officer, 'main td a');
await go(officer, 'main nav a[href$="/route"]');
await take(officer, 'officer-route');

const unit = await somebody('unit:', '/tr/staff');
await take(unit, 'unit-inbox');
await unit.goto(`${demo.url}/tr/staff?list=replied`);
await go(unit, 'main td a');
await go(unit, 'main nav a[href$="/answer"]');
await take(unit, 'unit-answer');

const desk = await somebody('desk:', '/tr/staff/desk');
await take(desk, 'desk');
await desk.fill('#what', '10000000146');
await desk.keyboard.press('Enter');
await desk.waitForLoadState('load');
await take(desk, 'desk-found');

const governor = await somebody('governorate:', '/tr/staff/governor');
await take(governor, 'governor');
await governor.evaluate(() => document.querySelector('.ak-beside').scrollIntoView());
await take(governor, 'governor-districts');
await governor.goto(`${demo.url}/tr/staff/applications/${demo.number}/look`);
await governor.fill('#why', 'Şikâyetin takibi');
await go(governor);

const auditor = await somebody('auditor', '/tr/staff/auditor');
await take(auditor, 'auditor');
await auditor.evaluate(() => document.querySelector('#proof').scrollIntoView());
await take(auditor, 'auditor-looks');

await browser.stop();
demo.child.kill('SIGINT');
await demo.ended;
console.log(`pictures are in ${into}`);
process.exit();
