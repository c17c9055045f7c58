import { html, nothing, type TemplateResult } from 'lit';
import type { ServerView } from '../../core/ipc/overview.ts';
import { describeConnection } from '../../core/stream/describe-state.ts';
import { toMendStep } from '../../core/view/mend-step.ts';
import type { Verdict } from '../../core/view/server-verdict.ts';
import { verdictLine } from '../parts/field.ts';
import './mend-server.ts';

/** Why a saved server can't be reached yet, or its certificate if that is the reason. */
export function serverTrouble(server: ServerView): TemplateResult | typeof nothing {
  switch (toMendStep(server.state).kind) {
    case 'certificate':
      return html`<pl-mend-server .server=${server}></pl-mend-server>`;
    // Shown at the field.
    case 'secret':
      return nothing;
    case 'reconnect':
      return verdictLine({ tone: 'bad', text: wordsOf(server) }, 'trouble');
    case 'nothing':
      return verdictLine({ tone: 'none', text: wordsOf(server) }, 'trouble');
  }
}

/** The text at the field of a refused secret; `null` for another problem. */
export function secretTrouble(server: ServerView | null): Verdict | null {
  if (server === null || toMendStep(server.state).kind !== 'secret') return null;
  return { tone: 'bad', text: wordsOf(server) };
}

function wordsOf(server: ServerView): string {
  const { sentence, next } = describeConnection(server.state, Date.now(), server);
  return `${sentence} ${next}`;
}
