// Pushes with ioredis's typed methods. Arguments: port, queue, password, name to put into payloads.
const { Redis } = require('ioredis');

const [port, queue, password, name] = process.argv.slice(2);

async function refused() {
  const client = new Redis({ port, password: `${queue}:wrong`, retryStrategy: null });
  const errors = [];
  client.on('error', (e) => errors.push(e));
  try {
    await client.lpush(queue, 'x');
    return 'wrong password accepted';
  } catch (e) {
    return `wrong password: ${(errors.find((each) => each.name === 'ReplyError') ?? e).name}`;
  } finally {
    client.disconnect();
  }
}

(async () => {
  console.log(await refused());
  const short = new Redis({ port, password: `${queue}:${password}` });
  console.log('lpush', await short.lpush(queue, `${name} one part`));
  await short.quit();

  const client = new Redis({ port, username: queue, password, connectionName: 'stock' });
  console.log('ping', await client.ping());
  console.log('echo', await client.echo('hello'));
  console.log('lpush', await client.lpush(queue, `${name} lpush`));
  console.log('lpush', await client.lpush(queue, `${name} many 1`, `${name} many 2`));
  console.log('rpush', await client.rpush(queue, `${name} rpush`));
  console.log('xadd', await client.xadd(queue, '*', 'payload', `${name} xadd`));
  console.log('zadd', await client.zadd(queue, Date.now() + 300, `${name} zadd`));

  const pipeline = client.pipeline();
  for (let i = 0; i < 50; i++) pipeline.lpush(queue, `${name} pipe ${i}`);
  const replies = await pipeline.exec();
  console.log('pipeline', replies.filter(([, reply]) => Number.isInteger(reply)).length);

  const bytes = Buffer.from([...Array(256).keys()]);
  await client.lpush(queue, Buffer.concat([Buffer.from(`${name} binary `), bytes]));
  console.log('bulk', await client.lpush(`${queue}/default`, `${name} bulk`));
  await client.lpush('nobody-made-this', 'x').then(
    (reply) => console.log('unknown queue', reply),
    (e) => console.log('unknown queue:', e.message));
  await client.quit();
})();
