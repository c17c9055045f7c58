import type { ServerView } from '../../core/ipc/overview.ts';
import { describeConnection } from '../../core/stream/describe-state.ts';
import { toMendStep } from '../../core/view/mend-step.ts';
import type { Verdict } from '../../core/view/server-verdict.ts';

/** The text at the field of a refused secret; `null` for another problem. */
export function secretTrouble(server: ServerView): Verdict | null {
  if (toMendStep(server.state).kind !== 'secret') return null;
  const { sentence, next } = describeConnection(server.state, Date.now(), server);
  return { tone: 'bad', text: `${sentence} ${next}` };
}
