import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HistoryView } from '../../core/ipc/history-views.ts';
import { describeReach, describeStore } from '../../core/view/describe-store.ts';
import { confirmDialog } from '../parts/confirm-dialog.ts';
import { choice } from '../parts/field.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields, pages } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';
import './redaction-editor.ts';
import { settingRow, switchRow } from './setting-row.ts';
import { settingsPageStyles } from './settings-page-styles.ts';

type Choices = readonly (readonly [value: number, name: string])[];

const SIZES: Choices = [
  [100_000_000, '100 MB'],
  [500_000_000, '500 MB'],
  [1_000_000_000, '1 GB'],
  [2_000_000_000, '2 GB'],
  [5_000_000_000, '5 GB'],
  [20_000_000_000, '20 GB'],
];
const AGES: Choices = [
  [1, '1 day'],
  [7, '7 days'],
  [30, '30 days'],
  [90, '90 days'],
  [365, '1 year'],
];

/** Adds an unusual value to the usual ones. */
function withCurrent(usual: Choices, current: number): Choices {
  const isKnown = usual.some(([value]) => value === current);
  return isKnown ? usual : [...usual, [current, current.toLocaleString('en-GB')]];
}

type Limits = Pick<HistoryView, 'keep' | 'maxBytes' | 'maxAgeDays'>;

/** How much is stored, what is redacted, and the button that deletes everything. */
@customElement('pl-history-card')
export class HistoryCard extends LitElement {
  static override styles = [
    base,
    fields,
    pages,
    dialog,
    settingsPageStyles,
    css`
      select {
        width: 180px;
      }
    `,
  ];

  @property({ attribute: false }) accessor history!: HistoryView;

  #set(part: Partial<Limits>): void {
    ask(bridge().changeSettings({ history: part }));
  }

  protected override render(): unknown {
    const { keep, maxBytes, maxAgeDays, status, redaction } = this.history;
    return html`<section class="card" aria-labelledby="history">
        <h2 id="history">History</h2>
        <p class="lead">${describeStore(status)}</p>
        ${switchRow(
          'Keep events on this computer',
          keep
            ? 'Events of your servers stay searchable after a restart. They never leave this computer.'
            : 'The last events are held in memory and gone when you quit. What was stored before stays until you erase it.',
          keep,
          (on) => this.#set({ keep: on }),
        )}
        ${settingRow(
          'Keep at most',
          'The oldest are deleted first.',
          choice({
            id: 'size',
            label: 'Largest size',
            // Each size with the time that fits into it in this home.
            options: withCurrent(SIZES, maxBytes).map(([value, name]) => [
              value,
              `${name}${describeReach(value, status)}`,
            ]),
            chosen: maxBytes,
            onChoose: (value) => this.#set({ maxBytes: value }),
          }),
        )}
        ${settingRow(
          'Keep for',
          'Older events are deleted in the background.',
          choice({
            id: 'age',
            label: 'Longest time',
            options: withCurrent(AGES, maxAgeDays),
            chosen: maxAgeDays,
            onChoose: (value) => this.#set({ maxAgeDays: value }),
          }),
        )}
        <pl-redaction-editor .rules=${redaction}></pl-redaction-editor>
        ${settingRow(
          'Erase the history',
          'Deletes all stored events, bookmarks and alerts from this computer.',
          html`<button
            class="btn small danger"
            @click=${() => this.renderRoot.querySelector('dialog')?.showModal()}
          >
            Erase…
          </button>`,
        )}
      </section>
      ${confirmDialog({
        title: 'Erase the whole history?',
        text: 'All stored events of all servers are deleted from this computer. Home Assistant keeps its own.',
        verb: 'Erase',
        onConfirm: () => ask(bridge().eraseHistory()),
      })}`;
  }
}
