// Forms that could not be sent while the line was down, as they were filled in, until they are. Each has the key that
// makes it one application however often it is sent. They lie in this browser for a day, and go when somebody logs out.
const shelf = 'waiting';
const longest = 24 * 60 * 60 * 1000;

function opened() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(shelf, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(shelf, {keyPath: 'key'});
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

async function on(mode, act) {
  const all = await opened();
  try {
    return await new Promise((done, fail) => {
      const work = all.transaction(shelf, mode);
      const asked = act(work.objectStore(shelf));
      work.oncomplete = () => done(asked.result);
      work.onabort = () => fail(work.error);
    });
  } finally {
    all.close();
  }
}

/** @param form  {key, url, fields: [name, text or file] each} */
export const keep = form => on('readwrite', here => here.put({...form, at: Date.now()}));
export const forget = key => on('readwrite', here => here.delete(key));
export const forgetAll = () => on('readwrite', here => here.clear());

/** The oldest first. */
export async function waiting() {
  const all = await on('readonly', here => here.getAll());
  const young = [];
  for (const one of all.sort((a, b) => a.at - b.at)) {
    if (Date.now() - one.at < longest) young.push(one);
    else await forget(one.key);
  }
  return young;
}
