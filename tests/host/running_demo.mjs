// What `./dev demo` starts, and what it prints.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { go } from './browser.mjs';

const script = join(dirname(fileURLToPath(import.meta.url)), '../../examples/host_demo.mjs');

export class Demo {
    // Only begun: it has printed nothing yet.
    constructor(bin, more = []) {
        this.child = spawn(process.execPath, [script, bin, ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
        process.on('exit', () => this.child.kill('SIGTERM'));
        this.ended = once(this.child, 'close');
        this.errors = '';
        this.child.stderr.on('data', text => { this.errors += text; });
        this.printed = '';
    }

    static async start(bin) {
        const demo = new Demo(bin);
        for await (const text of demo.child.stdout) {
            demo.printed += text;
            if (/^Ctrl-C/m.test(demo.printed)) break;
        }
        demo.url = new URL(demo.of(/^citizens +(\S+)/m)).origin;
        demo.number = demo.of(/application (\S+),/);
        demo.code = demo.of(/lookup code (\w{14})/);
        return demo;
    }

    // What it prints in this place.
    of(pattern) {
        return pattern.exec(this.printed)?.[1] ?? assert.fail(`${pattern} is not in: ${this.printed}${this.errors}`);
    }

    account(role) {
        return this.of(new RegExp(`^ +(${role}\\S*) +\\S+$`, 'm'));
    }
}

// Somebody who works here comes to a page by the button of his account.
export async function enter(page, demo, role, path) {
    await page.goto(demo.url + path);
    await page.check(`input[value="${demo.account(role)}"]`);
    await go(page);
}

// Somebody who has number and code comes to his application.
export async function follow(page, demo, language = 'tr') {
    await page.goto(`${demo.url}/${language}/follow?number=${demo.number}`);
    await page.fill('#code', demo.code);
    await go(page);
}
