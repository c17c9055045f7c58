import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../node/system-clock.ts';
import { createHistoryHost } from './history-host.ts';
import { createHistoryStore } from './history-store.ts';
import type { HistoryAsk, HistoryWorkerData } from './protocol.ts';

/** The thread that has the database. */
const port = parentPort;
if (port === null) throw new Error('history-worker is a worker of the app, not a program.');

const { file, from, settings } = workerData as HistoryWorkerData;
const store = createHistoryStore({ file, from, settings, now: systemClock.now });
const host = createHistoryHost(store, systemClock, (message) => port.postMessage(message));
port.on('message', (message: HistoryAsk) => host.receive(message));
host.open();
