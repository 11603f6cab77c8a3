// A browser and judges of pages, from npm and Debian, for the tests of pages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const need = createRequire(join(resolve(process.env.ACIKKAPI_PEERS ?? 'build/peers'), 'peers.js'));
const { chromium: driver } = need('playwright-core');
const axe = readFileSync(need.resolve('axe-core/axe.min.js'), 'utf8');
const { HtmlValidate } = need('html-validate');

const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: {
        // As govuk-frontend has it.
        'no-redundant-role': 'off',
        'prefer-native-element': 'off',
        'no-trailing-whitespace': 'off',
        'void-style': 'off',
        'attribute-boolean-style': 'off',
        'long-title': 'off',
        // Its own check of the number of characters works by it.
        'unique-landmark': 'off',
    },
});

// Debian's, without a window; it is not to ask anything of the world.
export const chromium = '/usr/bin/chromium-headless-shell';
export const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };

export class Browser {
    static async start() {
        const browser = new Browser();
        browser.all = await driver.launch({ executablePath: chromium, args: quiet });
        return browser;
    }

    // A person with a device of his own: what the browser complains about is a fault.
    async person({ width = 'phone', script = true, locale = 'tr-TR', insecure = false } = {}) {
        const context = await this.all.newContext({
            viewport: widths[width], locale, javaScriptEnabled: script, ignoreHTTPSErrors: insecure,
        });
        const page = await context.newPage();
        page.faults = [];
        page.on('console', message => {
            // A page that says what is wrong with a form comes with 422, which browsers call an error.
            const answer = /status of 4\d\d/.test(message.text()) && message.location().url === page.url();
            if (message.type() === 'error' && !answer) page.faults.push(message.text());
        });
        page.on('pageerror', error => page.faults.push(error.message));
        page.on('request', request => {
            const { hostname } = new URL(request.url());
            if (hostname !== '127.0.0.1' && hostname !== 'localhost') page.faults.push(`leaves the host: ${request.url()}`);
        });
        return page;
    }

    async stop() {
        await this.all.close();
    }
}

// Presses what leads to another page, and waits until that one is loaded.
export const go = (page, what = 'main form button[type=submit]') => Promise.all([
    page.waitForEvent('load'), typeof what === 'string' ? page.click(what) : what.click()]);

const rules_of_axe = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// WCAG 2.2 AA by axe, HTML by html-validate, no words of the browser's console; and no scrolling sideways.
export async function judge(page, { script = true } = {}) {
    const where = new URL(page.url()).pathname;
    const found = [];
    if (script) {
        await page.evaluate(`${axe};0`);
        const { violations } = await page.evaluate(tags => window.axe.run({ runOnly: tags }), rules_of_axe);
        for (const one of violations) found.push(`axe ${one.id}: ${one.nodes.map(node => node.target).join(' ')}`);
        const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        if (inner > outer) found.push(`wider than the screen: ${inner} > ${outer}`);
    }
    const report = await validator.validateString(await sourceOf(page));
    for (const { messages } of report.results) {
        for (const one of messages) found.push(`html ${one.ruleId} line ${one.line}: ${one.message}`);
    }
    found.push(...page.faults.splice(0));
    assert.deepEqual(found, [], where);
}

// As it was sent: scripts have not touched it.
async function sourceOf(page) {
    const got = await page.request.get(page.url());
    return got.status() < 400 ? got.text() : page.content();
}
