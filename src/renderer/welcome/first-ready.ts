import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Overview, ServerView } from '../../core/ipc/overview.ts';
import type { Guarded } from '../../core/rules/guarded.ts';
import { countKinds } from '../../core/rules/rule-words.ts';
import { FIRST_WORDS } from '../../core/view/first-minute-words.ts';
import { toggle, verdictLine } from '../parts/field.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';

/** How far the test notification is. */
type Test =
  | { readonly kind: 'not-yet' | 'asking' | 'seen' | 'not-seen' }
  | { readonly kind: 'refused'; readonly message: string };

/** The rest of the first minute, once a server is live: what is watched, a test notification, start at login. Fires `pl-done`. */
@customElement('pl-first-ready')
export class FirstReady extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      section {
        display: grid;
        gap: 8px;
        padding-top: 16px;
        border-top: 1px solid var(--line);
      }
      h3 {
        font-size: 13px;
        font-weight: 650;
      }
      .kinds {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin: 0;
      }
      .kinds li {
        display: flex;
        gap: 6px;
        align-items: center;
        padding: 4px 11px;
        border-radius: 14px;
        background: var(--live-bg);
        color: var(--live);
        font-weight: 600;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 14px;
        align-items: center;
      }
      .line > div:first-child {
        flex: 1 1 200px;
      }
      .help {
        display: grid;
        gap: 4px;
        padding: 10px 12px 10px 28px;
        border-radius: 8px;
        background: var(--sunken);
        color: var(--dim);
        font-size: 12px;
        list-style: decimal;
      }
      .done {
        justify-self: start;
        min-width: 120px;
      }
    `,
  ];

  @property({ attribute: false }) accessor overview!: Overview;
  @property({ attribute: false }) accessor server!: ServerView;
  @state() accessor watched: readonly Guarded[] | 'asking' | null = 'asking';
  @state() accessor test: Test = { kind: 'not-yet' };
  @state() accessor loginRefusal = '';

  protected override firstUpdated(_changed: PropertyValues<this>): void {
    ask(this.#readWatched());
    // A keyboard goes on here: what was pressed is gone.
    this.renderRoot.querySelector<HTMLElement>('#test')?.focus({ preventScroll: true });
    this.scrollIntoView({ block: 'nearest' });
  }

  async #readWatched(): Promise<void> {
    this.watched = await bridge()
      .readWatched(this.server.id)
      .catch(() => null);
  }

  protected override render(): unknown {
    return html`<section aria-labelledby="watched">
        <h3 id="watched">${FIRST_WORDS.watchedTitle}</h3>
        <div aria-live="polite">${this.#watchedWords()}</div>
      </section>
      <section aria-labelledby="test-title">
        <div class="line">
          <div>
            <h3 id="test-title">${FIRST_WORDS.testTitle}</h3>
            <p class="hint">${FIRST_WORDS.testHint}</p>
          </div>
          <button id="test" class="btn" type="button" @click=${this.#onTest}>
            ${icons.bell()}${this.test.kind === 'not-yet' ? FIRST_WORDS.test : FIRST_WORDS.testAgain}
          </button>
        </div>
        <div aria-live="polite">${this.#testWords()}</div>
      </section>
      <section aria-labelledby="login">
        <div class="line">
          <div>
            <h3 id="login">${FIRST_WORDS.loginTitle}</h3>
            <p class="hint">${this.#loginHint()}</p>
          </div>
          ${
            this.overview.startAtLogin.supported
              ? toggle(FIRST_WORDS.loginTitle, this.overview.startAtLogin.on, (on) =>
                  ask(this.#startAtLogin(on)),
                )
              : nothing
          }
        </div>
      </section>
      <button class="btn primary done" type="button" @click=${() => fire(this, 'pl-done')}>
        ${FIRST_WORDS.done}
      </button>`;
  }

  #loginHint(): string {
    if (!this.overview.startAtLogin.supported) return FIRST_WORDS.loginNotHere;
    return this.loginRefusal || FIRST_WORDS.loginHint;
  }

  async #startAtLogin(on: boolean): Promise<void> {
    this.loginRefusal = (await bridge().changeSettings({ startAtLogin: on })) ?? '';
  }

  #watchedWords(): TemplateResult {
    const { watched } = this;
    if (watched === 'asking') return html`<p class="hint">${FIRST_WORDS.watchedAsking}</p>`;
    if (watched === null) return html`<p class="hint">${FIRST_WORDS.watchedUnknown}</p>`;
    if (watched.length === 0) return html`<p class="hint">${FIRST_WORDS.watchedNone}</p>`;
    return html`<ul class="kinds">
        ${countKinds(watched).map((kind) => html`<li>${icons.check(13)}${kind}</li>`)}
      </ul>
      <p class="hint">${FIRST_WORDS.watchedHint}</p>`;
  }

  readonly #onTest = async (): Promise<void> => {
    const refusal = await bridge()
      .sendTestNotification(null)
      .catch((error: unknown) => (error instanceof Error ? error.message : FIRST_WORDS.notSeen[1]));
    this.test = refusal === null ? { kind: 'asking' } : { kind: 'refused', message: refusal };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#seen')?.focus();
  };

  #answer(kind: 'seen' | 'not-seen'): void {
    this.test = { kind };
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(kind === 'seen' ? '.done' : '#test')?.focus();
    });
  }

  #testWords(): TemplateResult | typeof nothing {
    const { test } = this;
    switch (test.kind) {
      case 'not-yet':
        return nothing;
      case 'asking':
        return html`<div class="actions">
          <b>${FIRST_WORDS.didYouSee}</b>
          <button id="seen" class="btn small" type="button" @click=${() => this.#answer('seen')}>
            ${FIRST_WORDS.yes}
          </button>
          <button class="btn small" type="button" @click=${() => this.#answer('not-seen')}>
            ${FIRST_WORDS.no}
          </button>
        </div>`;
      case 'seen':
        return verdictLine({ tone: 'good', text: FIRST_WORDS.seen }, 'test-verdict');
      case 'refused':
        return html`${verdictLine({ tone: 'bad', text: test.message }, 'test-verdict')} ${notSeen()}`;
      case 'not-seen':
        return notSeen();
    }
  }
}

function notSeen(): TemplateResult {
  return html`<ol class="help">
    ${FIRST_WORDS.notSeen.map((step) => html`<li>${step}</li>`)}
  </ol>`;
}
