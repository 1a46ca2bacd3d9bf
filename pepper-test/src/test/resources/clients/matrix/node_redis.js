// Pushes with node-redis as its documentation shows it: typed methods, its automatic pipeline,
// multi(), and a transaction that must be refused; with "caching" its client-side cache is on.
// Arguments: port, queue, password, name to put into payloads, caching or nothing.
const { createClient } = require('redis');

const [port, queue, password, name, caching] = process.argv.slice(2);
const score = 4000000000000;

(async () => {
  const client = createClient({
    socket: { host: '127.0.0.1', port: Number(port) },
    username: queue,
    password,
    ...(caching ? { RESP: 3, clientSideCache: { ttl: 0, maxEntries: 0, evictPolicy: 'LRU' } } : {}),
  });
  client.on('error', (e) => console.log('error', e.message));
  await client.connect();
  await client.lPush(queue, `${name} lpush`);
  await client.rPush(queue, `${name} rpush`);
  await client.xAdd(queue, '*', { payload: `${name} xadd` });
  await client.zAdd(queue, { score, value: `${name} zadd` });
  const bytes = Buffer.from([...Array(256).keys()]);
  await client.lPush(queue, Buffer.concat([Buffer.from(`${name} binary `), bytes]));

  const pushes = [...Array(20).keys()].map((i) => client.lPush(queue, `${name} pipe ${i}`));
  console.log('pipeline', (await Promise.all(pushes)).length);

  const transaction = client.multi();
  for (let i = 0; i < 10; i++) transaction.lPush(queue, `${name} tx ${i}`);
  transaction.xAdd(queue, '*', { payload: `${name} tx xadd` });
  transaction.zAdd(queue, { score, value: `${name} tx zadd` });
  console.log('transaction', (await transaction.exec()).length);

  await client.multi().lPush(queue, `${name} refused`).lPush('nobody-made-this', `${name} refused`)
    .exec().then((replies) => console.log('accepted', replies), (e) => console.log('refused', e.message));
  await client.close();
})();
