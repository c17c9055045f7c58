import type { Alert, AlertLevel, NotificationRequest } from '../history/alert.ts';
import type { Clock } from '../clock.ts';
import type { HaEvent } from '../events/event.ts';
import { subjectOf } from '../events/subject.ts';
import { isUrgent } from '../events/tone.ts';
import type { CurrentState } from '../history/history.ts';
import { LIMITS } from '../limits.ts';
import { createKnownStates } from '../rules/known-states.ts';
import { createRuleMatcher } from '../rules/match-rule.ts';
import type { Rule } from '../rules/rule.ts';
import { createThrottle, type Throttle } from '../rules/throttle.ts';
import { toMissedNotification, toNotification, toSummaryNotification } from '../rules/wording.ts';
import type { Settings } from '../settings/settings.ts';

export interface AlertsOptions {
  readonly clock: Clock;
  /** Resolves to false when the desktop would not show it. */
  notify(notification: NotificationRequest): Promise<boolean>;
  /** Of earlier runs, newest first. */
  readonly earlier: readonly Alert[];
  /** `serverId` is `null` for a summary, which may be of several servers, and has no event. */
  onAlert(alert: Alert, serverId: string | null): void;
}

/** An event and its row's number. */
export interface OfferedEvent {
  readonly event: HaEvent;
  readonly seq: number;
}

/** Decides for each event whether its owner hears of it, and remembers what became of it. */
export type Alerts = ReturnType<typeof createAlerts>;

/** An alert on its way: what it says, and of which thing. */
interface Candidate extends NotificationRequest {
  readonly seq: number;
  readonly serverId: string;
  readonly thing: string;
  readonly cooldownMs: number;
}

export function createAlerts(options: AlertsOptions) {
  const { clock } = options;
  let notifications: Settings['notifications'] = { enabled: false, pausedUntil: null, rules: [] };
  let serverNames: ReadonlyMap<string, string> = new Map();
  let matcher = createRuleMatcher([], { serverNames });
  const states = createKnownStates();
  /** Whose each alert of this run is. */
  const servers = new WeakMap<Alert, string>();
  const recent: Alert[] = options.earlier.slice(0, LIMITS.maxRecentAlerts);
  const ordinary = createLane('normal', LIMITS.maxToasts, LIMITS.toastWindowMs);
  const urgent = createLane('critical', LIMITS.maxUrgentToasts, LIMITS.urgentWindowMs);

  function createLane(level: AlertLevel, maxToasts: number, windowMs: number): Throttle {
    return createThrottle({
      clock,
      maxToasts,
      windowMs,
      onSummary: (titles) => {
        const summary = { ...toSummaryNotification(titles), level, seq: null };
        void show(summary, [{ ...summary, serverId: null }]);
      },
    });
  }

  function sortRules(): void {
    matcher = createRuleMatcher(notifications.rules, { serverNames });
  }

  function record(
    { title, body, seq, serverId }: Omit<NotificationRequest, 'level'> & { readonly serverId: string | null },
    at: number,
    outcome: Alert['outcome'],
  ): void {
    const alert: Alert = { seq, at, title, body, outcome };
    recent.unshift(alert);
    if (serverId !== null) servers.set(alert, serverId);
    if (recent.length > LIMITS.maxRecentAlerts) recent.pop();
    options.onAlert(alert, serverId);
  }

  /** Shows one notification and records what it stands for. One that can't be shown is recorded all the same. */
  async function show(
    notification: NotificationRequest,
    about: readonly (NotificationRequest & { readonly serverId: string | null })[],
  ): Promise<void> {
    const at = clock.now();
    const { title, body, level, seq } = notification;
    let outcome: Alert['outcome'] = 'failed';
    try {
      if (await options.notify({ title, body, level, seq })) outcome = 'raised';
    } catch {
      // The outcome says so.
    }
    for (const each of about) record(each, at, outcome);
  }

  function toCandidate({ event, seq }: OfferedEvent, serverId: string, rule: Rule): Candidate {
    const label = serverNames.size > 1 ? (serverNames.get(serverId) ?? null) : null;
    const level = isUrgent(event) ? 'critical' : 'normal';
    return {
      ...toNotification(event, rule.name, label),
      level,
      seq,
      serverId,
      thing: `${event.event_type}\n${serverId}\n${subjectOf(event)}`,
      cooldownMs: level === 'critical' ? Math.max(LIMITS.urgentCooldownMs, rule.cooldownMs) : rule.cooldownMs,
    };
  }

  /** Why nothing is shown now; `null` when something may be. */
  function silence(): 'off' | 'paused' | null {
    if (!notifications.enabled) return 'off';
    return notifications.pausedUntil !== null && clock.now() < notifications.pausedUntil ? 'paused' : null;
  }

  /** Those of one level that may be shown now, with one notification for all. The others are recorded with the reason. */
  function sift(level: AlertLevel, candidates: readonly Candidate[]): readonly Candidate[] {
    const reason = silence();
    const lane = level === 'critical' ? urgent : ordinary;
    const outcomes = reason === null ? lane.offer(candidates) : candidates.map(() => reason);
    return candidates.filter((candidate, at) => {
      const outcome = outcomes[at] ?? 'burst';
      if (outcome !== 'raised') record(candidate, clock.now(), outcome);
      return outcome === 'raised';
    });
  }

  async function showMissed(candidates: readonly Candidate[]): Promise<void> {
    const newest = candidates.at(-1);
    if (newest === undefined) return;
    await show({ ...newest, ...toMissedNotification(candidates) }, candidates);
  }

  return {
    follow(next: Settings['notifications']): void {
      notifications = next;
      sortRules();
    },
    /** Id to name of the servers that are followed. */
    followServers(names: ReadonlyMap<string, string>): void {
      serverNames = names;
      states.keepOnly(new Set(names.keys()));
      sortRules();
    },
    /** True when a notification is raised for the event. */
    offer(offered: OfferedEvent, serverId: string): boolean {
      const { event, seq } = offered;
      const step = states.note(event, serverId);
      const rule = matcher.match({ event, seq, serverId, recovered: false, step });
      if (rule === null) return false;
      const candidate = toCandidate(offered, serverId, rule);
      const isShown = sift(candidate.level, [candidate]).length > 0;
      if (isShown) void show(candidate, [candidate]);
      return isShown;
    },
    /**
     * What was missed in a gap and has been recovered, oldest first: the same rules, cool-downs, budgets and record as for
     * what is live. One notification stands for several that are not urgent.
     */
    offerMissed(items: readonly OfferedEvent[], serverId: string): void {
      // What came after the gap is newer, and must not be forgotten for what was in it.
      const past = createKnownStates();
      const missed = items.flatMap((item) => {
        const step = past.note(item.event, serverId);
        const rule = matcher.match({ ...item, serverId, recovered: true, step });
        return rule === null ? [] : [toCandidate(item, serverId, rule)];
      });
      const isUrgentOne = ({ level }: Candidate): boolean => level === 'critical';
      for (const each of missed.filter(isUrgentOne)) void showMissed(sift('critical', [each]));
      void showMissed(
        sift(
          'normal',
          missed.filter((each) => !isUrgentOne(each)),
        ),
      );
    },
    /** States of before this run, so that a return to them is no news. */
    rememberStates: (earlier: Iterable<CurrentState>): void => {
      states.remember(earlier);
    },
    /** Newest first, at most `LIMITS.maxRecentAlerts`. */
    recent: (): readonly Alert[] => recent,
    /** Lets go of those, of one server or of all. */
    forget(serverId?: string): void {
      const kept = serverId === undefined ? [] : recent.filter((alert) => servers.get(alert) !== serverId);
      recent.splice(0, recent.length, ...kept);
    },
    stop(): void {
      ordinary.stop();
      urgent.stop();
    },
  };
}
