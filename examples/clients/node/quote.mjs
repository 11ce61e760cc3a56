// A publisher, a monitor and a worker in one small program, without a line of Orchestrator's own code:
//   node quote.mjs BOOTSTRAP REGISTRY_URL QUEUE
// It serves QUEUE as a worker for the tool "quote", submits a job whose first step runs there and whose second step runs on
// a worker in Java, prints the job's events and exits with 0 when the job has completed. See docs/protocol.md.
import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

const { Kafka, Partitioners, logLevel } = kafkajs;
const [bootstrap, registryUrl, queue] = process.argv.slice(2);
if (!queue) {
  console.error('usage: node quote.mjs BOOTSTRAP REGISTRY_URL QUEUE');
  process.exit(2);
}

const kafka = new Kafka({ clientId: 'node-example', brokers: bootstrap.split(','), logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host: registryUrl });
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
const worker = kafka.consumer({ groupId: `orchestrator-workers-${queue}` });
const monitor = kafka.consumer({ groupId: `node-monitor-${randomUUID()}`, readUncommitted: false });

const send = async (topic, key, value) => {
  const id = await registry.getLatestSchemaId(`${topic}-value`);
  await producer.send({ topic, acks: -1, messages: [{ key, value: await registry.encode(id, value) }] });
};

// What every answer to a command copies from it.
const task = ({ commandId, jobId, epoch, step, attempt, claim }) => ({ commandId, jobId, epoch, step, attempt, claim });

async function serve({ message }) {
  const command = await registry.decode(message.value);
  const startedAt = Date.now();
  await send('task.started', command.jobId, { ...task(command), worker: 'node', at: startedAt });
  const { item, amount } = JSON.parse(command.parameters);
  const known = { tea: 350, coffee: 420 };
  const answer = item in known
    ? { result: JSON.stringify({ result: { item, total: known[item] * amount }, success: true, error: null }) }
    : { failure: { kind: 'INVALID', code: 'UNKNOWN_ITEM', message: `no price for ${item}`, retryAfterMs: 0 } };
  await send('task.completed', command.jobId, {
    result: null, failure: null, usage: null, ...task(command), worker: 'node', startedAt, completedAt: Date.now(), ...answer,
  });
}

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

const jobId = `node-quote-${randomUUID()}`;
let ended;
const end = new Promise((resolve) => { ended = resolve; });

await Promise.all([producer.connect(), worker.connect(), monitor.connect()]);
await worker.subscribe({ topics: [`step.commands.${queue}.normal`], fromBeginning: true });
await worker.run({ eachMessage: serve });
await monitor.subscribe({ topics: ['job.events'], fromBeginning: true });
await monitor.run({
  eachMessage: async ({ message }) => {
    if (message.key?.toString() !== jobId) return;
    const event = await registry.decode(message.value);
    console.log(`${event.sequence} ${event.type} ${event.step ?? ''} ${event.worker ?? ''}`.trim());
    if (/^job\.(completed|failed|rejected|cancelled)$/.test(event.type)) ended(event);
  },
});
await send('job.requests', jobId, {
  jobId, workflow: null, document, inputs: JSON.stringify({ item: 'tea' }), priority: null, labels: {},
  workspace: process.env.ORCHESTRATOR_WORKSPACE ?? '', requestedBy: 'node', requestedAt: Date.now(),
});

const last = await end;
console.log(last.outputs ?? JSON.stringify(last.failure), last.findings ?? '');
await Promise.all([worker.disconnect(), monitor.disconnect(), producer.disconnect()]);
process.exit(last.type === 'job.completed' ? 0 : 1);
