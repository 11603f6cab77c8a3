// Counts the segments of random texts by npm's sms-segments-calculator, which knows GSM-7 and UCS-2 and no
// national tables. SEGMENTS is a file of lines: encoding, segments, text as hexadecimal UTF-8.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { need, run } from './peers.mjs';

const { SegmentedMessage } = await need('sms-segments-calculator');

let state = 20261129;
function random(below) {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % below;
}

const plain = [
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;-()/?!',
  ...'@£$¥èéùìòÇØøÅåÄÖÑÜäöñüà§¿¡ΔΦΓΛΩΠΨΣΘΞ',
];
const escaped = [...'{}[]~^|\\€'];
const others = [...'ışğİŞĞçâîû’“”…شكراдобро中文😀🚀👍'];

const lines = [];
for (let round = 0; round < 4000; ++round) {
  const gsm = round % 2 === 0;
  const size = 1 + random(gsm ? 500 : 240);
  let text = '';
  for (let at = 0; at < size; ++at) {
    const from = random(12) === 0 ? escaped : gsm || random(4) ? plain : others;
    text += from[random(from.length)];
  }
  if (!gsm) {
    text += others[random(others.length)];
  }
  const encoding = gsm ? 'GSM-7' : 'UCS-2';
  const counted = new SegmentedMessage(text, encoding, false);
  lines.push(`${encoding} ${counted.segmentsCount} ${Buffer.from(text).toString('hex')}`);
}

const folder = mkdtempSync(join(tmpdir(), 'acikkapi-segments-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'segments.txt');
writeFileSync(file, `${lines.join('\n')}\n`);
run({ SEGMENTS: file });
