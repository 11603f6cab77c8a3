// A server that says what it was asked, and some that do not behave.
import http from 'node:http';
import https from 'node:https';
import { Authority } from './certificates.mjs';
import { listen, run } from './peers.mjs';

async function text(from) {
  const parts = [];
  for await (const part of from) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

const ways = {
  async echo(request, response) {
    const said = { method: request.method, url: request.url, headers: request.headers, body: await text(request) };
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-Twice': 'one' });
    response.end(JSON.stringify(said));
  },
  redirect(request, response) {
    response.writeHead(302, { Location: '/echo' });
    response.end();
  },
  busy(request, response) {
    response.writeHead(503, { 'Retry-After': '120' });
    response.end();
  },
  early(request, response) {
    response.writeEarlyHints({ link: '</a>; rel=preload' });
    response.writeHead(200, { 'X-Last': 'yes' });
    response.end('hinted');
  },
  endless(request, response) {
    response.writeHead(200);
    const more = () => {
      while (response.write('x'.repeat(65536)));
    };
    response.on('drain', more);
    more();
  },
  manyheaders(request, response) {
    for (let i = 0; i < 200; ++i) response.setHeader(`X-${i}`, 'y'.repeat(1000));
    response.end();
  },
  silent() {},
  cut(request) {
    request.socket.destroy();
  },
  half(request, response) {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('half');
    setTimeout(() => request.socket.destroy(), 50);
  },
};

function answer(request, response) {
  const way = ways[request.url.slice(1).split('?')[0]];
  if (way) return way(request, response);
  response.writeHead(404);
  return response.end();
}

const authority = new Authority();
const nobody = await listen(http.createServer().on('connection', (socket) => socket.destroy()));
run({
  HTTP_PORT: await listen(http.createServer(answer)),
  HTTPS_PORT: await listen(https.createServer(authority.issue('localhost'), answer)),
  OTHER_HTTPS_PORT: await listen(https.createServer(authority.issue('elsewhere.example'), answer)),
  CUTTING_PORT: nobody,
  CA_FILE: authority.file,
  // No way leads there: who used it would not come far.
  http_proxy: 'http://127.0.0.1:1',
  https_proxy: 'http://127.0.0.1:1',
  all_proxy: 'http://127.0.0.1:1',
});
