import { systemClock } from '../../../src/node/system-clock.ts';
import { openHistory } from '../../../src/history/worker/history-client.ts';
import { SETTINGS, stateEntry } from './stored-events.ts';

/**
 * Appends to a history at changing speed and prints what it has appended and when, until somebody ends it. Arguments: path of
 * the worker, file of the database.
 */
const [, , workerPath = '', file = ''] = process.argv;
const { history, lastSeq } = await openHistory({ workerPath, file, settings: SETTINGS, clock: systemClock });
let seq = lastSeq + 1;
let round = 0;

function say(word: string): void {
  process.stdout.write(`${word} ${String(seq - 1)} ${String(Date.now())}\n`);
}

say('opened');
setInterval(() => {
  round += 1;
  const count = round % 20 === 0 ? 400 : round % 3;
  for (let index = 0; index < count; index += 1) {
    history.append(stateEntry(seq));
    seq += 1;
  }
  say('appended');
  if (round % 25 === 0) {
    const upTo = seq - 1;
    void history.flush().then(() => process.stdout.write(`flushed ${String(upTo)} ${String(Date.now())}\n`));
  }
}, 10);
