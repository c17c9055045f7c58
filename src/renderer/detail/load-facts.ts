import type { HaEvent, UnparsedReason } from '../../core/events/event.ts';
import type { Row } from '../../core/events/row.ts';
import type { Series } from '../../core/history/to-series.ts';
import type { CauseChain } from '../../core/chain/cause-chain.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import type { EventDetail } from '../../core/events/event-detail.ts';
import { decodeMessage } from '../../core/events/decode.ts';
import { isOwnRow } from '../../core/view/row-kind.ts';
import { bridge } from '../state/bridge.ts';

/** The loaded facts about the shown event. */
export interface EventFacts {
  readonly kind: 'event';
  readonly detail: EventDetail;
  /** `null` for a message that could not be decoded. */
  readonly event: HaEvent | null;
  readonly unparsed: UnparsedReason | null;
  /** `undefined` while it is loading, `null` when it is not available. */
  readonly chain: CauseChain | null | undefined;
  readonly series: Series | null | undefined;
}

export type Facts =
  /** A row of our own has no further facts. */
  { readonly kind: 'own' } | { readonly kind: 'loading' } | { readonly kind: 'gone' } | EventFacts;

/** Late answers are added when they arrive, so that a slow one delays nothing. */
const TOGETHER_MS = 250;

/**
 * Asks at once for everything that the pane shows. `tell` is called when the first facts can be drawn, and again for each
 * late answer. Answers in time are drawn together, so that nothing moves.
 */
export async function loadFacts(source: LogSource, row: Row, tell: (facts: Facts) => void): Promise<void> {
  if (isOwnRow(row)) {
    tell({ kind: 'own' });
    return;
  }
  const chain = orNull(bridge().readChain(source, row.seq));
  const series = orNull(bridge().readSeries(source, row.seq));
  const detail = await orNull(bridge().readEvent(source, row.seq));
  if (detail === null) {
    tell({ kind: 'gone' });
    return;
  }
  const decoded = decodeMessage(detail.raw);
  const facts: EventFacts = {
    kind: 'event',
    detail,
    event: decoded.kind === 'event' ? decoded.event : null,
    unparsed: decoded.kind === 'unparsed' ? decoded.why : null,
    chain: await within(chain, TOGETHER_MS),
    series: await within(series, TOGETHER_MS),
  };
  tell(facts);
  if (facts.chain !== undefined && facts.series !== undefined) return;
  const [lateChain, lateSeries] = await Promise.all([chain, series]);
  tell({ ...facts, chain: lateChain, series: lateSeries });
}

function orNull<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch(() => null);
}

/** The promise's value, or `undefined` when it takes longer. */
function within<T>(answer: Promise<T>, limitMs: number): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), limitMs);
    void answer.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
