import type { HaEvent } from '../../../src/core/events/event.ts';
import { toRow } from '../../../src/core/events/to-row.ts';
import type { StoredEvent } from '../../../src/core/history/history.ts';
import type { CauseChain, CauseNode } from '../../../src/core/chain/cause-chain.ts';
import { buildChain, type CauseLookup } from '../../../src/core/chain/build-chain.ts';
import { decodeMessage } from '../../../src/core/events/decode.ts';

export function toStored(event: HaEvent, seq: number, serverId = 'home'): StoredEvent {
  const receivedAt = Date.UTC(2026, 10, 21, 12) + seq;
  return {
    seq,
    serverId,
    receivedAt,
    raw: JSON.stringify(event),
    row: toRow(event, { seq, serverId, receivedAt, alert: false }),
  };
}

/** Messages of a stream as a history keeps them, numbered from 1. Pings and the like are left out. */
export function storeMessages(messages: readonly string[]): readonly StoredEvent[] {
  return messages.flatMap((text, place) => {
    const decoded = decodeMessage(text);
    return decoded.kind === 'event' ? [toStored(decoded.event, place + 1)] : [];
  });
}

/** The promise of `History.byContext` over a list. Counts how often it was asked. */
export function lookIn(events: readonly StoredEvent[]): CauseLookup & { readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    byContext(ids, limit) {
      asked += 1;
      const isOne = (id: unknown): boolean => typeof id === 'string' && ids.includes(id);
      const matches = events.filter(({ raw }) => {
        const { context } = JSON.parse(raw) as HaEvent;
        return isOne(context?.id) || isOne(context?.parent_id);
      });
      return Promise.resolve(matches.slice(0, limit));
    },
  };
}

export async function chainOf(
  events: readonly StoredEvent[],
  isIt: (event: StoredEvent) => boolean,
): Promise<CauseChain> {
  const event = events.find(isIt);
  if (event === undefined) throw new Error('There is no such event.');
  return buildChain(event, lookIn(events));
}

/** A tree as indented lines: "type subject". */
export function drawTree(nodes: readonly CauseNode[], depth = 0): string {
  return nodes
    .map(
      ({ row, children }) =>
        `${'  '.repeat(depth)}${row.type} ${row.subject}\n${drawTree(children, depth + 1)}`,
    )
    .join('');
}

export function listNodes(nodes: readonly CauseNode[]): readonly CauseNode[] {
  return nodes.flatMap((node) => [node, ...listNodes(node.children)]);
}
