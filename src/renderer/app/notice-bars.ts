import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Notice, Overview } from '../../core/ipc/overview.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';

/** Sentences across the top: notices until dismissed, and the slim bar of the demo home. */
@customElement('pl-notice-bars')
export class NoticeBars extends LitElement {
  static override styles = [
    base,
    css`
      .bar {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 34px;
        padding: 4px 8px 4px 14px;
        border-bottom: 1px solid var(--line);
      }
      .text {
        flex: 1;
        min-width: 0;
      }
      .info {
        background: var(--info-bg);
        color: var(--info);
      }
      .warning {
        background: var(--warn-bg);
        color: var(--warn);
      }
      .bad {
        background: var(--bad-bg);
        color: var(--bad);
      }
      .demo {
        background: var(--accent-bg);
        color: var(--accent-text);
      }
      .link {
        color: inherit;
        font-weight: 600;
      }
      .btn.icon {
        width: 26px;
        height: 26px;
        color: inherit;
      }
    `,
  ];

  @property({ attribute: false }) accessor overview!: Overview;

  protected override render(): unknown {
    const { servers, notices, safeMode } = this.overview;
    const demo = servers.some((server) => server.demo);
    if (!demo && !safeMode && notices.length === 0) return nothing;
    return html`<section aria-label="Notices">
      ${safeMode ? this.#safeMode() : nothing} ${demo ? this.#demo() : nothing}
      ${notices.map((notice) => this.#notice(notice))}
    </section>`;
  }

  #safeMode(): TemplateResult {
    return html`<div class="bar warning" role="status">
      ${icons.warning(15)}
      <span class="text"
        >Safe mode: Porchlight runs without its history and without rules, so you are told of nothing. Both
        are kept.
        <button class="link" @click=${() => ask(bridge().leaveSafeMode())}>Start as usual</button></span
      >
    </div>`;
  }

  #demo(): TemplateResult {
    return html`<div class="bar demo">
      ${icons.home(15)}
      <span class="text"
        >This is the demo home, nothing here is real.
        <button class="link" @click=${() => ask(bridge().stopDemo())}>Leave the demo</button></span
      >
    </div>`;
  }

  #notice(notice: Notice): TemplateResult {
    return html`<div class="bar ${notice.tone}" role=${notice.tone === 'bad' ? 'alert' : 'status'}>
      ${notice.tone === 'info' ? icons.info(15) : icons.warning(15)}
      <span class="text"
        >${notice.text}
        ${
          notice.action === 'restart-to-update'
            ? html`<button class="link" @click=${() => ask(bridge().restartToUpdate())}>Restart now</button>`
            : nothing
        }</span
      >
      <button
        class="btn ghost icon"
        aria-label="Dismiss"
        title="Dismiss"
        @click=${() => ask(bridge().dismissNotice(notice.id))}
      >
        ${icons.close(13)}
      </button>
    </div>`;
  }
}
