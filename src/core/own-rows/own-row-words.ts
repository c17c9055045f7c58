import { describeOutcome } from '../recovery/describe-recovery.ts';
import { describeFailure } from '../stream/describe-failure.ts';
import { describeGap } from '../stream/describe-state.ts';
import { formatDuration } from '../time/format-time.ts';
import type { OwnRow, PlacedOwnRow } from './own-row.ts';
import type { Row } from '../events/row.ts';

/** The `Row` of a row of our own. */
export function toOwnRow({ own, seq, serverId, at }: PlacedOwnRow): Row {
  const text = describeOwnRow(own);
  return { seq, serverId, at, text, ...looksOf(own), type: '', subject: '', origin: '', alert: false };
}

function looksOf(own: OwnRow): Pick<Row, 'kind' | 'tone'> {
  switch (own.kind) {
    case 'gap':
      return { kind: 'gap', tone: 'bad' };
    case 'connected':
    case 'clock-set-back':
      return { kind: 'server', tone: 'system' };
    case 'stopped':
      return { kind: 'server', tone: 'bad' };
    case 'oversize':
      return { kind: 'unparsed', tone: 'bad' };
    case 'imported':
      return { kind: own.rowKind, tone: own.tone };
  }
}

/** The sentence of a row of our own. */
export function describeOwnRow(own: OwnRow): string {
  switch (own.kind) {
    case 'gap': {
      const { gap, recovery } = own;
      const words = describeGap(gap);
      return recovery === null
        ? words
        : `${words}, ${describeOutcome(recovery.count, recovery.outcome, gap.to)}`;
    }
    case 'connected':
      return `Connected to ${own.name}`;
    case 'stopped':
      return describeFailure(own.failure, own.server).cause;
    case 'oversize':
      return own.isOver
        ? `An event of ${toMegabytes(own.bytes)} was too large to read and was left out.`
        : `An event of more than ${toMegabytes(own.bytes)} is too large to read and is left out.`;
    case 'clock-set-back':
      return `The clock of this computer was set back by ${formatDuration(own.byMs)}.`;
    case 'imported':
      return own.text;
  }
}

function toMegabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}
