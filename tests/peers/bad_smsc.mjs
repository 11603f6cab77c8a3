// A message centre on a bad day: of each hundred messages it refuses thirty for now, and twice it goes away with all
// its connections and comes back. What it took stands in a file, a line each.
//
//   SMSC_PORT   where it listens, on localhost
//   SMSC_TAKEN  the file: number, blank, text
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen, need, run } from './peers.mjs';

const { default: smpp } = await need('smpp');

const folder = mkdtempSync(join(tmpdir(), 'acikkapi-bad-smsc-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const taken = join(folder, 'taken');
writeFileSync(taken, '');

// Always the same bad luck (Park and Miller).
let luck = 3071;
const chance = (percent) => {
  luck = (luck * 48271) % 2147483647;
  return luck % 100 < percent;
};

const sessions = new Set();
const deaths = [3000, 6500]; // After so many messages.
const away = 1500; // Milliseconds.
let count = 0;
let server;
let port;

function serve(session) {
  sessions.add(session);
  session.on('close', () => sessions.delete(session));
  session.on('error', () => session.destroy());
  session.on('bind_transceiver', (pdu) => session.send(pdu.response({ system_id: 'centre' })));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on('submit_sm', (pdu) => submit(session, pdu));
}

function die() {
  server.close();
  for (const session of sessions) {
    session.destroy();
  }
  setTimeout(() => {
    server = smpp.createServer(serve);
    server.listen(port, '127.0.0.1');
  }, away);
}

function submit(session, pdu) {
  const answer = (status) => session.send(pdu.response({ command_status: smpp[status] }));
  if (pdu.destination_addr.endsWith('901')) {
    answer('ESME_RINVDSTADR');
    return;
  }
  if (chance(30)) {
    answer(chance(50) ? 'ESME_RSYSERR' : 'ESME_RTHROTTLED');
    return;
  }
  const text = pdu.short_message.message ?? pdu.short_message;
  appendFileSync(taken, `${pdu.destination_addr} ${String(text).replace(/\s/g, ' ')}\n`);
  count += 1;
  if (count === deaths[0]) {
    // It has the message, and nobody will ever hear of it.
    deaths.shift();
    die();
    return;
  }
  session.send(pdu.response({ message_id: String(count) }));
}

server = smpp.createServer(serve);
port = await listen(server);
run({ SMSC_PORT: String(port), SMSC_TAKEN: taken });
