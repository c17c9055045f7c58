import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../node/system-clock.ts';
import { createHistoryHost } from './history-host.ts';
import { createHistoryStore } from '../store/history-store.ts';
import type { HistoryAsk, HistoryWorkerData } from './protocol.ts';

/**
 * How far below the priority of the thread that reads the stream and draws the tray. In a burst on two processors the stream
 * is read faster with it, and as much is stored.
 */
const NICE = 5;

/** The thread with the database. */
const port = parentPort;
if (port === null) throw new Error('history-worker is a worker of the app, not a program.');

// On Linux this affects only the calling thread, elsewhere the whole app (setpriority(2), "C library/kernel differences").
if (process.platform === 'linux') setPriority(0, NICE);
const { file, from, settings } = workerData as HistoryWorkerData;
const store = createHistoryStore({ file, from, settings, now: systemClock.now });
const host = createHistoryHost(store, systemClock, (message) => port.postMessage(message));
port.on('message', (message: HistoryAsk) => {
  host.receive(message);
});
host.open();
