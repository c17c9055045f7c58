import '../../test/browser/fake-without-eval.ts';
import { FakeLog } from '../../test/browser/fake-log.ts';
import type { Row } from '../../src/core/events/row.ts';
import { readEntry } from '../../src/core/log/log-entry.ts';

/** What the page tells the house. */
export type HouseOrder =
  | { readonly kind: 'line'; readonly port: MessagePort }
  /** All new rows are posted as they are, for a page that keeps them itself. */
  | { readonly kind: 'rows'; readonly port: MessagePort }
  /** Events a second; 0 stops. */
  | { readonly kind: 'run'; readonly perSecond: number };

/** An event that was written down, and when: milliseconds since the epoch, with fractions. */
export interface HouseNote {
  readonly seq: number;
  readonly at: number;
}

const BATCH_MS = 16;
const STORED = Number(new URLSearchParams(location.search).get('stored') ?? 0);

/** Main's side in a thread of its own: its log and its feed, over a store that is worked out. */
const log = new FakeLog(STORED);
let plain: MessagePort | null = null;
let isPlainBusy = false;
const waiting: Row[] = [];
let running: ReturnType<typeof setInterval> | null = null;

log.play(20_000, Date.now() - 3_600_000, Date.now() - 1_000);
/** Events that are sent again and again. */
const lap = log.memory.after(0, 4_000).flatMap((entry) => readEntry(entry) ?? []);
let next = 0;

function add(count: number): void {
  const rows: Row[] = [];
  for (let left = count; left > 0; left -= 1) {
    const event = lap[next % lap.length];
    next += 1;
    if (event !== undefined) rows.push(log.addEvent(event, Date.now()));
  }
  // Before the rows themselves, so that the page knows what to look out for.
  postMessage({ seq: log.lastSeq, at: performance.timeOrigin + performance.now() } satisfies HouseNote);
  log.flush();
  if (plain !== null) {
    waiting.push(...rows);
    sendPlain();
  }
}

/** One batch at a time: a page that can't keep up gets a larger one next. */
function sendPlain(): void {
  if (plain === null || isPlainBusy || waiting.length === 0) return;
  isPlainBusy = true;
  plain.postMessage(waiting.splice(0));
}

function run(perSecond: number): void {
  if (running !== null) clearInterval(running);
  running = null;
  if (perSecond === 0) return;
  const everyMs = Math.max(BATCH_MS, 1_000 / perSecond);
  let owed = 0;
  let last = performance.now();
  running = setInterval(() => {
    const now = performance.now();
    // What a busy machine could not send in a quarter of a second is not made up for.
    owed = Math.min(owed + ((now - last) * perSecond) / 1_000, Math.max(1, perSecond / 4));
    last = now;
    if (owed < 1) return;
    add(Math.floor(owed));
    owed %= 1;
  }, everyMs);
}

addEventListener('message', ({ data }: MessageEvent<HouseOrder>) => {
  switch (data.kind) {
    case 'line':
      log.serve(data.port);
      break;
    case 'rows':
      plain = data.port;
      plain.onmessage = () => {
        isPlainBusy = false;
        sendPlain();
      };
      break;
    case 'run':
      run(data.perSecond);
      break;
  }
});
postMessage({ seq: log.lastSeq, at: performance.timeOrigin + performance.now() } satisfies HouseNote);
