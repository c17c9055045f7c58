import {
  homePathOf,
  toAlertLevel,
  type Alert,
  type AlertAbout,
  type AlertLevel,
  type NotificationRequest,
  type PendingAlert,
} from '../history/alert.ts';
import type { Clock } from '../clock.ts';
import type { AlertMessage } from '../outside/alert-message.ts';
import type { CurrentState } from '../history/history.ts';
import { LIMITS } from '../limits.ts';
import { DEFAULT_REDACTION, type RedactionRules } from '../redaction/default-rules.ts';
import { createRedactor } from '../redaction/redact.ts';
import type { Registries } from '../registry/registry.ts';
import {
  createEngine,
  type Decision,
  type Now,
  type OfferedEvent,
  type OfferedState,
  type Saved,
} from '../rules/engine.ts';
import { kindOf } from '../rules/away-words.ts';
import { entityOf, toWordsContext, type WordsContext } from '../rules/due-words.ts';
import { loudest, othersByLoudest } from '../rules/loudest.ts';
import { toCalls } from '../rules/rule-calls.ts';
import type { Rule } from '../rules/rule.ts';
import { createHush } from './hush.ts';
import { createLostConnections } from './lost-connections.ts';
import { createOutgoing } from './outgoing.ts';
import { createThrottle, type Throttle } from '../rules/throttle.ts';
import { describeUnmet } from '../rules/timing-words.ts';
import {
  describePending,
  toAwayNotification,
  toMissedNotification,
  toNotification,
  toSummaryNotification,
} from '../rules/wording.ts';
import type { Settings } from '../settings/settings.ts';
import { heldBack, isInPart, type Became, type MissedPart } from './held-back.ts';

export interface AlertsOptions {
  readonly clock: Clock;
  /** Resolves to false when the desktop would not show it. */
  notify(notification: NotificationRequest): Promise<boolean>;
  /** Of earlier runs, newest first. */
  readonly earlier: readonly Alert[];
  /** `serverId` is `null` for a summary, which may be of several servers, and has no event. */
  onAlert(alert: Alert, serverId: string | null): void;
  /** What no alert says, as the history does not keep it. */
  redaction?(): RedactionRules;
  /** What this computer is doing; `null` where nothing tells. */
  computer?(): Now['computer'];
  /** Sends an alert to a destination in the settings. */
  sendTo?(destination: string, message: AlertMessage, serverId: string): void;
  /** The desktop shows nothing now because its user wants so. */
  doNotDisturb?(): boolean;
  /** The person sees an event in the log as it comes. */
  isSeen?(event: OfferedEvent): boolean;
}

/** Decides for each event whether its owner hears of it, and remembers what became of it. */
export type Alerts = ReturnType<typeof createAlerts>;

/** An alert on its way: what it says, and how loudly. */
interface Candidate
  extends Omit<NotificationRequest, 'level'>, Pick<Decision, 'level' | 'verdict' | 'until' | 'unmet'> {
  /** See `kindOf`. */
  readonly kind: string;
  /** Epoch ms at which it was decided, or would have been. */
  readonly toldAt: number;
  readonly about: AlertAbout;
  readonly told: Decision['rule'];
  /** Of other rules about the same, for which this one speaks here, those that are sent elsewhere. */
  readonly quieter?: readonly Candidate[];
}

/** What became of an alert, and why. */
/** What one line of the record is about. */
type About = Omit<NotificationRequest, 'level'> & {
  readonly kind?: string;
  readonly about?: AlertAbout;
};

export function createAlerts(options: AlertsOptions) {
  const { clock } = options;
  let notifications: Settings['notifications'] = { enabled: false, pausedUntil: null, rules: [] };
  let serverNames: ReadonlyMap<string, string> = new Map();
  let registries: Registries = new Map();
  const engine = createEngine();
  engine.mute(isMuted);
  let redaction = { rules: DEFAULT_REDACTION, redact: createRedactor(DEFAULT_REDACTION) };
  let isStopped = false;
  /** What wakes the engine up next, and when, by the monotonic clock. */
  let alarm: { readonly at: number; cancel(): void } | null = null;
  /** Whose each alert of this run is. */
  const servers = new WeakMap<Alert, string>();
  const hush = createHush({
    clock,
    doNotDisturb: () => options.doNotDisturb?.() ?? false,
    summarise: (came, meanwhile) => {
      const words = toAwayNotification(came, meanwhile);
      void show({ ...words, level: 'normal', seq: null, opens: 'alerts', sound: 'none' }, []);
    },
  });
  const recent: Alert[] = options.earlier.slice(0, LIMITS.maxRecentAlerts);
  const ordinary = createLane('normal', LIMITS.maxToasts, LIMITS.toastWindowMs);
  const urgent = createLane('critical', LIMITS.maxUrgentToasts, LIMITS.urgentWindowMs);
  const outgoing = createOutgoing<Candidate>({
    ...{ clock, isMuted, serverNames: () => serverNames },
    sendTo: (...message) => options.sendTo?.(...message),
  });

  function createLane(level: AlertLevel, maxToasts: number, windowMs: number): Throttle {
    return createThrottle({
      clock,
      maxToasts,
      windowMs,
      onSummary: (titles) => {
        const summary = { ...toSummaryNotification(titles), level, seq: null };
        void show(summary, [summary]);
      },
    });
  }

  const lost = createLostConnections({
    clock,
    isWanted: () => notifications.connections !== false,
    tell: (serverIds, toWords) => {
      const names = [...serverNames].filter(([id]) => serverIds.has(id)).map(([, name]) => name);
      const about: About = { ...toWords(names), seq: null };
      const became = hush.silence('normal');
      if (became !== null) record(about, clock.now(), became);
      else void show({ ...about, level: 'normal', opens: 'alerts' }, [about]);
    },
  });

  function followRules(): void {
    engine.follow(notifications.rules, { serverNames, registries });
    setAlarm();
  }

  function now(): Now {
    return { t: clock.monotonic(), at: clock.now(), computer: options.computer?.() ?? null };
  }

  function setAlarm(): void {
    const at = engine.nextDueAt();
    if (at === (alarm?.at ?? null)) return;
    alarm?.cancel();
    alarm = null;
    if (at === null || isStopped) return;
    const cancel = clock.after(Math.max(1, Math.ceil(at - clock.monotonic())), () => {
      alarm = null;
      raise(engine.due(now()));
    });
    alarm = { at, cancel };
  }

  function record({ title, body, seq, about, kind }: About, at: number, became: Became): void {
    const alert: Alert = { seq, at, title, body, ...became, ...(about === undefined ? {} : { about }) };
    recent.unshift(alert);
    const serverId = about?.server ?? null;
    if (serverId !== null) servers.set(alert, serverId);
    if (kind !== undefined) hush.note(alert, { kind, serverId: serverId ?? '' });
    if (recent.length > LIMITS.maxRecentAlerts) recent.pop();
    options.onAlert(alert, serverId);
  }

  /** Shows one notification and records what it stands for. One that can't be shown is recorded all the same. */
  async function show(notification: NotificationRequest, about: readonly About[]): Promise<void> {
    const at = clock.now();
    const { title, body, level, seq, opens, rule, calls, page, sound, shows } = notification;
    const toast = { title, body, level, seq, opens, rule, calls, page, sound, shows };
    let outcome: Alert['outcome'] = 'failed';
    try {
      if (await options.notify(toast)) outcome = 'raised';
    } catch {
      // The outcome says so.
    }
    for (const each of about) record(each, at, { outcome });
  }

  function toCandidate(decision: Decision): Candidate {
    const { serverId, level, verdict, unmet, seq, thing } = decision;
    const until = verdict === 'muted' ? (decision.rule.snoozedUntil ?? null) : decision.until;
    const { sound, shows } = decision.rule;
    const rule = { id: decision.rule.id, thing };
    const words = toNotification(decision, contextOf(serverId));
    const entity = entityOf(decision);
    return {
      ...words,
      kind: kindOf(decision),
      toldAt: decision.at,
      ...{ level, verdict, until, unmet, seq, rule, sound },
      about: { rule: rule.id, server: serverId, entity },
      calls: toCalls(decision.rule, serverId, entity),
      page: { serverId, path: homePathOf(entity) },
      shows: shows === undefined ? undefined : { serverId, entity: shows },
      told: decision.rule,
    };
  }

  /** Of several rules about one thing the loudest speaks. */
  function toCandidates(decisions: readonly Decision[]): readonly (readonly [Candidate, Decision])[] {
    const others = othersByLoudest(decisions);
    return loudest(decisions).map((each) => {
      const sent = (others.get(each) ?? []).filter(({ rule }) => rule.sendTo !== undefined);
      return [{ ...toCandidate(each), quieter: sent.map(toCandidate) }, each];
    });
  }

  function contextOf(serverId: string): WordsContext {
    const rules = options.redaction?.() ?? DEFAULT_REDACTION;
    if (rules !== redaction.rules) redaction = { rules, redact: createRedactor(rules) };
    return toWordsContext(serverId, { serverNames, registries }, redaction.redact);
  }

  /** A rule that its owner has snoozed is muted, as all are while notifications are paused. */
  function isMuted({ snoozedUntil = 0 }: Rule, level: Rule['level']): boolean {
    return hush.silence(level) !== null || clock.now() < snoozedUntil;
  }

  /** Those that are to be told. The others are recorded with the reason. */
  function recordHeldBack(candidates: readonly Candidate[]): readonly Candidate[] {
    return candidates.filter((candidate) => {
      const became = heldBack(candidate, hush.silence);
      if (became !== null) record(candidate, clock.now(), became);
      if (became?.outcome === 'quiet') outgoing.sendQuiet(candidate);
      return became === null;
    });
  }

  /** Those that may be shown now, with one notification for all. */
  function sift(level: AlertLevel, candidates: readonly Candidate[]): readonly Candidate[] {
    const asking = recordHeldBack(candidates);
    const lane = level === 'critical' ? urgent : ordinary;
    if (asking.length === 0 || lane.offer(asking.map(({ title }) => title))) return asking;
    for (const each of asking) record(each, clock.now(), { outcome: 'burst' });
    return [];
  }

  /** Whether its owner sees the event of a decision as it comes, and wants nothing else to say so. */
  function isSeen({ event, seq, serverId, since, level, verdict }: Decision): boolean {
    if (event === null || seq === null || since !== null || level !== 'normal' || verdict !== 'tell')
      return false;
    return notifications.tellWhileLooking !== true && (options.isSeen?.({ event, seq, serverId }) ?? false);
  }

  /** Raises what was decided at one moment. */
  function raise(decisions: readonly Decision[]): readonly Candidate[] {
    setAlarm();
    if (decisions.length === 0) return [];
    return toCandidates(decisions)
      .filter(([candidate, decision]) => {
        if (isSeen(decision)) {
          outgoing.sendOne(candidate);
          record(candidate, clock.now(), { outcome: 'looked' });
          return true;
        }
        const { level } = candidate;
        const isShown = sift(toAlertLevel(level), [candidate]).length > 0;
        if (!isShown) return false;
        outgoing.sendOne(candidate);
        void show({ ...candidate, level: toAlertLevel(level) }, [candidate]);
        return true;
      })
      .map(([candidate]) => candidate);
  }

  async function showMissed(level: AlertLevel, missed: readonly Candidate[], slept: boolean): Promise<void> {
    // The summary after the return says these as well.
    const isSummedUp = level === 'normal' && hush.isAway();
    const candidates = isSummedUp ? recordHeldBack(missed) : sift(level, missed);
    const newest = candidates.at(-1);
    if (newest === undefined) return;
    const toWords = (of: readonly Candidate[]): ReturnType<typeof toMissedNotification> =>
      toMissedNotification(of, slept, clock.now());
    const words = toWords(candidates);
    outgoing.send(candidates, toWords);
    if (isSummedUp) {
      for (const each of candidates) record(each, clock.now(), { outcome: 'away' });
      return;
    }
    const { seq, rule, calls, page, sound } = newest;
    const opened =
      candidates.length === 1 ? { seq, rule, calls, page, sound } : { seq: null, opens: 'alerts' as const };
    await show({ ...words, level, ...opened }, candidates);
  }

  return {
    follow(next: Settings['notifications']): void {
      notifications = next;
      hush.follow(next);
      followRules();
    },
    /** Rooms, devices and people are others now. */
    followRegistries(next: Registries): void {
      registries = next;
      followRules();
    },
    /** Id to name of the servers that are followed. */
    followServers(names: ReadonlyMap<string, string>): void {
      serverNames = names;
      lost.keepOnly(names.keys());
      followRules();
    },
    /** True when a notification is raised for the event. */
    offer: (offered: OfferedEvent): boolean =>
      raise(engine.take(offered, now())).some(({ seq }) => seq === offered.seq),
    /** Looks again at what is due: a clock was set, or the computer slept. */
    check(): void {
      raise(engine.due(now()));
    },
    /** What states a server says that it has: all of them when `isWhole`. */
    offerStates(serverId: string, states: readonly OfferedState[], isWhole: boolean): void {
      raise(engine.takeStates(serverId, states, isWhole, now()));
    },
    /** What rules ask of states, as one text; empty where none does. */
    asksForStates: engine.asksForStates,
    /** The state of the connection to a server. */
    noteConnection: lost.note,
    /** Whether a server can be heard. */
    link(serverId: string, isLive: boolean): void {
      raise(engine.link(serverId, isLive, now()));
    },
    /**
     * What was missed in a gap and has been recovered, oldest first, in portions: the same rules, cool-downs, budgets and record as for
     * what is live. One notification stands for several that are not urgent.
     */
    startMissed(slept: boolean, part: MissedPart = {}) {
      const take = engine.startMissed((due) => isInPart(due, part));
      const missed: Candidate[] = [];
      return {
        take(items: readonly OfferedEvent[]): void {
          for (const [candidate] of toCandidates(take(items, now()))) missed.push(candidate);
        },
        end(): void {
          const urgent = missed.filter(({ level }) => level === 'critical');
          for (const each of urgent) void showMissed('critical', [each], slept);
          void showMissed(
            'normal',
            missed.filter(({ level }) => level !== 'critical'),
            slept,
          );
        },
      };
    },
    /** The person leaves and comes back, and what came meanwhile is said. It is in the record already. */
    leave: hush.leave,
    comeBack: hush.comeBack,
    wake: hush.wake,
    look: hush.look,
    /** States of before this run, so that a return to them is no news. */
    rememberStates: (earlier: Iterable<CurrentState>): void => {
      engine.rememberStates(earlier);
    },
    /** What waited when an earlier run ended, epoch ms. */
    restoreWaits(saved: Saved, savedAt: number): void {
      engine.restore(saved, savedAt, now());
      setAlarm();
    },
    /** What will be told unless something contrary comes, soonest first, at most `LIMITS.maxPendingAlerts`. */
    pending: (): readonly PendingAlert[] =>
      engine
        .pending(now(), LIMITS.maxPendingAlerts)
        .map(({ rule, serverId, seq, since, due, unmet, ...rest }) => {
          const context = contextOf(serverId);
          const { namesServer, server } = context;
          const body = namesServer ? `${server} · ${rule.name}` : rule.name;
          const title = describePending({ rule, ...rest }, context);
          return { seq, title, body, since, due, ...(unmet === null ? {} : { why: describeUnmet(unmet) }) };
        }),
    /** What waits now, for a later run. */
    waits: engine.save,
    /** Newest first, at most `LIMITS.maxRecentAlerts`. */
    recent: (): readonly Alert[] => recent,
    /** Lets go of those, of one server or of all. */
    forget(serverId?: string): void {
      const kept = serverId === undefined ? [] : recent.filter((alert) => servers.get(alert) !== serverId);
      recent.splice(0, recent.length, ...kept);
      hush.forget(serverId);
    },
    stop(): void {
      isStopped = true;
      alarm?.cancel();
      ordinary.stop();
      urgent.stop();
      outgoing.stop();
      lost.stop();
    },
  };
}
