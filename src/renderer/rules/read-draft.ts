import type { Row } from '../../core/events/row.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import type { ServerView } from '../../core/ipc/overview.ts';
import { decodeMessage } from '../../core/events/decode.ts';
import { bridge } from '../state/bridge.ts';
import { draftOfEvent, type RuleDraft } from './rule-draft.ts';

/** The rule that "Alert me about this" makes from a row; `null` when its event is gone, or it has none. */
export async function readDraft(
  source: LogSource,
  { seq, serverId }: Row,
  servers: readonly ServerView[],
): Promise<RuleDraft | null> {
  const detail = await bridge().readEvent(source, seq);
  const decoded = detail === null ? null : decodeMessage(detail.raw);
  return decoded?.kind === 'event' ? draftOfEvent(decoded.event, serverId, servers) : null;
}
