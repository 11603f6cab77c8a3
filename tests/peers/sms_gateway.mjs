// Three operators, as there might be: one speaks JSON, one XML with its codes in a body of status 200, one
// takes a form in the URL and answers with a line of text.
import http from 'node:http';
import { listen, run } from './peers.mjs';

const sent = [];

async function text(from) {
  const parts = [];
  for await (const part of from) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function say(response, status, type, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': type, ...headers });
  response.end(body);
}

const operators = {
  async '/json/messages'(request, response) {
    const json = (status, value, headers) => say(response, status, 'application/json', JSON.stringify(value), headers);
    if (request.headers.authorization !== 'Bearer s3cr3t/+') return json(401, { error: 'who are you' });
    const asked = JSON.parse(await text(request));
    if (asked.to.endsWith('901')) return json(422, { error: { code: 'BAD_NUMBER' } });
    if (asked.to.endsWith('902')) return json(429, {}, { 'Retry-After': '90' });
    if (asked.to.endsWith('903')) return json(200, { surprise: true });
    if (asked.to.endsWith('904')) return request.socket.destroy();
    if (asked.to.endsWith('905')) return json(202, { id: asked.to.slice(1), state: 'queued' });
    sent.push({ operator: 'json', ...asked });
    if (asked.to.endsWith('906')) return say(response, 504, 'text/html', 'the proxy is tired of waiting');
    return json(202, { id: `j-${asked.reference}`, state: 'queued' });
  },
  async '/xml'(request, response) {
    const body = await text(request);
    const plain = (name) => body.match(new RegExp(`<${name}>([^<]*)</${name}>`))?.[1]
      .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'")
      .replace(/&#10;/g, '\n').replace(/&amp;/g, '&');
    const code = (value, id = '') => say(response, 200, 'text/xml', `<r><code>${value}</code><id>${id}</id></r>`);
    if (plain('key') !== 's3cr3t/+') return code(30);
    if (plain('gsm').endsWith('901')) return code(40);
    if (plain('gsm').endsWith('902')) return code(80);
    sent.push({ operator: 'xml', to: plain('gsm'), text: plain('msg'), from: plain('head'), type: request.headers['content-type'] });
    return code('00', 'x17');
  },
  async '/form'(request, response) {
    const asked = Object.fromEntries(new URL(request.url, 'http://peer').searchParams);
    const line = (words) => say(response, 200, 'text/plain', words);
    if (asked.gsm.endsWith('901')) return line('ERR 7 no such number');
    sent.push({ operator: 'form', method: request.method, ...asked });
    return line('OK 4711');
  },
  '/sent'(request, response) {
    say(response, 200, 'application/json', JSON.stringify(sent));
  },
};

const port = await listen(http.createServer((request, response) => {
  const operator = operators[request.url.split('?')[0]];
  return operator ? operator(request, response) : say(response, 404, 'text/plain', '');
}));
run({ HTTP_PORT: port });
