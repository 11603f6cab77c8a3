// A unit's own system. What it gets is judged by the libraries of others: the signature by standardwebhooks, the
// event by cloudevents and by a schema; what it says is made by them.
import http from 'node:http';
import { readFileSync } from 'node:fs';
import { listen, need, run } from './peers.mjs';

const { Webhook } = await need('standardwebhooks');
const { CloudEvent, HTTP } = await need('cloudevents');
const { default: Ajv } = await need('ajv');
const { default: formats } = await need('ajv-formats');

const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'];
const checker = new Ajv({ strict: true, strictRequired: false, allErrors: true });
formats(checker);
const fits = checker.compile(JSON.parse(readFileSync(new URL('cloudevent.schema.json', import.meta.url))));
const got = [];

async function text(from) {
  const parts = [];
  for await (const part of from) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function isSigned(secret, body, headers) {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

function judge(headers, body) {
  const event = HTTP.toEvent({ headers, body });
  event.validate();
  return {
    signed: secrets.map((one) => isSigned(one, body, headers)),
    size: Buffer.byteLength(body),
    fits: fits(JSON.parse(body)),
    faults: fits.errors ?? [],
    type: headers['content-type'],
    webhookId: headers['webhook-id'],
    event: { ...event, time: event.time ?? null },
  };
}

const answers = {
  '/units/good': [202], '/units/gone': [410], '/units/wrong': [422], '/units/broken': [500],
  '/units/busy': [503, { 'Retry-After': '77' }], '/units/much': [429, { 'Retry-After': '33' }],
};

/** What the schema must refuse, so that its word counts. */
function schemaIsStrict() {
  const good = { specversion: '1.0', id: '1', source: '/a', type: 'b' };
  const bad = [{ case_id: 'x' }, { Upper: 'x' }, { id: '' }, { id: 1 }, { time: 'now' }, { a: {} }, { a: 1.5 },
    { specversion: '0.3' }, { source: '' }, { data: 1, data_base64: 'YQ==' }, { datacontenttype: 'json' }];
  return fits(good) && bad.every((one) => !fits({ ...good, ...one }));
}

/** A request that this system would send, made by the libraries. */
function said({ mode, type, token, subject, data, secret, at }) {
  const event = new CloudEvent({
    id: 'e1', source: '/roads', type: `tr.acikkapi.unit.${type}`, subject, replytoken: token, roomnumber: '12',
    datacontenttype: 'application/json', data,
  });
  const { headers, body } = HTTP[mode](event);
  const signature = new Webhook(secret ?? secrets[0]).sign('msg_1', new Date(at * 1000), body);
  return {
    headers: { ...headers, 'webhook-id': 'msg_1', 'webhook-timestamp': String(at), 'webhook-signature': signature },
    body,
  };
}

const port = await listen(http.createServer(async (request, response) => {
  const body = await text(request);
  const json = (value) => response.end(JSON.stringify(value));
  if (request.url === '/got') return json(got);
  if (request.url === '/strict') return json(schemaIsStrict());
  if (request.url === '/say') return json(said(JSON.parse(body)));
  if (request.url === '/units/silent') return request.socket.destroy();
  try {
    got.push(judge(request.headers, body));
  } catch (error) {
    got.push({ error: String(error) });
  }
  response.writeHead(...(answers[request.url] ?? [404]));
  return response.end();
}));
run({ HTTP_PORT: port });
