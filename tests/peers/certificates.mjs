// Certificates that are made for one run, by openssl: an authority, and servers that it vouches for.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function openssl(...words) {
  execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** An authority of its own in a folder of its own, which goes with the process. */
export class Authority {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'acikkapi-peer-'));
    process.on('exit', () => rmSync(this.folder, { recursive: true, force: true }));
    this.file = join(this.folder, 'authority.pem');
    openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
      '-keyout', join(this.folder, 'authority.key'), '-out', this.file, '-days', '2', '-subj', '/CN=Peers');
  }

  /** What a server of this name needs: `localhost` also has the address. */
  issue(name) {
    const file = (end) => join(this.folder, `${name}.${end}`);
    const names = `subjectAltName=DNS:${name}` + (name === 'localhost' ? ',IP:127.0.0.1' : '');
    writeFileSync(file('ext'), names);
    openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
      '-keyout', file('key'), '-out', file('csr'), '-subj', `/CN=${name}`);
    openssl('x509', '-req', '-in', file('csr'), '-CA', this.file, '-CAkey', join(this.folder, 'authority.key'),
      '-CAcreateserial', '-days', '2', '-out', file('pem'), '-extfile', file('ext'));
    return { cert: readFileSync(file('pem')), key: readFileSync(file('key')) };
  }
}
