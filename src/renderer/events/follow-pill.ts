import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { LogElement } from '../state/log-element.ts';
import { Watch } from '../state/signal.ts';
import { base } from '../styles/base.ts';

/** On a list that does not follow: the number of new rows, and a button that shows them. Fires `pl-followed`. */
@customElement('pl-follow-pill')
export class FollowPill extends LogElement {
  static override styles = [
    base,
    css`
      button {
        position: absolute;
        left: 50%;
        bottom: 14px;
        display: inline-flex;
        align-items: center;
        gap: 6px;
        padding: 7px 16px 7px 12px;
        border-radius: 17px;
        background: var(--pill);
        color: var(--on-pill);
        font-weight: 600;
        box-shadow: var(--shadow);
        transform: translateX(-50%);
        animation: appear 0.16s ease-out;
      }
      button:hover {
        filter: brightness(1.1);
      }
    `,
  ];

  readonly rows = new Watch(this, () => this.model.listed);

  readonly #follow = (): void => {
    this.model.followNow();
    fire(this, 'pl-followed');
  };

  protected override render(): unknown {
    const { follow, newCount } = this.model;
    if (follow.kind === 'following') return nothing;
    const paused = follow.kind === 'paused';
    const verb = paused ? 'resume' : 'follow';
    const words =
      newCount === 0
        ? verb.replace(/^./, (first) => first.toUpperCase())
        : `${newCount.toLocaleString('en-GB')} new, ${verb}`;
    return html`<button class="pill" @click=${this.#follow}>
      ${paused ? icons.play(14) : icons.down(14)}${paused ? `Paused. ${words}` : words}
    </button>`;
  }
}
