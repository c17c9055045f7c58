import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HistoryView } from '../../core/ipc/history-views.ts';
import { describeReach, describeStore } from '../../core/view/describe-store.ts';
import { confirmDialog } from '../parts/confirm-dialog.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { buttons, fields, pages } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';
import './redaction-editor.ts';
import { settingRow } from './setting-row.ts';
import { settingsPageStyles } from './settings-page-styles.ts';

const SIZES: readonly { readonly value: number; readonly name: string }[] = [
  { value: 100_000_000, name: '100 MB' },
  { value: 500_000_000, name: '500 MB' },
  { value: 1_000_000_000, name: '1 GB' },
  { value: 2_000_000_000, name: '2 GB' },
  { value: 5_000_000_000, name: '5 GB' },
  { value: 20_000_000_000, name: '20 GB' },
];
const AGES: readonly { readonly value: number; readonly name: string }[] = [
  { value: 1, name: '1 day' },
  { value: 7, name: '7 days' },
  { value: 30, name: '30 days' },
  { value: 90, name: '90 days' },
  { value: 365, name: '1 year' },
];

/** Each size with the time that it lasts in this home. */
function withReach(status: HistoryView['status']): typeof SIZES {
  return SIZES.map(({ value, name }) => ({ value, name: `${name}${describeReach(value, status)}` }));
}

type Limits = Pick<HistoryView, 'keep' | 'maxBytes' | 'maxAgeDays'>;

/** How much is remembered, what never is, and the way to forget it all. */
@customElement('pl-history-card')
export class HistoryCard extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    pages,
    dialog,
    settingsPageStyles,
    css`
      :host {
        height: auto;
      }
      select {
        width: 180px;
      }
    `,
  ];

  @property({ attribute: false }) accessor history!: HistoryView;

  #set(part: Partial<Limits>): void {
    ask(bridge().changeSettings({ history: part }));
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  protected override render(): unknown {
    const { keep, maxBytes, maxAgeDays, status, redaction } = this.history;
    return html`<section class="card" aria-labelledby="history">
        <h2 id="history">History</h2>
        <p class="lead">${describeStore(status)}</p>
        ${settingRow({
          label: 'Keep events on this computer',
          hint: keep
            ? 'Events of your servers stay searchable after a restart. They never leave this computer.'
            : 'The last events are held in memory and gone when you quit. What was stored before stays until you erase it.',
          control: html`<input
            class="switch"
            type="checkbox"
            role="switch"
            aria-label="Keep events on this computer"
            .checked=${keep}
            @change=${(event: Event) => {
              if (event.target instanceof HTMLInputElement) this.#set({ keep: event.target.checked });
            }}
          />`,
        })}
        ${settingRow({
          label: 'Keep at most',
          hint: 'The oldest are deleted first.',
          control: choice('Largest size', withReach(status), maxBytes, (value) => {
            this.#set({ maxBytes: value });
          }),
        })}
        ${settingRow({
          label: 'Keep for',
          hint: 'Older events are deleted in the background.',
          control: choice('Longest time', AGES, maxAgeDays, (value) => {
            this.#set({ maxAgeDays: value });
          }),
        })}
        <pl-redaction-editor .rules=${redaction}></pl-redaction-editor>
        ${settingRow({
          label: 'Erase the history',
          hint: 'Deletes all stored events, bookmarks and alerts from this computer.',
          control: html`<button
            class="btn small danger"
            @click=${() => {
              this.#dialog?.showModal();
            }}
          >
            Erase…
          </button>`,
        })}
      </section>
      ${confirmDialog({
        title: 'Erase the whole history?',
        text: 'All stored events of all servers are deleted from this computer. Home Assistant keeps its own.',
        verb: 'Erase',
        onConfirm: () => {
          ask(bridge().eraseHistory());
        },
      })}`;
  }
}

/** A list to choose from; a value that is none of the usual ones stands among them. */
function choice(
  label: string,
  usual: readonly { readonly value: number; readonly name: string }[],
  current: number,
  onChoose: (value: number) => void,
): TemplateResult {
  const known = usual.some(({ value }) => value === current);
  const all = known ? usual : [...usual, { value: current, name: current.toLocaleString('en-GB') }];
  return html`<select
    aria-label=${label}
    @change=${(event: Event) => {
      if (event.target instanceof HTMLSelectElement) onChoose(Number(event.target.value));
    }}
  >
    ${all.map(
      ({ value, name }) =>
        html`<option value=${String(value)} ?selected=${value === current}>${name}</option>`,
    )}
  </select>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-history-card': HistoryCard;
  }
}
