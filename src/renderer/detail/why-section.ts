import { html, type TemplateResult } from 'lit';
import './cause-tree.ts';
import type { EventFacts } from './load-facts.ts';

/** Who or what started it, and everything it caused; or a sentence that says why that is not known. */
export function whySection({ chain, event }: EventFacts, seq: number): TemplateResult {
  return html`<section class="why">
    <h3 class="heading">Why</h3>
    ${
      chain === undefined
        ? html`<p class="hint">Looking for what caused it.</p>`
        : chain === null || (chain.roots.length === 0 && chain.userId === null)
          ? html`<p class="hint">${describeNoCause(event, chain === null)}</p>`
          : html`<pl-cause-tree .chain=${chain} .seq=${seq}></pl-cause-tree>`
    }
  </section>`;
}

function describeNoCause(event: EventFacts['event'], failed: boolean): string {
  if (failed) return 'What caused it could not be looked up.';
  if (event?.context === undefined) return 'This event carries no context, so its cause is not known.';
  if (event.context.parent_id) return 'Something caused it that is no longer kept.';
  return 'Nothing else shares its context: it happened by itself.';
}
