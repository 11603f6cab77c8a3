// Postfix as a second judge: it is stricter about lines than a library, and gives what it took to a sink, which
// tells it over HTTP. Registered only where Postfix is installed; it has to be started by root.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority } from './certificates.mjs';
import { listen, need, run } from './peers.mjs';

if (process.getuid() !== 0) {
  console.log('SKIPPED: Postfix has to be started by root');
  process.exit(77);
}
const { SMTPServer } = await need('smtp-server');
const { simpleParser } = await need('mailparser');

const arrived = [];
const sink = new SMTPServer({
  logger: false, hideSTARTTLS: true, disabledCommands: ['AUTH'], authOptional: true, disableReverseLookup: true,
  async onData(stream, session, done) {
    const read = await simpleParser(stream);
    arrived.push({ subject: read.subject, text: read.text, html: read.html || '', id: read.messageId });
    done(null, 'taken');
  },
});
const sinkPort = await listen(sink.server);

/** A port that was free a moment ago: Postfix cannot choose one itself. */
async function freePort() {
  const probe = createServer();
  const port = await listen(probe);
  await new Promise((done) => probe.close(done));
  return port;
}

const folder = mkdtempSync(join(tmpdir(), 'acikkapi-postfix-'));
chmodSync(folder, 0o755);
for (const name of ['conf', 'spool', 'lib']) mkdirSync(join(folder, name));
chownSync(join(folder, 'lib'), Number(execFileSync('id', ['-u', 'postfix'])), 0);
const authority = new Authority();
const { cert, key } = authority.issue('localhost');
writeFileSync(join(folder, 'cert.pem'), cert);
writeFileSync(join(folder, 'key.pem'), key, { mode: 0o600 });

const port = await freePort();
const conf = join(folder, 'conf');
writeFileSync(join(conf, 'main.cf'), Object.entries({
  compatibility_level: '3.6', queue_directory: join(folder, 'spool'), data_directory: join(folder, 'lib'),
  maillog_file: join(folder, 'log'), maillog_file_prefixes: folder, myhostname: 'localhost', mydestination: '',
  inet_interfaces: '127.0.0.1', inet_protocols: 'ipv4', mynetworks: '127.0.0.0/8', alias_maps: '', alias_database: '',
  relayhost: `[127.0.0.1]:${sinkPort}`, smtp_host_lookup: 'native', smtpd_tls_security_level: 'encrypt',
  smtpd_tls_cert_file: join(folder, 'cert.pem'), smtpd_tls_key_file: join(folder, 'key.pem'),
  smtpd_forbid_bare_newline: 'yes', strict_rfc821_envelopes: 'yes', smtpd_helo_required: 'yes',
  smtpd_relay_restrictions: 'permit_mynetworks, reject',
  smtpd_recipient_restrictions:
    'check_recipient_access inline:{ {nobody@example.org = REJECT}, {busy@example.org = DEFER} }, permit_mynetworks, reject',
}).map(([name, value]) => `${name} = ${value}\n`).join(''));
// The stock list of services, without changed roots, and with the one server at our port.
const services = readFileSync(['/usr/share/postfix/master.cf.dist', '/etc/postfix/master.cf'].find(existsSync), 'utf8')
  .replace(/^smtp +inet .*$/m, `127.0.0.1:${port} inet n - n - - smtpd`)
  .replace(/^([a-z]\S*\s+(?:unix|inet)(?:-dgram)?\s+\S+\s+\S+\s+)y /gm, '$1n ');
writeFileSync(join(conf, 'master.cf'),
  /^postlog /m.test(services) ? services : `${services}\npostlog unix-dgram n - n - 1 postlogd\n`);

process.on('exit', () => {
  try {
    execFileSync('postfix', ['-c', conf, 'stop'], { stdio: 'ignore' });
  } catch { /* It never began. */ }
  rmSync(folder, { recursive: true, force: true });
});
execFileSync('postfix', ['-c', conf, 'start'], { stdio: ['ignore', 'ignore', 'inherit'] });

async function answers() {
  for (let i = 0; i < 600; ++i) {
    const open = await new Promise((done) => {
      const probe = createConnection(port, '127.0.0.1', () => { probe.destroy(); done(true); });
      probe.on('error', () => done(false));
    });
    if (open) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('Postfix does not listen');
}
await answers();
run({
  STARTTLS_PORT: port,
  HTTP_PORT: await listen(http.createServer((request, response) => response.end(JSON.stringify(arrived)))),
  CA_FILE: authority.file,
});
