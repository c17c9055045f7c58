import { createInstalledServices } from '../consumers/installed-services.ts';

/** The app as it is installed, without a window: says how much it has received, and at the end what became of it. */
const [, , url = '', total, workerPath = ''] = process.argv;
const expected = Number(total);
/** How often it says how far it is. */
const STEP = 1_000;
const { services, end } = await createInstalledServices(url, workerPath);
const { monitor, history } = services;
let events = 0;
const undo = monitor.onEvent(({ kind }) => {
  if (kind !== 'event' && kind !== 'unparsed') return;
  events += 1;
  if (events % STEP === 0 || events === expected) process.send?.({ events });
  if (events === expected) finish().catch(() => process.exit(1));
});
services.start();

async function finish(): Promise<void> {
  undo();
  monitor.setServers([]);
  await history.flush();
  const { unparsed, gaps } = monitor.counts();
  const kept = history.search(
    { kind: 'facet', facet: 'kind', test: { kind: 'is', value: 'event' } },
    Number.MAX_SAFE_INTEGER,
  );
  await kept.rows(0, 1);
  while (!kept.progress().complete) await new Promise((resolve) => setTimeout(resolve, 10));
  process.send?.({ account: { unparsed, gaps, stored: kept.progress().count, lost: history.status().lost } });
  await end();
  process.exit(0);
}
