import type { Clock } from '../clock.ts';
import type { AlertMessage } from '../outside/alert-message.ts';
import { toMessages, type Told } from '../outside/to-messages.ts';
import type { Rule } from '../rules/rule.ts';
import { createThrottle } from '../rules/throttle.ts';

/** An alert that is told, and those for which it speaks on this desktop. */
interface Outgoing<T> extends Told {
  /** What quieter rules say of the same, loudest first. */
  readonly quieter?: readonly T[];
}

export interface OutgoingPorts {
  readonly clock: Pick<Clock, 'now' | 'monotonic' | 'after'>;
  /** Sends an alert to a destination in the settings. */
  readonly sendTo: (destination: string, message: AlertMessage, serverId: string) => void;
  /** Neither this desktop nor anybody else is to be told now. */
  readonly isMuted: (rule: Rule, level: Rule['level']) => boolean;
  /** Names of servers by their ids. */
  readonly serverNames: () => ReadonlyMap<string, string>;
}

/** Sends what is told to where its rules say. Of several rules about one thing, a destination hears the loudest that sends there. */
export function createOutgoing<T extends Outgoing<T>>({
  clock,
  sendTo,
  isMuted,
  serverNames,
}: OutgoingPorts) {
  /** Quiet ones that are sent: as many as toasts, and those above are in the list only. */
  const unseen = createThrottle({ clock, onSummary: () => undefined });

  /** Those that are sent anywhere. A quiet one may be muted though it is told. */
  function sentOf(told: readonly T[]): readonly T[] {
    const all = told.flatMap(withQuieter);
    return all.filter(({ told: rule, level }) => (rule.sendTo ?? []).length > 0 && !isMuted(rule, level));
  }

  function send(told: readonly T[], toWords: Parameters<typeof toMessages<T>>[1]): void {
    const messages = toMessages(sentOf(told), toWords, serverNames(), clock.now());
    for (const { destination, message, serverId } of messages) sendTo(destination, message, serverId);
  }

  function sendOne(told: T): void {
    send([told], ([own = told]) => own);
  }

  return {
    send,
    sendOne,
    /** One that is told nowhere else. */
    sendQuiet(told: T): void {
      if (sentOf([told]).length > 0 && unseen.offer([told.title])) sendOne(told);
    },
    stop: unseen.stop,
  };
}

/** Each for the destinations to which no louder one is sent. */
function withQuieter<T extends Outgoing<T>>(loud: T): readonly T[] {
  const taken = new Set(loud.told.sendTo);
  const others = (loud.quieter ?? []).map((each) => {
    const sendTo = (each.told.sendTo ?? []).filter((destination) => !taken.has(destination));
    for (const destination of sendTo) taken.add(destination);
    return { ...each, told: { ...each.told, sendTo } };
  });
  return [loud, ...others];
}
