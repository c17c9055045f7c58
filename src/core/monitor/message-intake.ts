import type { Alerts } from './alerts.ts';
import type { HaEvent } from '../events/event.ts';
import type { EventLog } from '../log/event-log.ts';
import { toEventEntry, toUnparsedEntry, type EntryFacts } from '../log/log-entry.ts';
import type { MonitorEvent } from './monitor-contract.ts';
import type { ServerFacts } from '../recovery/server-facts.ts';
import { decodeMessage } from '../events/decode.ts';

export interface MessageIntakeOptions {
  readonly alerts: Alerts;
  readonly log: EventLog;
  readonly counts: { received: number; unparsed: number };
  /** The key of what arrives now. */
  nextSeq(serverId: string): number;
  factsOf(serverId: string): ServerFacts;
  emit(event: MonitorEvent): void;
}

/** What becomes of the messages of a stream. */
export interface MessageIntake {
  /** @param at when it came, epoch ms */
  accept(serverId: string, text: string, at: number): void;
}

/** Parses each message once, on arrival; writes it down, and tells of it. */
export function createMessageIntake(options: MessageIntakeOptions): MessageIntake {
  const { alerts, log, counts, emit } = options;

  function acceptEvent(event: HaEvent, raw: string, facts: EntryFacts): void {
    const { seq, serverId, receivedAt: at } = facts;
    options.factsOf(serverId).note(event, at);
    const alert = alerts.offer({ event, seq }, serverId);
    log.append(toEventEntry(event, raw, { ...facts, alert, recovered: false }));
    emit({ kind: 'event', seq, serverId, at, alert, event, raw });
  }

  function acceptUnparsed(raw: string, facts: EntryFacts): void {
    const { seq, serverId, receivedAt: at } = facts;
    counts.unparsed += 1;
    log.append(toUnparsedEntry(raw, facts));
    emit({ kind: 'unparsed', seq, serverId, at, raw });
  }

  return {
    accept(serverId, text, at) {
      const decoded = decodeMessage(text);
      if (decoded.kind === 'ping') return;
      counts.received += 1;
      const facts = { seq: options.nextSeq(serverId), serverId, receivedAt: at };
      if (decoded.kind === 'event') acceptEvent(decoded.event, text, facts);
      else acceptUnparsed(text, facts);
    },
  };
}
