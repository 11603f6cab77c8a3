// A message centre that speaks SMPP 3.4, plain and over TLS. The last three digits of a number say what becomes of
// it; what was sent from ECHO comes back as a message from a phone, as a phone would read it.
//
//   SMSC_PORT, SMSC_TLS_PORT  where it listens, on localhost
//   SMSC_CA                   a file with the authority of its certificate, which is for `localhost` alone
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen, need, run } from './peers.mjs';

const { default: smpp } = await need('smpp');

// Octets as they came: the package's own reading of Turkish mixes the two tables.
smpp.filters.message.decode = (value) => value;

// 3GPP TS 23.038, 6.2.1, A.3.1, 6.2.1.1 and A.2.1.
const standard = [
  ...'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?',
  ...'¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
];
const changed = { 0x04: '€', 0x07: 'ı', 0x0b: 'Ğ', 0x0c: 'ğ', 0x1c: 'Ş', 0x1d: 'ş', 0x40: 'İ', 0x60: 'ç' };
const turkish = standard.map((letter, septet) => changed[septet] ?? letter);
const extension = {
  0x0a: '\f', 0x14: '^', 0x28: '{', 0x29: '}', 0x2f: '\\', 0x3c: '[', 0x3d: '~', 0x3e: ']', 0x40: '|', 0x65: '€',
};
const turkishExtension = {
  ...extension, 0x47: 'Ğ', 0x49: 'İ', 0x53: 'Ş', 0x63: 'ç', 0x67: 'ğ', 0x69: 'ı', 0x73: 'ş',
};

function elements(header) {
  const found = new Map();
  for (let at = 0; at < header.length; at += 2 + header[at + 1]) {
    found.set(header[at], header.subarray(at + 2, at + 2 + header[at + 1]));
  }
  return found;
}

function septets(octets, letters, escaped) {
  let text = '';
  for (let at = 0; at < octets.length; ++at) {
    text += octets[at] === 0x1b ? (escaped[octets[++at]] ?? '\ufffd') : (letters[octets[at]] ?? '\ufffd');
  }
  return text;
}

/** Text and place of one part. */
function decode({ short_message: octets, data_coding: coding, esm_class: kind }) {
  const size = kind & 0x40 ? octets[0] + 1 : 0;
  const said = elements(octets.subarray(Math.min(1, size), size));
  const body = octets.subarray(size);
  const onAir = coding === 8 ? octets.length : Math.ceil(((Math.ceil((size * 8) / 7) + body.length) * 7) / 8);
  if (onAir > 140) {
    throw new Error(`${onAir} octets on the air`);
  }
  const isTurkish = (element) => said.get(element)?.[0] === 1;
  const text = coding === 8
    ? Buffer.from(body).swap16().toString('utf16le')
    : septets(body, isTurkish(0x25) ? turkish : standard, isTurkish(0x24) ? turkishExtension : extension);
  const short = said.get(0x00);
  const long = said.get(0x08);
  const place = short ?? (long ? [(long[0] << 8) | long[1], long[2], long[3]] : [0, 1, 1]);
  return { text, reference: place[0], total: place[1], number: place[2] };
}

const statuses = { 901: 'ESME_RINVDSTADR', 913: 'ESME_RSYSERR' };
const firstStatuses = { 902: 'ESME_RTHROTTLED', 909: 'ESME_RMSGQFUL' };
const states = { 904: 'UNDELIV', 908: 'EXPIRED' };
const stateNumbers = { DELIVRD: 2, EXPIRED: 3, UNDELIV: 5 };

const refused = new Set();
const held = []; // Receipts that wait until somebody logs in again: 914.
const texts = new Map(); // Of messages that are not whole yet.
let lastId = 0;

function sendReceipt(session, submit, id, state) {
  const dates = 'submit date:2611240842 done date:2611240843';
  const words = `id:${id} sub:001 dlvrd:001 ${dates} stat:${state} err:000 text:`;
  // Every second one without the fields of its own, as of an old centre.
  const fields = lastId % 2 ? { receipted_message_id: id, message_state: stateNumbers[state] } : {};
  session.deliver_sm({
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: submit.destination_addr,
    destination_addr: submit.source_addr,
    esm_class: 4,
    data_coding: 0,
    short_message: Buffer.from(words, 'latin1'),
    ...fields,
  });
}

/** Sends a whole text back. */
function echo(session, submit) {
  const { text, reference, total, number } = decode(submit);
  const key = `${submit.destination_addr} ${reference}`;
  const parts = texts.get(key) ?? [];
  parts[number - 1] = text;
  texts.set(key, parts);
  if (parts.filter((part) => part !== undefined).length < total) {
    return;
  }
  texts.delete(key);
  const octets = Buffer.from(parts.join(''), 'utf16le').swap16();
  const body = octets.length > 254
    ? { short_message: Buffer.alloc(0), message_payload: octets }
    : { short_message: octets };
  session.deliver_sm({
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: submit.destination_addr,
    destination_addr: 'ECHO',
    data_coding: 8,
    ...body,
  });
}

function submit(session, pdu) {
  const last = pdu.destination_addr.slice(-3);
  const answer = (status) => session.send(pdu.response({ command_status: smpp[status] }));
  if (statuses[last]) {
    return answer(statuses[last]);
  }
  if (firstStatuses[last] && !refused.has(pdu.destination_addr)) {
    refused.add(pdu.destination_addr);
    return answer(firstStatuses[last]);
  }
  if (last === '903') {
    return undefined;
  }
  if (last === '906') {
    return session.destroy();
  }
  const id = String(++lastId).padStart(10, '0');
  const given = last === '912' ? lastId.toString(16) : id;
  const respond = () => session.send(pdu.response({ message_id: given }));
  const tell = () => {
    if (last === '914') {
      held.push((next) => sendReceipt(next, pdu, id, 'DELIVRD'));
    } else if (pdu.registered_delivery && last !== '905') {
      sendReceipt(session, pdu, id, states[last] ?? 'DELIVRD');
    }
  };
  if (last === '911') {
    tell();
    respond();
  } else {
    respond();
    tell();
  }
  if (last === '910') {
    tell();
  }
  if (pdu.source_addr === 'ECHO') {
    echo(session, pdu);
  }
  return undefined;
}

function serve(session) {
  session.on('error', () => session.destroy());
  const bind = (pdu) => {
    const good = pdu.system_id === 'acikkapi' && pdu.password === 'secret';
    session.send(pdu.response(good ? { system_id: 'centre' } : { command_status: smpp.ESME_RINVPASWD }));
    if (good) {
      held.splice(0).forEach((tell) => tell(session));
    }
  };
  session.on('bind_transceiver', bind);
  session.on('bind_transmitter', bind);
  session.on('submit_sm', (pdu) => submit(session, pdu));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    session.close();
  });
}

/** An authority and a certificate by it. */
function certify(folder) {
  const file = (name) => join(folder, name);
  const openssl = (...words) => execFileSync('openssl', words, { stdio: 'pipe' });
  const make = (key, certificate, name, ...more) => openssl(
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-keyout', file(key), '-out', file(certificate), '-subj', `/CN=${name}`, ...more,
  );
  make('ca.key', 'ca.pem', 'Test authority');
  make('key.pem', 'cert.pem', 'localhost', '-CA', file('ca.pem'), '-CAkey', file('ca.key'),
    '-addext', 'subjectAltName=DNS:localhost', '-addext', 'basicConstraints=critical,CA:FALSE');
  return { ca: file('ca.pem'), cert: readFileSync(file('cert.pem')), key: readFileSync(file('key.pem')) };
}

const folder = mkdtempSync(join(tmpdir(), 'acikkapi-smsc-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const { ca, cert, key } = certify(folder);
const plain = await listen(smpp.createServer(serve));
const secure = await listen(smpp.createServer({ cert, key }, serve));
run({ SMSC_PORT: String(plain), SMSC_TLS_PORT: String(secure), SMSC_CA: ca });
