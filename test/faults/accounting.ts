import type { MonitorEvent } from '../../src/core/monitor/monitor.ts';
import { momentOf, type Fired } from './fired.ts';

/**
 * Compares what a home fired with what the monitor said, from the first moment that the monitor called itself live
 * until it was stopped: each message came out exactly once and unchanged, or would have been sent within a recorded
 * gap, or was counted as unparsed or oversize. Uses the home's own account and nothing that the client measured.
 *
 * @param stoppedAt epoch ms
 * @returns a sentence for each thing that does not add up.
 */
export function checkAccount(
  fired: readonly Fired[],
  said: readonly MonitorEvent[],
  stoppedAt: number,
): readonly string[] {
  const firstLive = said.find((event) => event.kind === 'state' && event.state.kind === 'live');
  const liveFrom = firstLive?.kind === 'state' ? firstLive.at : Number.POSITIVE_INFINITY;
  const gaps = said.flatMap((event) =>
    event.kind === 'own' && event.own.kind === 'gap' ? [event.own.gap] : [],
  );
  const { problems, times } = matchUp(fired, said);
  for (const item of fired) {
    const at = momentOf(item);
    const count = times.get(item) ?? 0;
    if (count > 1) problems.push(`${name(item)} came ${String(count)} times`);
    if (count === 1 && item.sentAt !== null && gaps.some(({ from, to }) => from < at && at < to)) {
      problems.push(`${name(item)} came, and yet a gap covers it`);
    }
    const isAfterStop = item.firedAt >= stoppedAt || (item.sentAt === null && at >= stoppedAt);
    if (count > 0 || at < liveFrom || isAfterStop) continue;
    // A gap starts with the last byte that came, so one that begins with this message's last byte does not excuse it.
    const isUncertain = item.sentAt === null || item.isAtRisk;
    if (!gaps.some(({ from, to }) => (isUncertain ? from <= at : from < at) && at <= to)) {
      problems.push(`${name(item)} of ${time(at)} is lost: it came never, and no gap covers it`);
    }
  }
  gaps.forEach(({ from, to }, i) => {
    if (from > to) problems.push(`a gap ends at ${time(to)} before it starts at ${time(from)}`);
    if (from < (gaps[i - 1]?.to ?? 0)) problems.push(`the gap from ${time(from)} overlaps the one before`);
  });
  return problems;
}

/** How often each came, and what came without having been sent, as something else, or out of order. */
function matchUp(
  fired: readonly Fired[],
  said: readonly MonitorEvent[],
): { problems: string[]; times: ReadonlyMap<Fired, number> } {
  const problems: string[] = [];
  const times = new Map<Fired, number>();
  const byRaw = new Map(fired.filter(({ kind }) => kind !== 'oversize').map((item) => [item.raw, item]));
  const oversize = fired.filter(({ kind }) => kind === 'oversize');
  const position = new Map(fired.map((item, at) => [item, at]));
  let last = -1;
  /** It is told while it is being sent, so all that is known is that it comes next, and that it is no smaller than was said. */
  const nextOversize = (bytes: number): Fired | undefined =>
    oversize.find((item) => item.bytes >= bytes && !times.has(item) && (position.get(item) ?? -1) > last);
  for (const event of said) {
    const message = toMessage(event);
    if (message === null) continue;
    const { kind } = message;
    const item = kind === 'oversize' ? nextOversize(message.bytes) : byRaw.get(message.raw);
    if (item === undefined) {
      problems.push(`${kind} that nobody sent: ${describe(message)}`);
      continue;
    }
    if (item.kind !== kind) problems.push(`${name(item)} was taken as ${kind}`);
    const at = position.get(item) ?? -1;
    if (at < last) problems.push(`${name(item)} came out of order`);
    last = Math.max(last, at);
    times.set(item, (times.get(item) ?? 0) + 1);
  }
  return { problems, times };
}

const name = ({ kind, id }: Fired): string => `${kind} ${id}`;

const time = (epochMs: number): string => new Date(epochMs).toISOString().slice(11, 23);

/** A message as the monitor told of it. */
type Message =
  | { readonly kind: 'event' | 'unparsed'; readonly raw: string }
  | { readonly kind: 'oversize'; readonly bytes: number };

function toMessage(event: MonitorEvent): Message | null {
  if (event.kind === 'event' || event.kind === 'unparsed') return event;
  return event.kind === 'own' && event.own.kind === 'oversize' ? event.own : null;
}

function describe(message: Message): string {
  return message.kind === 'oversize'
    ? `${String(message.bytes)} bytes`
    : JSON.stringify(message.raw.slice(0, 120));
}
