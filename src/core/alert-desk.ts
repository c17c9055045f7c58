import type { Clock } from './clock.ts';
import type { HaEvent } from './events/event.ts';
import { subjectOf } from './events/subject.ts';
import type { Alert } from './ipc/overview.ts';
import { LIMITS } from './limits.ts';
import { matchChoice } from './rules/choices.ts';
import { createThrottle } from './rules/throttle.ts';
import { toMissedNotification, toNotification } from './rules/wording.ts';
import type { Settings } from './settings/settings.ts';

export interface AlertDeskOptions {
  readonly clock: Clock;
  notify(notification: { title: string; body: string; seq: number | null }): Promise<boolean>;
  /** Name to put beside an alert; `null` when there is only one server. */
  serverLabel(serverId: string): string | null;
  /** Of earlier runs, newest first. */
  readonly earlier: readonly Alert[];
  /** `serverId` is `null` for a summary, which may be of several servers, and has no event. */
  onAlert(alert: Alert, serverId: string | null): void;
}

/** Decides for each event whether its owner hears of it, and remembers what became of it. */
export interface AlertDesk {
  follow(notifications: Settings['notifications']): void;
  /** Some choice is about events of this type, so that they have to be offered. */
  wants(type: string): boolean;
  /** True when a notification is raised for the event. */
  offer(event: HaEvent, seq: number, serverId: string): boolean;
  /** One notification for all that its owner would have heard of in a gap. */
  offerMissed(events: readonly HaEvent[], serverId: string): void;
  /** Newest first, at most `LIMITS.maxRecentAlerts`. */
  recent(): readonly Alert[];
  /** Lets go of those. */
  forget(): void;
  stop(): void;
}

export function createAlertDesk(options: AlertDeskOptions): AlertDesk {
  const { clock } = options;
  let notifications: Settings['notifications'] = { enabled: false, pausedUntil: null, choices: [] };
  let wantedTypes: ReadonlySet<string> = new Set();
  const recent: Alert[] = options.earlier.slice(0, LIMITS.maxRecentAlerts);
  const throttle = createThrottle({
    clock,
    onSummary: (summary) => {
      raise({ ...summary, seq: null }, null);
    },
  });

  function record(alert: Alert, serverId: string | null): void {
    recent.unshift(alert);
    if (recent.length > LIMITS.maxRecentAlerts) recent.pop();
    options.onAlert(alert, serverId);
  }

  function raise(
    notification: { title: string; body: string; seq: number | null },
    serverId: string | null,
  ): void {
    const at = clock.now();
    void options.notify(notification).then((shown) => {
      record({ ...notification, at, outcome: shown ? 'raised' : 'failed' }, serverId);
    });
  }

  function isPaused(): boolean {
    return notifications.pausedUntil !== null && clock.now() < notifications.pausedUntil;
  }

  return {
    follow(next) {
      notifications = next;
      wantedTypes = new Set(next.choices.filter(({ enabled }) => enabled).map(({ type }) => type));
    },
    wants: (type) => wantedTypes.has(type),
    offer(event, seq, serverId) {
      const choice = matchChoice(event, notifications.choices);
      if (choice === null) return false;
      const words = { ...toNotification(event, options.serverLabel(serverId)), seq };
      const at = clock.now();
      if (!notifications.enabled || isPaused()) {
        record({ ...words, at, outcome: notifications.enabled ? 'paused' : 'off' }, serverId);
        return false;
      }
      const outcome = throttle.offer({
        type: event.event_type,
        subject: `${serverId} ${subjectOf(event)}`,
        cooldownMs: choice.cooldownMs,
      });
      if (outcome === 'raised') raise(words, serverId);
      else record({ ...words, at, outcome }, serverId);
      return outcome === 'raised';
    },
    offerMissed(events, serverId) {
      const missed = events.filter((event) => matchChoice(event, notifications.choices) !== null);
      if (missed.length === 0 || !notifications.enabled || isPaused()) return;
      const titles = missed.map((event) => toNotification(event, options.serverLabel(serverId)).title);
      raise({ ...toMissedNotification(titles), seq: null }, serverId);
    },
    recent: () => recent,
    forget() {
      recent.length = 0;
    },
    stop() {
      throttle.stop();
    },
  };
}
