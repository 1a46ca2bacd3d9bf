// Pushes with node-redis's typed methods. Arguments: port, queue, password, name to put into payloads.
const { createClient } = require('redis');

const [port, queue, password, name] = process.argv.slice(2);
const socket = { host: '127.0.0.1', port: Number(port), reconnectStrategy: false };

async function refused() {
  const client = createClient({ socket, password: `${queue}:wrong` });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'wrong password accepted';
  } catch (e) {
    return `wrong password: ${e.constructor.name}`;
  }
}

async function connected(options) {
  const client = createClient({ socket, ...options });
  client.on('error', (e) => console.log('error', e.message));
  await client.connect();
  return client;
}

(async () => {
  console.log(await refused());
  const short = await connected({ password: `${queue}:${password}` });
  console.log('lpush', await short.lPush(queue, `${name} one part`));
  await short.close();

  for (const RESP of [2, 3]) {
    const client = await connected({ username: queue, password, name: 'stock', RESP });
    console.log('ping', await client.ping());
    console.log('echo', await client.echo('hello'));
    if (RESP === 2) {
      await client.close();
      continue;
    }
    console.log('lpush', await client.lPush(queue, `${name} lpush`));
    console.log('lpush', await client.lPush(queue, [`${name} many 1`, `${name} many 2`]));
    console.log('rpush', await client.rPush(queue, `${name} rpush`));
    console.log('xadd', await client.xAdd(queue, '*', { payload: `${name} xadd` }));
    console.log('zadd', await client.zAdd(queue, { score: Date.now() + 300, value: `${name} zadd` }));

    const pushes = [...Array(50).keys()].map((i) => client.lPush(queue, `${name} pipe ${i}`));
    console.log('pipeline', (await Promise.all(pushes)).filter(Number.isInteger).length);

    const bytes = Buffer.from([...Array(256).keys()]);
    await client.lPush(queue, Buffer.concat([Buffer.from(`${name} binary `), bytes]));
    console.log('bulk', await client.lPush(`${queue}/default`, `${name} bulk`));
    await client.lPush('nobody-made-this', 'x').then(
      (reply) => console.log('unknown queue', reply),
      (e) => console.log('unknown queue:', e.message));
    await client.close();
  }
})();
