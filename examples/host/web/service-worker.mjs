// What a phone shows while the line is down: the style of pages, and a page that says so. Pages themselves are
// never kept: they are about somebody. A last page that cannot be sent is kept until it can.
import {forget, keep} from '@ASSETS@/waiting.mjs';

const assets = '@ASSETS@';
const shelf = `open-door-${assets}`;
const kept = ['site.css', 'site.rtl.css', 'app.mjs', 'photos.mjs', 'waiting.mjs', 'govuk-frontend.min.js', 'icon.svg']
  .map(name => `${assets}/${name}`);
const languages = ['tr', 'en', 'ar'];
const lastPages = ['/apply/check', '/staff/desk/new'];

self.addEventListener('install', event => {
  // As a stranger sees them: they are shown to whoever comes.
  const pages = languages.flatMap(code => [`/${code}/offline`, `/${code}/kept`])
    .map(path => new Request(path, {credentials: 'omit'}));
  event.waitUntil(caches.open(shelf).then(cache => cache.addAll([...kept, ...pages])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  event.waitUntil(
    caches.keys()
      .then(names => Promise.all(names.filter(name => name !== shelf).map(name => caches.delete(name))))
      .then(() => self.clients.claim()));
});

/** Whether the answer came or not, it is sent again under the same key: registered once. */
async function sendOrKeep(request, code) {
  const copy = request.clone();
  const given = () => copy.formData();
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    try {
      const form = await given();
      if (!form.get('key') || (form.get('step') ?? 'send') !== 'send') throw new Error('nothing to send');
      await keep({key: form.get('key'), url: request.url, fields: [...form]});
      return await caches.match(`/${code}/kept`);
    } catch {
      return caches.match(`/${code}/offline`);
    }
  }
  // It is asked again, with all that was typed: that one is sent then, and not this one.
  if (answer.status === 422 || answer.status === 413) await forget((await given()).get('key') ?? '').catch(() => {});
  return answer;
}

self.addEventListener('fetch', event => {
  const {request} = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  const code = languages.find(one => url.pathname.startsWith(`/${one}/`) || url.pathname === `/${one}`) ?? 'tr';
  if (request.method === 'POST') {
    const last = lastPages.some(one => url.pathname === `/${code}${one}`);
    if (last && request.mode === 'navigate') event.respondWith(sendOrKeep(request, code));
  } else if (request.method === 'GET' && url.pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request).then(found => found ?? fetch(request)));
  } else if (request.method === 'GET' && request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => caches.match(`/${code}/offline`)));
  }
});
