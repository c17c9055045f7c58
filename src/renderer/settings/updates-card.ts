import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Overview } from '../../core/ipc/overview.ts';
import {
  canRestart,
  describeLooking,
  describeOldList,
  describeUpdates,
} from '../../core/updates/update-words.ts';
import '../parts/ago-text.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields, pages } from '../styles/controls.ts';
import { switchRow } from './setting-row.ts';
import { settingsPageStyles } from './settings-page-styles.ts';

/** The version that runs, whether there is a newer one, and how it is looked for. */
@customElement('pl-updates-card')
export class UpdatesCard extends LitElement {
  static override styles = [
    base,
    fields,
    pages,
    settingsPageStyles,
    css`
      .status {
        overflow-wrap: anywhere;
      }
      .status:empty {
        display: none;
      }
      .failed {
        color: var(--warn);
      }
      progress {
        width: 100%;
        height: 6px;
        accent-color: var(--accent);
      }
      summary {
        cursor: default;
        font-weight: 600;
      }
      .notes {
        margin: 8px 0 0;
        max-height: 240px;
        overflow: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        font: inherit;
        color: var(--dim);
      }
    `,
  ];

  @property({ attribute: false }) accessor overview!: Pick<Overview, 'updates' | 'version'>;

  protected override render(): unknown {
    const { updates, version } = this.overview;
    const { status, lookedAt } = updates;
    const isOff = status.kind === 'off';
    return html`<section class="card" aria-labelledby="updates">
      <div class="line">
        <div class="grow">
          <h2 id="updates">Updates</h2>
          <p class="hint">
            This is Porchlight ${version}.
            ${
              lookedAt === null || isOff
                ? nothing
                : html`Looked for a newer one <pl-ago .at=${lookedAt}></pl-ago>.`
            }
          </p>
        </div>
        ${isOff ? nothing : this.#buttons()}
      </div>
      <p class="status ${status.kind}" role="status">${describeUpdates(updates)}</p>
      ${
        status.kind === 'downloading'
          ? html`<progress
              max="100"
              .value=${status.percent}
              aria-label="Download of Porchlight ${status.release.version}"
            ></progress>`
          : nothing
      }
      ${this.#oldList()}${this.#notes()}${isOff ? nothing : this.#choices()}
    </section>`;
  }

  #buttons(): TemplateResult {
    const { status, page } = this.overview.updates;
    const isBusy = status.kind === 'looking' || status.kind === 'downloading';
    const needsPage = status.kind === 'available' || status.kind === 'failed';
    return html`${
      needsPage && page !== null
        ? html`<button class="btn small" @click=${() => ask(bridge().openUpdatePage())}>
            Open the page of versions
          </button>`
        : nothing
    }
    ${
      canRestart(this.overview.updates)
        ? html`<button class="btn small primary" @click=${() => ask(bridge().restartToUpdate())}>
            Restart now
          </button>`
        : nothing
    }
    ${
      status.kind === 'ready'
        ? nothing
        : html`<button class="btn small" ?disabled=${isBusy} @click=${() => ask(bridge().lookForUpdate())}>
            Look now
          </button>`
    }`;
  }

  #oldList(): TemplateResult | typeof nothing {
    const text = describeOldList(this.overview.updates, Date.now());
    return text === '' ? nothing : html`<p class="failed">${text}</p>`;
  }

  /** As text: whatever stands in them is shown and never becomes a part of the page. */
  #notes(): TemplateResult | typeof nothing {
    const { status } = this.overview.updates;
    if (!('release' in status) || status.release.notes === '') return nothing;
    const { version, notes } = status.release;
    return html`<details>
      <summary>What is new in ${version}</summary>
      <pre class="notes" tabindex="0" role="region" aria-label="What is new">${notes}</pre>
    </details>`;
  }

  #choices(): TemplateResult {
    const { check, channel, page } = this.overview.updates;
    return html`${switchRow('Look once a day', describeLooking(page), check, (on) =>
      ask(bridge().changeSettings({ updates: { check: on } })),
    )}
    ${switchRow('Beta versions', 'They come sooner, and have more faults.', channel === 'beta', (on) =>
      ask(bridge().changeSettings({ updates: { channel: on ? 'beta' : 'stable' } })),
    )}`;
  }
}
