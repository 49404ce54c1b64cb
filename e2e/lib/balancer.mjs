// The balancers that deploy/ has configurations for, with those very files, in front of relays of a test's own.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Native, which } from './children.mjs';
import { eventually } from './deadline.mjs';
import { Skip } from './suite.mjs';

const deploy = (name) => readFileSync(fileURLToPath(new URL(`../../deploy/${name}`, import.meta.url)), 'utf8');

/** A proxy listens on `port` and has relays at the ports `relays`, in the places of the file's. */
export class Balancer {
  static async start(name, port, relays) {
    // Debian puts servers where only root has its PATH.
    const program = which(name) ?? [`/usr/sbin/${name}`].find(existsSync);
    if (!program) throw new Skip(`${name} is not installed`);
    const folder = mkdtempSync(join(tmpdir(), 'echoroom-balancer-'));
    const [text, args] = FORMS[name](port, folder);
    const here = relays.reduce((all, relay, n) => all.replace(`192.0.2.${11 + n}:8080`, `127.0.0.1:${relay}`), text);
    writeFileSync(join(folder, 'conf'), here);
    const balancer = new Balancer();
    balancer.folder = folder;
    balancer.native = new Native(program, args);
    await eventually(() => balancer.native.running && answers(port), { what: `${name} to listen` });
    return balancer;
  }

  async stop() {
    await this.native.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const FORMS = { nginx, haproxy };

function nginx(port, folder) {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((place) => `${place}_temp_path ${place};`).join(' ');
  const server = deploy('nginx-rooms.conf')
    .replace('listen 80;', `listen 127.0.0.1:${port}; add_header x-relay $upstream_addr always;`)
    .replace('*.school.example', '*.localhost');
  const head = 'daemon off; master_process off; pid nginx.pid; error_log stderr error;\nevents {}\n';
  return [`${head}http { access_log off; ${places}\n${server}\n}\n`, ['-p', folder, '-e', 'stderr', '-c', 'conf']];
}

function haproxy(port, folder) {
  const text = deploy('haproxy-rooms.cfg').replace('bind :80', `bind 127.0.0.1:${port}\n    http-response set-header x-relay %[srv_name]`);
  return [text.replace('maxconn 20000', 'maxconn 400'), ['-db', '-f', join(folder, 'conf')]];
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
