// A publisher, a monitor and a worker in one small program, without a line of Orchestrator's own code:
//   npm ci --ignore-scripts && node quote.mjs BOOTSTRAP REGISTRY_URL QUEUE
// It serves QUEUE as a worker for the tool "quote", submits a job whose first step runs there and whose second step runs on
// a worker in Java, prints the job's events and its outputs, and exits with 0 when the job has succeeded. See docs/protocol.md.
import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

const { Kafka, Partitioners, logLevel } = kafkajs;
const [bootstrap, registryUrl, queue] = process.argv.slice(2);
if (!queue) {
  console.error('usage: node quote.mjs BOOTSTRAP REGISTRY_URL QUEUE');
  process.exit(2);
}

const NAME = `node-${process.pid}`;
const PRIORITIES = ['high', 'normal', 'low'];
const REMEMBERED = 1000;

const kafka = new Kafka({ clientId: NAME, brokers: bootstrap.split(','), logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host: registryUrl });
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
// kafkajs has no share groups: a consumer group of the same name does where all workers of the queue use one.
const worker = kafka.consumer({ groupId: `orchestrator-workers-${queue}`, readUncommitted: true });
const monitor = kafka.consumer({ groupId: `node-monitor-${randomUUID()}`, readUncommitted: false });

async function send(topic, key, value) {
  const id = await registry.getLatestSchemaId(`${topic}-value`);
  await producer.send({ topic, acks: -1, messages: [{ key, value: await registry.encode(id, value) }] });
}

// --- worker: one command in, task.started and task.completed out

const answered = new Map(); // command id to what was answered: a command may come again

function quote({ item, amount }) {
  const prices = { tea: 350, coffee: 420 };
  return item in prices
    ? { result: JSON.stringify({ result: { item, total: prices[item] * amount }, success: true, error: null }) }
    : { failure: { kind: 'INVALID', code: 'UNKNOWN_ITEM', message: `no price for '${item}'`, retryAfterMs: 0 } };
}

async function perform(command) {
  const { commandId, jobId, epoch, step, attempt, claim } = command;
  const task = { commandId, jobId, epoch, step, attempt, claim, worker: NAME };
  const startedAt = Date.now();
  await send('task.started', jobId, { ...task, at: startedAt });
  const answer = quote(JSON.parse(command.parameters));
  return { result: null, failure: null, usage: null, ...task, startedAt, completedAt: Date.now(), ...answer };
}

// A record that cannot be read must not stop its partition: it becomes a dead letter.
async function decode(topic, partition, { key, value, offset, timestamp }) {
  try {
    return await registry.decode(value);
  } catch (e) {
    await send('dead.letters', key, {
      topic, partition, offset: Number(offset), value, reason: `cannot be read: ${e.message}`, component: 'node',
      at: Number(timestamp),
    });
    return null;
  }
}

async function serve({ topic, partition, message }) {
  const command = await decode(topic, partition, message);
  if (!command) return;
  const completed = answered.get(command.commandId) ?? (await perform(command));
  answered.set(command.commandId, completed);
  if (answered.size > REMEMBERED) answered.delete(answered.keys().next().value);
  await send('task.completed', command.jobId, completed); // durable before kafkajs commits the command's offset
}

// --- publisher: a document with its inputs

const jobId = `node-quote-${randomUUID()}`;
const document = `
id: node-quote
name: A quote by a worker in another language
inputs:
  item: {type: string, required: true}
steps:
  - id: price
    tool: quote
    queue: ${queue}
    parameters: {item: "\${item}", amount: 3}
  - id: file
    tool: filesystem
    action: write
    parameters: {path: quote.txt, content: "{{ price.result.item }}: {{ price.result.total }}"}
outputs:
  total: "\${price.result.total}"
`;

async function submit() {
  await send('job.requests', jobId, {
    jobId, workflow: null, document, inputs: JSON.stringify({ item: process.env.ITEM ?? 'tea' }), priority: null, labels: {},
    workspace: process.env.ORCHESTRATOR_WORKSPACE ?? '', requestedBy: NAME, requestedAt: Date.now(),
  });
  console.log(`job ${jobId}`);
}

// --- monitor: the job's events, in order, until its last one

const ENDS = ['job.completed', 'job.failed', 'job.rejected', 'job.cancelled'];
let ended;
const end = new Promise((resolve) => { ended = resolve; });

async function show({ message }) {
  if (message.key?.toString() !== jobId) return;
  const event = await registry.decode(message.value);
  console.log([event.sequence, event.type, event.step, event.worker].filter((field) => field !== null).join(' '));
  if (ENDS.includes(event.type)) ended(event);
}

await Promise.all([producer.connect(), worker.connect(), monitor.connect()]);
await worker.subscribe({ topics: PRIORITIES.map((priority) => `step.commands.${queue}.${priority}`), fromBeginning: true });
await worker.run({ eachMessage: serve });
await monitor.subscribe({ topics: ['job.events'], fromBeginning: true });
await monitor.run({ eachMessage: show });
await submit();

const last = await end;
console.log(`outputs ${last.outputs}`);
last.findings?.forEach((finding) => console.error(finding));
if (last.failure) console.error(last.failure.message);
await Promise.all([worker.disconnect(), monitor.disconnect(), producer.disconnect()]);
process.exit(last.type === 'job.completed' && last.success ? 0 : 1);
