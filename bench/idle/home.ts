import { createDemoServer } from '../../src/demo/server.ts';

// An open home at the pace of a real one, in a process of its own so that its cost is not counted.
const home = await createDemoServer({ admits: () => true, rate: Number(process.argv[2]), seed: 1 });
process.stdout.write(`${home.url}\n`);
