// Mail servers: one with STARTTLS, one with TLS from the beginning, one without, all with the same rules. Who the
// recipient is says what they do. What arrived is told over HTTP, as another library reads it.
import http from 'node:http';
import net from 'node:net';
import { Authority } from './certificates.mjs';
import { listen, need, run } from './peers.mjs';

const { SMTPServer } = await need('smtp-server');
const { simpleParser } = await need('mailparser');
const arrived = [];

function refusal(code, words) {
  return Object.assign(new Error(words), { responseCode: code });
}

const atRecipient = { busy: 450, nobody: 550 };
const afterData = { later: 451, never: 554, closing: 421 };

function server(options) {
  const out = new SMTPServer({
    logger: false,
    disableReverseLookup: true,
    authOptional: true,
    ...options,
    onAuth(given, session, done) {
      const good = given.username === 'valilik' && given.password === 'pa55';
      return good ? done(null, { user: given.username }) : done(refusal(535, 'no'));
    },
    onMailFrom(address, session, done) {
      return done(address.address === 'blocked@valilik.example' ? refusal(553, 'no') : null);
    },
    onRcptTo(address, session, done) {
      const code = atRecipient[address.address.split('@')[0]];
      return done(code ? refusal(code, 'no') : null);
    },
    async onData(stream, session, done) {
      const parts = [];
      for await (const part of stream) parts.push(part);
      const raw = Buffer.concat(parts);
      const to = session.envelope.rcptTo.map((one) => one.address);
      const name = to[0].split('@')[0];
      if (afterData[name]) return done(refusal(afterData[name], 'no'));
      const read = await simpleParser(raw);
      arrived.push({
        to,
        from: session.envelope.mailFrom.address,
        user: session.user ?? null,
        secure: session.secure,
        subject: read.subject,
        sender: read.from.value[0],
        headers: Object.fromEntries(read.headerLines.map((one) => [one.key, one.line])),
        names: read.headerLines.map((one) => one.key),
        text: read.text,
        html: read.html || '',
        raw: raw.toString('latin1'),
      });
      if (name === 'cut') {
        for (const one of out.connections) if (one.session === session) one._socket.destroy();
        return undefined;
      }
      if (name === 'silent') return undefined;
      return done(null, 'taken');
    },
  });
  out.on('error', () => {});  // A client that does not trust us ends the handshake.
  return out;
}

/** Takes every message, and says nothing to who takes his leave. */
function silentAtTheEnd() {
  return net.createServer((socket) => {
    socket.on('error', () => {});
    socket.write('220 here\r\n');
    let inData = false;
    let rest = '';
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString('latin1')).split('\r\n');
      rest = lines.pop();
      for (const line of lines) {
        if (inData) {
          inData = line !== '.';
          if (!inData) socket.write('250 taken\r\n');
        } else if (line === 'DATA') {
          inData = true;
          socket.write('354 go on\r\n');
        } else if (line === 'QUIT') {
          arrived.push({ to: ['who took his leave'] });
        } else {
          socket.write('250 yes\r\n');
        }
      }
    });
  });
}

const authority = new Authority();
const web = http.createServer((request, response) => response.end(JSON.stringify(arrived)));
const port = async (options) => {
  const one = server(options);
  return listen(one.server);
};
const local = authority.issue('localhost');
run({
  STARTTLS_PORT: await port({ ...local, authOptional: false }),
  OPEN_STARTTLS_PORT: await port(local),
  TLS_PORT: await port({ ...local, secure: true }),
  PLAIN_PORT: await port({ hideSTARTTLS: true, disabledCommands: ['AUTH'] }),
  SILENT_PORT: await listen(silentAtTheEnd()),
  OTHER_PORT: await port(authority.issue('elsewhere.example')),
  HTTP_PORT: await listen(web),
  CA_FILE: authority.file,
});
