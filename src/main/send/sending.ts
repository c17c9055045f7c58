import type { Clock } from '../../core/clock.ts';
import type { SentItem } from '../../core/ipc/history-views.ts';
import type { SendDraft } from '../../core/ipc/send-draft.ts';
import type { Monitor } from '../../core/monitor/monitor.ts';
import { parseDraft } from '../../core/view/send-draft.ts';
import { describeSent } from './describe-sent.ts';

/** Length of the list of sent items. */
const MAX_SENT = 100;

export interface SendingPorts {
  readonly clock: Clock;
  readonly monitor: Pick<Monitor, 'profile' | 'send' | 'state'>;
}

/** Fires events and calls actions, one request each, and remembers what was sent in this run. */
export type Sending = ReturnType<typeof createSending>;

/** The person has confirmed in the page. Checks the draft again, sends it once, and puts the answer into words. */
export function createSending({ clock, monitor }: SendingPorts) {
  let sent: readonly SentItem[] = [];

  async function deliver(draft: SendDraft): Promise<Pick<SentItem, 'ok' | 'message'>> {
    const server = monitor.profile(draft.serverId);
    if (server === null)
      return { ok: false, message: 'This server is no longer in the list. Nothing was sent.' };
    const parsed = parseDraft(draft);
    if (!parsed.ok) return { ok: false, message: `${parsed.problem.message} Nothing was sent.` };
    const { path, body } = parsed.draft;
    const answer = await monitor.send(server.id, { path, body });
    return describeSent(answer, draft, server, monitor.state(server.id));
  }

  return {
    /** Never rejects: an error is a sentence in the item. */
    async send(draft: SendDraft): Promise<SentItem> {
      const { serverId, kind, name, data } = draft;
      const outcome = await deliver({ serverId, kind, name: name.trim(), data });
      const item: SentItem = { serverId, kind, name: name.trim(), data, at: clock.now(), ...outcome };
      sent = [item, ...sent].slice(0, MAX_SENT);
      return item;
    },
    /** Newest first, at most 100. */
    list: () => sent,
  };
}
