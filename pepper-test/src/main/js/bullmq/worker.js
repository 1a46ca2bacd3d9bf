// One process with a queue of BullMQ on a redis-server: reads commands, a line each, and answers each
// with "ok". Arguments: port of the redis-server, jobs at once, file that gets how long after its push
// each job began, in nanoseconds ("-" for none), address that each job is posted to ("-" for none).
const fs = require('fs');
const http = require('http');
const readline = require('readline');
const { Queue, Worker } = require('bullmq');

const [port, atOnce, delays, address] = process.argv.slice(2);
const connection = { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null };
const queue = new Queue('jobs', { connection, defaultJobOptions: { removeOnComplete: true } });
const out = delays === '-' ? null : fs.openSync(delays, 'a');

async function handle(job) {
  const now = process.hrtime.bigint();
  if (out !== null) {
    fs.writeSync(out, `${now - BigInt(job.data.content)}\n`);
  } else if (job.data.id === '') {
    throw new Error('a job without an id');
  } else if (address !== '-') {
    await post(job.data);
  }
}

// Sends the job as Pepper does, over a kept connection.
const agent = new http.Agent({ keepAlive: true });
function post(job) {
  const body = new URLSearchParams({ jobs: JSON.stringify([job]), type: 'data' }).toString();
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
  };
  return new Promise((done, failed) => {
    http
      .request(address, { method: 'POST', agent, headers }, (answer) => {
        answer.resume();
        answer.on('end', () =>
          answer.headers.code === '200' ? done() : failed(new Error(`status ${answer.statusCode}`)));
      })
      .on('error', failed)
      .end(body);
  });
}

const commands = {
  work: () => new Worker('jobs', handle, { connection, concurrency: Number(atOnce) }).waitUntilReady(),
  hold: () => queue.pause(),
  go: () => queue.resume(),
  push: () => queue.add('job', { id: '1', content: process.hrtime.bigint().toString() }),
  async load(count) {
    const data = { id: '13613428983021453313', content: '0123456789abcdef' };
    for (let left = Number(count); left > 0; left -= 1000) {
      await queue.addBulk(Array(Math.min(1000, left)).fill({ name: 'job', data }));
    }
  },
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [name, argument] = line.split(' ');
    await commands[name](argument);
    console.log('ok');
  }
  process.exit(0);
})();
