import type { Row } from '../../../src/core/events/row.ts';

/** A plain event row; a test names what matters to it. */
export function makeRow(seq: number, part: Partial<Row> = {}): Row {
  return {
    seq,
    kind: 'event',
    serverId: 'home',
    at: 1_700_000_000_000 + seq,
    type: 'state_changed',
    subject: 'light.hall',
    text: `Hall light turned on (${String(seq)})`,
    origin: 'LOCAL',
    tone: 'state',
    alert: false,
    ...part,
  };
}
