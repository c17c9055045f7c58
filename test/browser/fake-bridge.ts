import './fake-without-eval.ts';
import type { HaEvent } from '../../src/core/events/event.ts';
import type { OwnRow } from '../../src/core/own-rows/own-row.ts';
import type { Row } from '../../src/core/events/row.ts';
import type { Overview } from '../../src/core/ipc/overview.ts';
import type { BridgeWire } from '../../src/core/ipc/bridge.ts';
import type { Bridge, PushName, Pushes } from '../../src/core/ipc/table.ts';
import { createFakeServers } from './fake-servers.ts';
import { createFakeDestinations } from './fake-destinations.ts';
import { backTest, type BackTest, type BackTestOptions } from '../../src/core/rules/back-test.ts';
import { guardedBy } from '../../src/core/rules/guarded.ts';
import { refuseFlood, refuseRule, type RuleFacts } from '../../src/core/rules/refuse-rule.ts';
import { toHomeFacts } from '../../src/core/rules/home-facts.ts';
import { listThings } from '../../src/core/rules/home-things.ts';
import { subjectOptions } from '../../src/core/rules/subject-options.ts';
import { keyAt, timeOfKey } from '../../src/core/log/keys.ts';
import type { QueryNode } from '../../src/core/query/ast.ts';
import { toAnd } from '../../src/core/query/query-nodes.ts';
import { placeOfCall } from '../../src/core/history/alert-verbs.ts';
import type { Rule } from '../../src/core/rules/rule.ts';
import { pauseEnd } from '../../src/core/settings/pause.ts';
import { createFakeDiscovery } from './fake-discovery.ts';
import { createFakeSignIn } from './fake-sign-in.ts';
import { runFakeTest } from './fake-connection-test.ts';
import { createFileRequests } from './fake-files.ts';
import { createHistoryRequests } from './fake-history-requests.ts';
import { FakeLog } from './fake-log.ts';
import { KNOWN_ENTITIES } from './fake-house.ts';
import { FAKE_REGISTRIES } from './fake-registry.ts';
import { parseScene, toConnectionState, toOverview } from './fake-scenes.ts';

/**
 * A main process for the page, inside of the page: it answers every request, plays a believable house and can be put
 * into every state by the address, or by a test through `window.fake`.
 */
const scene = parseScene(location.hash);
const log = new FakeLog(scene.stored);
const startedAt = Date.now();
let overview = toOverview(scene, startedAt);
const listeners = new Map<string, Set<(value: unknown) => void>>();
const calls: { name: string; args: readonly unknown[] }[] = [];

function push<N extends PushName>(name: N, value: Pushes[N]): void {
  for (const fn of listeners.get(name) ?? []) fn(value);
}

function change(patch: Partial<Overview>): void {
  overview = { ...overview, ...patch };
  push('overview', overview);
}

function count(): void {
  const { gaps, unparsed, received } = log.counts();
  const { history } = overview;
  const kept = log.memory.size;
  const { evicted } = log.memory;
  change({
    counts: { received, unparsed, oversize: 0, kept, evicted, gaps },
    history: { ...history, status: log.store.status() },
  });
}

function preload(): void {
  if (scene.preload === 0 || scene.state === 'welcome') return;
  const ids = overview.servers.map(({ id }) => id);
  const gapAt = Math.floor(scene.preload * 0.965);
  log.play(gapAt, startedAt - 5_400_000, startedAt - 400_000, ids);
  // A gap keeps numbers free for what may be recovered of it.
  const gap = { from: startedAt - 419_000, to: startedAt - 390_000, reason: { code: 'ended' } } as const;
  log.addOwn({ kind: 'gap', gap, recovery: null }, startedAt - 390_000);
  log.reserve(20);
  log.addOwn({ kind: 'connected', name: 'Home' }, startedAt - 380_000);
  log.play(scene.preload - gapAt, startedAt - 370_000, startedAt - 2_000, ids);
}

const THINGS = listThings(KNOWN_ENTITIES, FAKE_REGISTRIES);
const rulesFile: { text: string | null } = { text: null };
let removedRule: { readonly rule: Rule; readonly at: number } | null = null;

function changeRules(rules: readonly Rule[]): null {
  change({ notifications: { ...overview.notifications, rules } });
  return null;
}

function tryRule(rule: Rule, days: 1 | 7): Promise<BackTest | null> {
  const serverNames = new Map(overview.servers.map(({ id, name }) => [id, name]));
  const { signal } = new AbortController();
  return backTest(rule, {
    history: dated,
    serverNames,
    registries: FAKE_REGISTRIES,
    days,
    now: Date.now(),
    signal,
  });
}

/** Keys are times here, and not the numbers of the fake log. */
function toTimes(query: QueryNode): QueryNode {
  if (query.kind === 'and') return toAnd(query.parts.map(toTimes));
  if (query.kind !== 'seq') return query;
  return { kind: 'time', from: timeOfKey(query.from), to: timeOfKey(query.to) + 1 };
}

/** The store, with keys that say when, as those of the real one do. */
const dated: BackTestOptions['history'] = {
  histogram: (request) => log.store.histogram(request),
  currentStates: async () => KNOWN_ENTITIES,
  values: async () => KNOWN_ENTITIES.map(({ entity }) => ({ value: entity, count: 0 })),
  connectionSpans: async () =>
    overview.servers.map(({ id }) => {
      return { kind: 'live', serverId: id, from: startedAt - 8 * 86_400_000, to: null, code: '' };
    }),
  search(query, belowSeq) {
    const search = log.store.search(toTimes(query), belowSeq);
    const events: typeof search.events = async (from, count) =>
      (await search.events(from, count)).map((event) => ({ ...event, seq: keyAt(event.row.at) }));
    return { ...search, events };
  },
};

async function readRuleFacts(rule: Rule): Promise<RuleFacts> {
  const refusal = refuseRule(rule);
  if (refusal !== null) return { guarded: null, refusal };
  const serverNames = new Map(overview.servers.map(({ id, name }) => [id, name]));
  const lastDay = await tryRule(rule, 1);
  const guarded = guardedBy(rule, KNOWN_ENTITIES, { serverNames, registries: FAKE_REGISTRIES });
  return { guarded, refusal: refuseFlood(rule, lastDay) };
}

const fakeSignIn = createFakeSignIn({ push, save: (draft) => fakeRequests.saveServer(draft) });

const fakeRequests: Omit<Bridge, 'on'> = {
  getOverview: async () => overview,
  openLog: async () => {
    log.openPort();
    return null;
  },
  ...createHistoryRequests({ log, noted: scene.notes, overview: () => overview }),
  ...createFileRequests({
    overview: () => overview,
    change,
    push,
    lastSeq: () => log.lastSeq,
    rulesFile,
  }),
  ...createFakeServers({ overview: () => overview, change, save: scene.save }),
  testConnection: (draft) =>
    runFakeTest(draft, (steps) => {
      push('testSteps', steps);
    }),
  trustCertificate: async () => {
    fake.setState('live');
    return null;
  },
  chooseFile: async (what) => `/home/ann/${what}.pem`,
  ...fakeSignIn.requests,
  ...createFakeDiscovery({ announced: scene.found, change }),
  cancelTest: async () => null,
  reconnect: async () => {
    fake.setState('connecting');
    setTimeout(() => {
      fake.setState('live');
    }, 600);
    return null;
  },
  startDemo: async () => {
    change({ servers: toOverview({ ...scene, state: 'demo', servers: 1 }, Date.now()).servers });
    fake.run(3);
    return null;
  },
  stopDemo: async () => {
    change({ servers: [] });
    return null;
  },
  saveRule: async (rule) => {
    const { refusal } = await readRuleFacts(rule);
    if (refusal !== null) return refusal;
    const { rules } = overview.notifications;
    const known = rules.some(({ id }) => id === rule.id);
    return changeRules(known ? rules.map((each) => (each.id === rule.id ? rule : each)) : [rule, ...rules]);
  },
  agreeToRule: async (seen) => {
    const { rules } = overview.notifications;
    const agreed: Rule = { ...seen, enabled: true };
    delete agreed.unconfirmed;
    return changeRules(rules.map((each) => (each.id === seen.id ? agreed : each)));
  },
  pressAlert: async (_about, verb) =>
    placeOfCall(verb) === -1 ? null : { ok: true, message: 'Home ran it: light.hall is off.' },
  removeRule: async (id) => {
    const { rules } = overview.notifications;
    const at = rules.findIndex((rule) => rule.id === id);
    const rule = rules[at];
    if (rule === undefined) return null;
    removedRule = { rule, at };
    return changeRules(rules.filter((each) => each !== rule));
  },
  tryRule,
  previewRule: async (rule) => (await tryRule(rule, 7))?.told[0] ?? null,
  restoreRule: async () => {
    const { rules } = overview.notifications;
    return removedRule === null ? null : changeRules(rules.toSpliced(removedRule.at, 0, removedRule.rule));
  },
  moveRule: async (id, to) => {
    const { rules } = overview.notifications;
    const rule = rules.find((each) => each.id === id);
    if (rule === undefined) return null;
    return changeRules(rules.filter((each) => each !== rule).toSpliced(to, 0, rule));
  },
  findSubjects: async ({ typed, onlyThings }) => {
    const values = async (facet: 'type' | 'service'): Promise<readonly string[]> =>
      (await log.store.values(facet, '', 500)).map(({ value }) => value);
    const [types, actions] = [await values('type'), await values('service')];
    return subjectOptions({ typed, onlyThings, things: THINGS, homes: new Map(), types, actions });
  },
  readHome: async (question) => toHomeFacts(scene.state === 'welcome' ? [] : THINGS, question),
  readRuleFacts,
  readWatched: async () => scene.watched,
  pauseNotifications: async (until) => {
    const pausedUntil = pauseEnd(Date.now(), until);
    change({ notifications: { ...overview.notifications, pausedUntil } });
    return null;
  },
  sendTestNotification: async () => null,
  changeSettings: async ({ startAtLogin, weakStorageAllowed, history, notifications, updates, ...patch }) => {
    const { alertsReadUntil: readUntil = overview.notifications.readUntil, ...rest } = patch;
    if (history?.redaction?.patterns.includes('(') === true) return 'The pattern ( is no regular expression.';
    change({
      ...rest,
      history: { ...overview.history, ...history },
      updates: { ...overview.updates, ...updates },
      notifications: { ...overview.notifications, ...notifications, readUntil },
    });
    if (startAtLogin !== undefined) change({ startAtLogin: { supported: true, on: startAtLogin } });
    if (weakStorageAllowed !== undefined)
      change({
        secrets: {
          ...overview.secrets,
          weakAllowed: weakStorageAllowed,
          place: weakStorageAllowed ? 'weak' : 'memory',
        },
      });
    return null;
  },
  ...createFakeDestinations({
    current: () => overview.destinations,
    change: (destinations) => {
      change({ destinations });
    },
  }),
  lookForUpdate: async () => {
    change({ updates: { ...overview.updates, lookedAt: Date.now(), status: { kind: 'newest' } } });
    return null;
  },
  restartToUpdate: async () => null,
  openUpdatePage: async () => null,
  leaveSafeMode: async () => null,
  openDataFolder: async () => null,
  readDiagnostics: async () => 'Porchlight diagnostics\n\n## Servers\n- none\n',
  copyText: async () => null,
  reportBug: async () => null,
  dismissNotice: async (id) => {
    change({ notices: overview.notices.filter((notice) => notice.id !== id) });
    return null;
  },
};

const wire: BridgeWire = {
  async request(name, args) {
    calls.push({ name, args });
    const fn = fakeRequests[name as keyof typeof fakeRequests] as (...all: readonly unknown[]) => unknown;
    return { ok: true, value: await fn(...args) };
  },
  on(name, fn) {
    const set = listeners.get(name) ?? new Set();
    set.add(fn);
    listeners.set(name, set);
    return () => set.delete(fn);
  },
};

let running: ReturnType<typeof setInterval> | null = null;

/** What a test can do to the fake. */
const fake = {
  calls,
  rulesFile,
  log,
  push,
  change,
  overview: (): Overview => overview,
  finishSignIn: (): Promise<void> => fakeSignIn.finish(),
  setState: (name: string): void => {
    const now = Date.now();
    const state = toConnectionState(name, now);
    const gapSince = state.kind === 'live' || state.kind === 'idle' ? null : now - 40_000;
    change({
      servers: overview.servers.map((server, index) =>
        index === 0 ? { ...server, state, gapSince } : server,
      ),
    });
  },
  emit: (events: number): void => {
    const now = Date.now();
    log.play(
      events,
      now - 50,
      now,
      overview.servers.map(({ id }) => id),
    );
    log.flush();
    count();
  },
  emitEvent: (event: HaEvent): Row => {
    const row = log.addEvent(event, Date.now());
    log.flush();
    return row;
  },
  /** An event of which only its line is kept. */
  emitBareEvent: (event: HaEvent): Row => {
    const row = log.addEvent(event, Date.now(), 'home', false, false);
    log.flush();
    return row;
  },
  emitOwn: (own: OwnRow): Row => {
    const row = log.addOwn(own, Date.now());
    log.flush();
    return row;
  },
  /** Events a second, in batches of 16 ms as main sends them; 0 stops. */
  run: (perSecond: number): void => {
    if (running !== null) clearInterval(running);
    running = null;
    if (perSecond === 0) return;
    let debt = 0;
    let last = performance.now();
    running = setInterval(() => {
      const now = performance.now();
      debt += ((now - last) * perSecond) / 1_000;
      last = now;
      if (debt < 1) return;
      const before = log.lastSeq;
      log.play(
        Math.floor(debt),
        Date.now() - 16,
        Date.now(),
        overview.servers.map(({ id }) => id),
      );
      debt -= log.lastSeq - before;
      log.flush();
    }, 16);
  },
};

export type Fake = typeof fake;

preload();
count();
if (scene.rate > 0) fake.run(scene.rate);
setInterval(count, 500);
Object.assign(window, { porchlight: wire, fake });
if (scene.page !== '') {
  const { page } = scene;
  window.addEventListener('load', () => {
    setTimeout(() => {
      push('openPage', { page });
    });
  });
}
