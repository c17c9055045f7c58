import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FoundServer } from '../../core/discovery/found-server.ts';
import type { Overview } from '../../core/ipc/overview.ts';
import { parseBaseUrl } from '../../core/servers/base-url.ts';
import { FIRST_WORDS } from '../../core/view/first-minute-words.ts';
import { judgeAddress, type Verdict } from '../../core/view/server-verdict.ts';
import { field } from '../parts/field.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { spinner } from '../styles/spinner.ts';

/** An address that a person has chosen. */
export interface ChosenAddress {
  readonly url: string;
  /** What the server calls itself; empty for a typed address. */
  readonly name: string;
}

/**
 * Where Home Assistant is: the servers that announce themselves, and the field for an address. Fires `pl-typed` with the text as it
 * is typed, `pl-address` with a `ChosenAddress`, and `pl-anyway`.
 */
@customElement('pl-first-address')
export class FirstAddress extends LitElement {
  static override styles = [
    base,
    fields,
    spinner,
    css`
      :host,
      form,
      .found {
        display: grid;
        gap: 10px;
      }
      :host {
        gap: 18px;
      }
      h3 {
        display: flex;
        gap: 8px;
        align-items: center;
        font-size: 13px;
        font-weight: 600;
      }
      .server {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 2px 12px;
        align-items: center;
        width: 100%;
        padding: 10px 12px;
        border: 1px solid var(--line-strong);
        border-radius: 10px;
        background: var(--raised);
        text-align: left;
        transition: border-color 0.12s;
      }
      .server:hover {
        border-color: var(--accent-line);
        background: var(--accent-bg);
      }
      .server > svg:first-child {
        color: var(--accent);
      }
      .server > svg:last-child {
        rotate: -90deg;
        color: var(--faint);
      }
      .server b {
        font-weight: 600;
      }
      .server span span {
        display: block;
        overflow-wrap: anywhere;
      }
      .silent > svg:first-child,
      .probing > svg:first-child {
        color: var(--faint);
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px;
        align-items: start;
      }
      .row > .btn {
        height: 34px;
        margin-top: 25px;
      }
    `,
  ];

  @property({ attribute: false }) accessor overview!: Overview;
  @property() accessor url = '';
  /** Why nothing was found at the address as it stands; `null` before that is known. */
  @property({ attribute: false }) accessor trouble: string | null = null;
  @state() accessor asked = false;

  override connectedCallback(): void {
    super.connectedCallback();
    ask(bridge().lookForServers(true));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    ask(bridge().lookForServers(false));
  }

  /** Goes where the address is typed. */
  focusAddress(): void {
    this.renderRoot.querySelector<HTMLElement>('#url')?.focus();
  }

  get #found(): readonly FoundServer[] {
    const known = new Set(this.overview.servers.map(({ baseUrl }) => new URL(baseUrl).origin));
    return this.overview.found.filter(({ url }) => {
      const parsed = parseBaseUrl(url);
      return parsed.ok && !known.has(parsed.origin);
    });
  }

  protected override render(): unknown {
    const isFound = this.#found.length > 0;
    return html`<section class="found" aria-labelledby="found">
        <h3 id="found">${isFound ? icons.home() : html`<i class="spinner"></i>`} ${this.#title(isFound)}</h3>
        <div class="found" aria-live="polite">
          ${repeat(
            this.#found,
            ({ id }) => id,
            (server) => this.#server(server),
          )}
        </div>
      </section>
      <form novalidate @submit=${this.#onSubmit}>
        <div class="row">
          ${field({
            id: 'url',
            label: isFound ? FIRST_WORDS.orType : FIRST_WORDS.address,
            value: this.url,
            placeholder: 'homeassistant.local',
            verdict: this.#verdict,
            onInput: (url) => {
              this.asked = false;
              fire(this, 'pl-typed', url);
            },
          })}
          <button class="btn ${isFound ? '' : 'primary'}" type="submit">${FIRST_WORDS.go}</button>
        </div>
        ${
          this.trouble === null
            ? nothing
            : html`<div class="actions">
                <button class="btn small" type="button" @click=${() => fire(this, 'pl-anyway')}>
                  ${FIRST_WORDS.useAnyway}
                </button>
              </div>`
        }
      </form>`;
  }

  #title(isFound: boolean): string {
    if (isFound) return FIRST_WORDS.found;
    return this.overview.foundProblem ?? FIRST_WORDS.looking;
  }

  #server({ name, version, url, reach }: FoundServer): TemplateResult {
    const hint = reach === 'silent' ? FIRST_WORDS.silent : reach === 'probing' ? FIRST_WORDS.probing : '';
    return html`<button
      class="server ${reach}"
      type="button"
      @click=${() => fire(this, 'pl-address', { url, name } satisfies ChosenAddress)}
    >
      ${icons.home(20)}
      <span>
        <b>${name}</b>
        <span class="hint">${version === '' ? nothing : `Home Assistant ${version}, `}${url}</span>
        ${hint === '' ? nothing : html`<span class="hint">${hint}</span>`}
      </span>
      ${icons.chevron()}
    </button>`;
  }

  get #verdict(): Verdict {
    if (this.trouble !== null) return { tone: 'bad', text: this.trouble };
    const verdict = judgeAddress(this.url, this.asked);
    // Which of its addresses it is, is asked.
    return verdict.tone === 'good' ? { tone: 'none', text: '' } : verdict;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.asked = true;
    if (parseBaseUrl(this.url).ok) fire(this, 'pl-address', { url: this.url, name: '' });
    else this.focusAddress();
  };
}
