// A reader who uses all that a reader can: `node neighbour.mjs URL TOKEN`. Two programs of theirs send each other bulk both ways and
// datagrams without pause, and open and close connections. Says "going" once bytes arrive, and runs until it is ended.

import { pause } from '../lib/deadline.mjs';
import { program } from '../lib/joining.mjs';

const [url, token] = process.argv.slice(2);
const [here, there] = await Promise.all([program(url, token), program(url, token)]);

let arrived = 0;
const port = await there.listen('127.0.0.1:0', (id) => {
  there.streams.get(id).onEnd = () => there.close(id);
  return (bytes) => (arrived += bytes.length);
});
const source = await there.listen('127.0.0.1:0', (id) => {
  there.pour(id, Infinity);
  return () => {};
});
here.pour(await here.stream(port, () => {}), Infinity);
await here.stream(source, (bytes) => (arrived += bytes.length));

const mailbox = await there.datagram();
await there.request({ t: 'bind', id: mailbox, address: '127.0.0.1:0' });
const { local } = await there.request({ t: 'name', id: mailbox });
const outbox = await here.datagram();
await here.request({ t: 'connect', id: outbox, address: local });
here.flood(outbox, 1_200);

setInterval(() => {
  if (arrived > 1 << 20) console.log('going', arrived);
}, 200);
for (;;) {
  // What is one too many fails with ENOBUFS, and the next one is tried.
  await here.stream(port, () => {}).then((id) => here.close(id), () => pause(5));
}
