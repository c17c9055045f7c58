import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { FoundServer } from './found-server.ts';
import { SERVICE, type MdnsProblem, type OpenMdns } from './mdns.ts';
import { readAnnouncement, type AnnouncedServer } from './read-announcement.ts';
import { createServiceRecords } from './service-records.ts';

export interface FoundServersPorts {
  readonly clock: Clock;
  readonly openMdns: OpenMdns;
  /** Whether Home Assistant answers at an address. Never rejects. */
  readonly answers: (url: string, signal: AbortSignal) => Promise<boolean>;
  readonly onChange: () => void;
}

interface Entry {
  readonly id: string;
  announced: AnnouncedServer;
  /** Where it answered; `null` before it did. */
  url: string | null;
  reach: FoundServer['reach'];
  /** Monotonic: when it is probed next; `null` for never. */
  probeAt: number | null;
  /** How often it was silent. */
  silences: number;
  probing: AbortController | null;
}

/** Servers that announce themselves, from `start` to `stop`. */
export function createFoundServers({ clock, openMdns, answers, onChange }: FoundServersPorts) {
  const records = createServiceRecords({ clock });
  /** By name of the instance. */
  const entries = new Map<string, Entry>();
  let sockets: ReturnType<OpenMdns> | null = null;
  let problem: MdnsProblem | null = null;
  let stops: (() => void)[] = [];
  let cancelAsk = (): void => undefined;
  let cancelSettle: (() => void) | null = null;
  let cancelPush: (() => void) | null = null;

  /** A flood of answers must not become a flood of pushes. */
  function changed(): void {
    cancelPush ??= clock.after(LIMITS.foundPushMs, () => {
      cancelPush = null;
      onChange();
    });
  }

  /** At once, then after 1 s, 2 s, 4 s … (RFC 6762 5.2). */
  function askFrom(delayMs: number): void {
    cancelAsk();
    sockets?.ask([{ name: SERVICE, type: 'PTR' }, ...records.missing(true)]);
    cancelAsk = clock.after(delayMs, () => {
      askFrom(Math.min(delayMs * 2, LIMITS.mdnsAskMaxMs));
    });
  }

  function follow(): void {
    const seen = new Map<string, AnnouncedServer>();
    for (const announcement of records.list()) {
      const server = readAnnouncement(announcement);
      if (server !== null) seen.set(announcement.instance.toLowerCase(), server);
    }
    for (const [key, entry] of entries) {
      if (seen.has(key)) continue;
      entry.probing?.abort();
      entries.delete(key);
      changed();
    }
    for (const [key, server] of seen) takeOver(key, server);
    probeDue();
  }

  function takeOver(key: string, server: AnnouncedServer): void {
    const known = entries.get(key);
    if (known === undefined) {
      entries.set(key, {
        id: toId(server),
        announced: server,
        url: null,
        reach: 'probing',
        probeAt: clock.monotonic(),
        silences: 0,
        probing: null,
      });
      changed();
      return;
    }
    if (isSame(known.announced, server)) return;
    const isElsewhere = known.announced.urls.join() !== server.urls.join();
    known.announced = server;
    if (isElsewhere) {
      known.probing?.abort();
      known.probing = null;
      known.silences = 0;
      // Each change could be one of thousands.
      known.probeAt = Math.max(known.probeAt ?? 0, clock.monotonic() + LIMITS.reprobeMs);
      if (known.url !== null && !server.urls.includes(known.url)) {
        known.url = null;
        known.reach = 'probing';
      }
    }
    changed();
  }

  /** A uuid belongs to the first that has announced it; an id is never that of another. */
  function toId({ uuid, instance }: AnnouncedServer): string {
    const taken = new Set([...entries.values()].map(({ id }) => id));
    if (uuid !== null && !taken.has(uuid)) return uuid;
    let id = instance;
    for (let count = 2; taken.has(id); count += 1) id = `${instance} (${String(count)})`;
    return id;
  }

  function probeDue(): void {
    let running = [...entries.values()].filter(({ probing }) => probing !== null).length;
    for (const entry of entries.values()) {
      if (running >= LIMITS.maxProbesAtOnce) return;
      if (entry.probing !== null || entry.probeAt === null || entry.probeAt > clock.monotonic()) continue;
      running += 1;
      void probe(entry);
    }
  }

  async function probe(entry: Entry): Promise<void> {
    const mine = new AbortController();
    entry.probing = mine;
    entry.probeAt = null;
    const url = await firstThatAnswers(entry.announced.urls, mine.signal);
    if (entry.probing !== mine) return;
    entry.probing = null;
    entry.url = url;
    entry.reach = url === null ? 'silent' : 'answers';
    if (url === null) {
      const delayMs = Math.min(LIMITS.reprobeMs * 2 ** entry.silences, LIMITS.reprobeMaxMs);
      entry.silences += 1;
      entry.probeAt = clock.monotonic() + delayMs;
    }
    changed();
    probeDue();
  }

  async function firstThatAnswers(urls: readonly string[], signal: AbortSignal): Promise<string | null> {
    for (const url of urls) {
      if (signal.aborted) return null;
      if (await answers(url, signal)) return url;
    }
    return null;
  }

  /** What came is looked at a little later, and all of it at once: there may be a flood of it. */
  function settle(): void {
    cancelSettle?.();
    cancelSettle = null;
    records.expire();
    const questions = records.missing(false);
    if (questions.length > 0) sockets?.ask(questions);
    follow();
  }

  function stop(): void {
    if (sockets === null) return;
    cancelAsk();
    cancelSettle?.();
    cancelSettle = null;
    for (const end of stops) end();
    stops = [];
    sockets.close();
    sockets = null;
    problem = null;
    for (const { probing } of entries.values()) probing?.abort();
    entries.clear();
    records.clear();
    changed();
  }

  return {
    start(): void {
      if (sockets !== null) return;
      sockets = openMdns({
        onRecords(packet) {
          if (sockets === null) return;
          records.take(packet);
          cancelSettle ??= clock.after(LIMITS.foundSettleMs, settle);
        },
        onInterface() {
          if (sockets !== null) askFrom(LIMITS.mdnsAskFirstMs);
        },
        onProblem(next) {
          if (problem === next) return;
          problem = next;
          changed();
        },
      });
      askFrom(LIMITS.mdnsAskFirstMs);
      stops = [clock.every(LIMITS.foundTickMs, settle)];
    },
    stop,
    list: (): readonly FoundServer[] =>
      [...entries.values()].map(({ id, announced, url, reach }) => ({
        id,
        uuid: announced.uuid,
        name: announced.name,
        version: announced.version,
        url: url ?? announced.urls[0] ?? '',
        reach,
      })),
    problem: (): MdnsProblem | null => problem,
  };
}

function isSame(one: AnnouncedServer, other: AnnouncedServer): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
