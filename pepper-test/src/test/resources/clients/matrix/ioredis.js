// Pushes with ioredis as its documentation shows it: typed methods, pipeline(), multi(), and a
// transaction that must be refused. Arguments: port, queue, password, name to put into payloads.
const { Redis } = require('ioredis');

const [port, queue, password, name] = process.argv.slice(2);
const due = 4000000000000;

(async () => {
  const client = new Redis({ port, username: queue, password });
  await client.lpush(queue, `${name} lpush`);
  await client.rpush(queue, `${name} rpush`);
  await client.xadd(queue, '*', 'payload', `${name} xadd`);
  await client.zadd(queue, due, `${name} zadd`);
  const bytes = Buffer.from([...Array(256).keys()]);
  await client.lpush(queue, Buffer.concat([Buffer.from(`${name} binary `), bytes]));

  const pipeline = client.pipeline();
  for (let i = 0; i < 20; i++) pipeline.lpush(queue, `${name} pipe ${i}`);
  console.log('pipeline', (await pipeline.exec()).filter(([e]) => e === null).length);

  const transaction = client.multi();
  for (let i = 0; i < 10; i++) transaction.lpush(queue, `${name} tx ${i}`);
  transaction.xadd(queue, '*', 'payload', `${name} tx xadd`).zadd(queue, due, `${name} tx zadd`);
  console.log('transaction', (await transaction.exec()).filter(([e]) => e === null).length);

  await client.multi().lpush(queue, `${name} refused`).lpush('nobody-made-this', `${name} refused`)
    .exec().then((replies) => console.log('accepted', replies), (e) => console.log('refused', e.message));
  await client.quit();
})();
