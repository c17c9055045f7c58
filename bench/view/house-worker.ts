import '../../test/browser/fake-without-eval.ts';
import { FakeLog } from '../../test/browser/fake-log.ts';
import type { Row } from '../../src/core/events/row.ts';

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
let running: ReturnType<typeof setInterval> | null = null;

function add(count: number): void {
  const now = Date.now();
  const before = log.lastSeq;
  log.play(count, now - BATCH_MS, now);
  log.flush();
  postMessage({ seq: log.lastSeq, at: performance.timeOrigin + performance.now() } satisfies HouseNote);
  const rows: Row[] = plain === null ? [] : log.memory.after(before, count * 2).map(({ row }) => row);
  plain?.postMessage(rows);
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
    owed += ((now - last) * perSecond) / 1_000;
    last = now;
    if (owed < 1) return;
    const before = log.lastSeq;
    add(Math.floor(owed));
    owed -= log.lastSeq - before;
  }, everyMs);
}

addEventListener('message', ({ data }: MessageEvent<HouseOrder>) => {
  switch (data.kind) {
    case 'line':
      log.serve(data.port);
      break;
    case 'rows':
      plain = data.port;
      break;
    case 'run':
      run(data.perSecond);
      break;
  }
});
log.play(20_000, Date.now() - 3_600_000, Date.now() - 1_000);
