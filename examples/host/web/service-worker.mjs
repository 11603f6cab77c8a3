// What a phone shows while the line is down: the style of pages, and a page that says so. Pages themselves are
// never kept: they are about somebody.
const assets = '@ASSETS@';
const shelf = `open-door-${assets}`;
const kept = ['site.css', 'site.rtl.css', 'app.mjs', 'govuk-frontend.min.js', 'icon.svg'].map(name => `${assets}/${name}`);
const languages = ['tr', 'en', 'ar'];

self.addEventListener('install', event => {
  const pages = languages.map(code => `/${code}/offline`);
  event.waitUntil(caches.open(shelf).then(cache => cache.addAll([...kept, ...pages])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  event.waitUntil(
    caches.keys()
      .then(names => Promise.all(names.filter(name => name !== shelf).map(name => caches.delete(name))))
      .then(() => self.clients.claim()));
});

self.addEventListener('fetch', event => {
  const {request} = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request).then(found => found ?? fetch(request)));
  } else if (request.mode === 'navigate') {
    const code = languages.find(one => url.pathname.startsWith(`/${one}`)) ?? 'tr';
    event.respondWith(fetch(request).catch(() => caches.match(`/${code}/offline`)));
  }
});
