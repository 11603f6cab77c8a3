// What the pages do better with a script. Without it all of them work.
import {initAll} from './govuk-frontend.min.js';
import {watch} from './photos.mjs';
import {forget, forgetAll, waiting} from './waiting.mjs';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll({i18n: {}});

/** As the host reads it: digits of an Arabic keyboard, and marks of direction that come along with a copied number. */
const plain = text => text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
  .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) % 16));

/** Check digits of a T.C. or foreigner's number: a slip of the finger, not a proof. */
export function isIdentity(text) {
  if (!/^[1-9]\d{10}$/.test(text)) return false;
  const d = [...text].map(Number);
  const odd = d[0] + d[2] + d[4] + d[6] + d[8];
  const even = d[1] + d[3] + d[5] + d[7];
  const tenth = (((7 * odd - even) % 10) + 10) % 10;
  return d[9] === tenth && d[10] === d.slice(0, 10).reduce((a, b) => a + b, 0) % 10;
}

export function isPhone(text) {
  const digits = text.replace(/[\s()./-]/g, '');
  if (/^(\+|00)/.test(digits)) return /^(\+|00)\d{8,15}$/.test(digits);
  return /^0?[23458]\d{9}$/.test(digits);
}

const checks = {identity: isIdentity, phone: isPhone};

for (const input of document.querySelectorAll('input[data-check]')) {
  const fits = checks[input.dataset.check];
  // Said when somebody leaves the field, not while he is typing; taken back as soon as it fits.
  const mark = () => {
    const value = plain(input.value).trim();
    const wrong = value !== '' && !fits(value);
    input.classList.toggle('govuk-input--error', wrong);
    wrong ? input.setAttribute('aria-invalid', 'true') : input.removeAttribute('aria-invalid');
  };
  input.addEventListener('change', mark);
  input.addEventListener('input', () => input.getAttribute('aria-invalid') && mark());
}

for (const input of document.querySelectorAll('input[type=file]')) watch(input);

// --- what could not be sent while the line was down

/** Who has logged in anew has another token for forms of the desk: it stands on the desk's page. */
const tokenOfDesk = () => document.querySelector('form[action$="/staff/desk"] input[name=csrf]')?.value;

/** The key of a form makes it one application within one account: to a colleague it would be another one. */
const accountOfDesk = () => document.querySelector('form[action$="/staff/desk"] input[name=account]')?.value;
const accountOf = ({fields}) => new Map(fields).get('account');

/** What is sent now: if the next page is its receipt, it waits no more. */
const nowSending = key => sessionStorage.setItem('sending', key);

const filesOf = ({fields}) => fields.map(([, value]) => value).filter(value => typeof value !== 'string' && value.size > 0);

/** As a field of a form has them. */
function listOf(files) {
  const all = new DataTransfer();
  for (const one of files) all.items.add(one);
  return all.files;
}

/** Sends it as the page did that it is from, files and all: the host's answer is the next page. */
function send({key, url, fields}) {
  nowSending(key);
  const form = Object.assign(document.createElement('form'),
    {method: 'post', action: url, enctype: 'multipart/form-data', hidden: true});
  const add = (name, more) => form.append(Object.assign(document.createElement('input'), {name, ...more}));
  for (const [name, value] of fields.filter(([, value]) => typeof value === 'string')) {
    add(name, {type: 'hidden', value: (name === 'csrf' && tokenOfDesk()) || value});
  }
  const files = listOf(filesOf({fields}));
  if (files.length > 0) add('files', {type: 'file', multiple: true, files});
  document.body.append(form);
  form.submit();
}

async function isLineBack() {
  try {
    return (await fetch('/healthz', {cache: 'no-store'})).ok;
  } catch {
    return false;
  }
}

/** How often it was sent from here and broke off. Of this window, for as long as it is open. */
const triesOf = ({key}) => Number(sessionStorage.getItem(`tries ${key}`) ?? 0);

/** There is a line, and it does not get through: to send it for ever would cost somebody his whole month's data. */
function giveUp(one) {
  const box = document.querySelector('[data-too-large]');
  box.querySelector('[data-send]').addEventListener('click', () => send(one));
  box.querySelector('[data-send-bare]').addEventListener('click', () => {
    const files = new Set(filesOf(one));
    send({...one, fields: one.fields.filter(([, value]) => !files.has(value))});
  });
  document.querySelector('[data-waits]').hidden = true;
  box.hidden = false;
}

/** Asks now and then, and as soon as the browser says that there is a line. What broke off is waited with for longer. */
function sendWhenBack(one) {
  const tries = triesOf(one);
  if (tries >= 3 && filesOf(one).length > 0) {
    giveUp(one);
    return;
  }
  const pause = 5_000 * 2 ** Math.min(Math.max(tries - 1, 0), 6);
  let sent = false;
  const look = async () => {
    if (sent || !await isLineBack() || sent) return;
    sent = true;
    sessionStorage.setItem(`tries ${one.key}`, tries + 1);
    send(one);
  };
  setInterval(look, pause);
  if (tries > 0) return;
  addEventListener('online', look);
  look();
}

function offer(one) {
  const box = document.getElementById('waiting').content.cloneNode(true);
  const main = document.getElementById('main-content');
  const shown = box.firstElementChild;
  box.querySelector('[data-send]').addEventListener('click', () => send(one));
  box.querySelector('[data-drop]').addEventListener('click', () => forget(one.key).then(() => shown.remove()));
  main.prepend(box);
}

const ofStaff = path => path.includes('/staff');

/**
 * A form that is sent by hand may be what waits: it was kept when its answer was lost. Its files stand in it again, for
 * what waits goes with its receipt.
 */
async function takeBack(form) {
  const {key, files} = form.elements;
  form.addEventListener('submit', () => nowSending(key.value));
  const mine = (await waiting()).find(one => one.key === key.value);
  // What the line did not get through three times is not tried again unasked.
  if (mine && triesOf(mine) < 3 && files.files.length === 0) files.files = listOf(filesOf(mine));
}

async function lookAtWaiting() {
  // Of the very page that the sending has led to: a later one may be the receipt of something else.
  const sending = sessionStorage.getItem('sending');
  sessionStorage.removeItem('sending');
  if (sending && document.querySelector('[data-received]')) {
    sessionStorage.removeItem(`tries ${sending}`);
    await forget(sending);
  }
  const here = (await waiting()).filter(one => ofStaff(new URL(one.url).pathname) === ofStaff(location.pathname));
  // On the page that says that it waits, the newest is the one that it is about.
  if (document.querySelector('[data-kept]')) {
    if (here.length > 0) sendWhenBack(here.at(-1));
    return;
  }
  const mine = here.find(one => !ofStaff(location.pathname) || (tokenOfDesk() && accountOf(one) === accountOfDesk()));
  if (mine) offer(mine);
}

if ('indexedDB' in window) {
  lookAtWaiting().catch(() => {});
  const last = document.querySelector('form[data-form="apply-send"], form[data-form="staff-new"]');
  if (last) takeBack(last).catch(() => {});
  const forgetsBefore = (form, forgets) => document.querySelector(form)?.addEventListener('submit', event => {
    event.preventDefault();
    forgets().catch(() => {}).then(() => event.target.submit());
  });
  forgetsBefore('form[action="/log-out"]', forgetAll);
  // What was filled in may be waiting for the line, too. What a clerk has filled in is none of it.
  forgetsBefore('form[data-form="apply-drop"]', async () => {
    for (const one of await waiting()) if (!ofStaff(new URL(one.url).pathname)) await forget(one.key);
  });
}

if ('serviceWorker' in navigator && window.isSecureContext) {
  navigator.serviceWorker.register('/service-worker.mjs', {type: 'module'}).catch(() => {});
}

// What stands on the page is as old as the page. While somebody looks at it he is told that there is more: counts are
// written anew, and a line with a way to look again is said when nothing else is.
const news = document.querySelector('[data-news]');
if (news) {
  const tell = () => news.firstElementChild ?? news.append(news.nextElementSibling.content.cloneNode(true));
  const take = ({data}) => {
    const {counts = {}, version} = JSON.parse(data);
    let differs = version !== undefined && version !== Number(news.dataset.version);
    for (const [list, count] of Object.entries(counts)) {
      const shown = document.querySelector(`[data-list="${list}"]`);
      if (!shown || shown.textContent === count) continue;
      shown.textContent = count;
      differs = true;
    }
    if (differs) tell();
  };
  // A browser has few connections to one host: a page that nobody looks at keeps none.
  let source;
  const listen = () => {
    source?.close();
    source = undefined;
    if (document.visibilityState !== 'visible') return;
    source = new EventSource(news.dataset.news);
    source.onmessage = take;
  };
  document.addEventListener('visibilitychange', listen);
  addEventListener('pagehide', () => source?.close());
  addEventListener('pageshow', event => event.persisted && listen());
  listen();
}
