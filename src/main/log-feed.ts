import type { Clock } from '../core/clock.ts';
import type { LogAsk, LogSource, LogTell } from '../core/ipc/log-port.ts';
import { LIMITS } from '../core/limits.ts';
import { EMPTY_LOG, type LogReader } from '../core/log/log-reader.ts';
import { openView } from '../core/log-session/open-view.ts';
import type { LogExtent, LogSession, SessionHistory } from '../core/log-session/session-contract.ts';
import type { Monitor } from '../core/monitor.ts';
import { parseLogAsk } from './parse-log-ask.ts';

/** The first news of a session waits so long for enough rows to fill the screen, lest the list is empty for a moment. */
const FIRST_NEWS_MS = 150;
/** While nothing that matches comes, the page hears about the rate this often. */
const RATE_NEWS_MS = 1_000;

/** One end of the port to a page. */
export interface LogPort {
  send(tell: LogTell): void;
  /** Whatever the page posted, unchecked. */
  onMessage(fn: (message: unknown) => void): void;
  onClose(fn: () => void): void;
  close(): void;
}

/** What a page can look at. */
export interface SourceAccess {
  /** `null` where nothing is stored: then only what is in memory can be seen. */
  readonly history: SessionHistory | null;
  /** Events of now belong to it: true of the log, false of a capture. */
  readonly live: boolean;
}

export interface LogFeedPorts {
  readonly monitor: Pick<Monitor, 'counts' | 'log'>;
  readonly clock: Clock;
  readonly port: LogPort;
  /** `null` for a source that is not there, or not any more. */
  sources(source: LogSource): SourceAccess | null;
  /** Server id to name, for `server:Home`. Asked when a session opens. */
  serverNames(): ReadonlyMap<string, string>;
}

export interface LogFeed {
  /** There may be new rows. Cheap; called for each event. */
  poke(): void;
  /** Rows that may be on screen changed or came in between: recovered, bookmarked, erased. */
  changed(): void;
  close(): void;
}

type Open = Extract<LogAsk, { kind: 'open' }>;

/** The session of the moment, and what the page was told of it. */
interface Current {
  readonly ask: Open;
  readonly log: LogReader;
  readonly session: LogSession;
  readonly openedAtMs: number;
  told: (LogExtent & { readonly received: number; readonly atMs: number }) | null;
  stale: boolean;
  unacked: boolean;
  /** Rows that news is to bring along. */
  tail: number;
}

/**
 * Serves a page with one session at a time. News goes at once, then at most each `LIMITS.batchIntervalMs`, and never
 * a second one before the page has acknowledged the first: a page that hangs costs nothing and misses nothing.
 */
export function createLogFeed(ports: LogFeedPorts): LogFeed {
  const { monitor, clock, port } = ports;
  let current: Current | null = null;
  let resting: (() => void) | null = null;
  let looking: (() => void) | null = null;
  let closed = false;

  function open(ask: Open): void {
    const source = ports.sources(ask.source);
    const view = openView(ask.query, clock.now(), ports.serverNames());
    if (source === null || !view.ok) {
      const message = view.ok ? 'This capture is not open any more. Open its file again.' : view.message;
      port.send({ kind: 'refused', session: ask.session, message });
      return;
    }
    endTimers();
    current?.session.close();
    const log = source.live ? monitor.log : EMPTY_LOG;
    const session = view.createSession({
      log,
      history: source.history,
      clock,
      afterSeq: ask.afterSeq,
      onNews: poke,
      onLost: changed,
    });
    const { tail } = ask;
    current = {
      ask,
      log,
      session,
      openedAtMs: clock.monotonic(),
      told: null,
      stale: false,
      unacked: false,
      tail,
    };
    flush();
  }

  function changed(): void {
    if (closed || current === null || current.stale) return;
    current.stale = true;
    port.send({ kind: 'stale', session: current.ask.session });
  }

  function flush(): void {
    if (closed || current === null || current.unacked || current.stale) return;
    current.session.advance();
    const extent = current.session.extent();
    const waitMs = waitBefore(current, extent);
    if (waitMs === 0) tell(current, extent);
    else if (waitMs !== null) lookAgain(waitMs);
  }

  /** How long the news of this extent is to be held back; `null` when there is none. */
  function waitBefore({ told, ask, openedAtMs }: Current, extent: LogExtent): number | null {
    const now = clock.monotonic();
    const { first, end, complete } = extent;
    if (told === null) {
      return complete || end - first >= ask.tail ? 0 : Math.max(0, openedAtMs + FIRST_NEWS_MS - now);
    }
    if (told.first !== first || told.end !== end || told.complete !== complete) return 0;
    return told.received === monitor.counts().received ? null : Math.max(0, told.atMs + RATE_NEWS_MS - now);
  }

  function tell(to: Current, extent: LogExtent): void {
    const { told, tail, session } = to;
    const { received } = monitor.counts();
    const from = Math.max(extent.end - tail, told?.end ?? extent.first, extent.first);
    port.send({
      kind: 'news',
      session: to.ask.session,
      ...extent,
      tail: session.newest(from),
      received,
      lastSeq: to.log.lastSeq,
    });
    to.told = { ...extent, received, atMs: clock.monotonic() };
    to.unacked = true;
    resting = clock.after(LIMITS.batchIntervalMs, () => {
      resting = null;
      flush();
    });
  }

  function endTimers(): void {
    resting?.();
    looking?.();
    resting = null;
    looking = null;
  }

  function lookAgain(afterMs: number): void {
    looking ??= clock.after(afterMs, () => {
      looking = null;
      flush();
    });
  }

  function poke(): void {
    if (resting === null) flush();
  }

  async function answerRows(
    { session: id, ask, from, count }: Extract<LogAsk, { kind: 'rows' }>,
    session: LogSession,
  ): Promise<void> {
    const lost = Array.from({ length: count }, () => null);
    const rows = await session.rows(from, count).catch(() => lost);
    if (isCurrent(id)) port.send({ kind: 'rows', session: id, ask, from, rows });
  }

  async function answerPlace(
    ask: Extract<LogAsk, { kind: 'find' | 'at' }>,
    session: LogSession,
  ): Promise<void> {
    // What is looked for may have come in this moment.
    session.advance();
    const nowhere = { ordinal: session.extent().first - 1, exact: false };
    const looked = ask.kind === 'find' ? session.find(ask.seq) : session.findMoment(ask.at);
    const { ordinal, exact } = await looked.catch(() => nowhere);
    if (isCurrent(ask.session)) {
      const { first } = session.extent();
      port.send({ kind: 'place', session: ask.session, ask: ask.ask, ordinal, exact, first });
    }
  }

  function isCurrent(session: number): boolean {
    return !closed && current?.ask.session === session;
  }

  port.onMessage((message) => {
    const ask = parseLogAsk(message);
    if (ask === null || closed) return;
    if (ask.kind === 'open') {
      open(ask);
      return;
    }
    if (current === null || !isCurrent(ask.session)) return;
    switch (ask.kind) {
      case 'rows':
        void answerRows(ask, current.session);
        break;
      case 'find':
      case 'at':
        void answerPlace(ask, current.session);
        break;
      case 'ack':
        current.unacked = false;
        current.tail = ask.tail;
        poke();
        break;
    }
  });

  function close(): void {
    if (closed) return;
    closed = true;
    endTimers();
    current?.session.close();
    port.close();
  }

  port.onClose(close);
  return { poke, changed, close };
}
