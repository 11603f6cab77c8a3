// What the scripts of this folder share: where npm's packages lie, and running the program that is tested.
//
// A peer is a script `node peer.mjs -- PROGRAM ARGS`: it listens on ports of its own choice, runs the program with
// their addresses in its environment, and ends with the program's exit code.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.env.ACIKKAPI_PEERS;

/** A package that ./dev has installed. */
export async function need(name) {
  if (!folder) {
    console.error('ACIKKAPI_PEERS is not set: the folder into which ./dev has installed the peers');
    process.exit(3);
  }
  const file = createRequire(join(folder, 'peers.js')).resolve(name);
  return import(pathToFileURL(file).href);
}

/** Listens on a port that is free. */
export function listen(server) {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => done(server.address().port));
  });
}

/** The lines `Set-Cookie` of what fetch got. Debian's Node 18 has an undici that knows them only as one text. */
export function cookiesOf({ headers }) {
  return headers.getSetCookie?.() ?? headers.get('set-cookie')?.split(/, (?=[\w.-]+=)/) ?? [];
}

/** Runs what stands behind `--` with these variables besides, and ends as it ends. */
export function run(variables) {
  const words = process.argv.slice(process.argv.indexOf('--') + 1);
  const program = spawn(words[0], words.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, ...variables },
  });
  program.on('error', (error) => {
    console.error(error.message);
    process.exit(3);
  });
  program.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}
