import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ExportProgress } from '../../core/ipc/history-views.ts';
import type { ExportFormat } from '../../core/export/export-format.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import { describeEnded, describeExport, describeRunning, shareOf } from '../../core/view/export-words.ts';
import { DialogElement } from '../parts/dialog-element.ts';
import { icons } from '../parts/icons.ts';
import { radioCards, type RadioCard } from '../parts/radio-cards.ts';
import { askHistogram } from '../state/ask-histogram.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';

/** The events to export. */
export interface ExportTarget {
  readonly source: LogSource;
  /** Text of a query that can be parsed; empty for everything. */
  readonly query: string;
}

const FORMATS: readonly RadioCard<ExportFormat>[] = [
  ['ndjson', 'NDJSON', 'One event a line. Porchlight can open it again, and so can most tools.'],
  ['json', 'JSON', 'One list of events, for programs.'],
  ['csv', 'CSV', 'A table for a spreadsheet: time, server, type, entity, what happened.'],
];

/** Asks for the format, then shows the progress and the result. An export continues when the dialog is closed. */
@customElement('pl-export-dialog')
export class ExportDialog extends DialogElement {
  static override styles = [
    base,
    fields,
    dialog,
    css`
      fieldset {
        margin-top: 14px;
      }
      .what,
      .result {
        overflow-wrap: anywhere;
      }
      .hint.redacted {
        margin-top: 12px;
      }
      progress {
        width: 100%;
        height: 10px;
        margin-top: 12px;
        accent-color: var(--accent);
      }
      .result {
        display: flex;
        gap: 8px;
      }
      .result svg {
        margin-top: 2px;
      }
      .done svg {
        color: var(--live);
      }
      .failed {
        color: var(--bad);
      }
    `,
  ];

  @state() accessor target: ExportTarget = { source: 'log', query: '' };
  /** Events that match; `null` while that is not known. */
  @state() accessor count: number | null = null;
  @state() accessor format: ExportFormat = 'ndjson';
  /** `null` while the format is being chosen. */
  @state() accessor progress: ExportProgress | null = null;
  @state() accessor isChoosing = false;
  #undo: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#undo = bridge().on('exportProgress', (progress) => {
      this.progress = progress;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#undo?.();
    this.#undo = null;
  }

  /** Shows the dialog: the running export, or else the choice for a new one. */
  open(target: ExportTarget): void {
    if (this.progress?.kind !== 'running') {
      this.progress = null;
      this.target = target;
      this.count = null;
      ask(this.#countMatches(target));
    }
    this.dialog?.showModal();
  }

  async #countMatches(target: ExportTarget): Promise<void> {
    const { total } = await askHistogram(target.source, target.query, null, null, 1);
    if (this.target === target) this.count = total;
  }

  async #export(): Promise<void> {
    const { source, query } = this.target;
    this.isChoosing = true;
    try {
      const last = await bridge().exportView(source, query, this.format);
      if (last !== null) this.progress = last;
    } finally {
      this.isChoosing = false;
    }
  }

  protected override render(): unknown {
    const { progress } = this;
    if (progress === null) return this.frame('Export events', this.#choice());
    const body = progress.kind === 'running' ? this.#running(progress) : this.#ended(progress);
    return this.frame('Export events', body);
  }

  #choice(): TemplateResult {
    const { count, format } = this;
    return html`<p class="what">${describeExport(count, this.target.query)}</p>
      <fieldset>
        <legend class="label">Format</legend>
        <div class="kinds">${radioCards('format', FORMATS, format, (chosen) => (this.format = chosen))}</div>
      </fieldset>
      <p class="hint redacted">
        Secrets are taken out first, by the rules in the
        settings.${
          format === 'csv' ? ' A cell that looks like a formula begins with an apostrophe.' : nothing
        }
      </p>
      <div class="dialog-actions">
        <button class="btn" @click=${this.close}>Cancel</button>
        <button
          class="btn primary"
          ?disabled=${this.isChoosing || count === 0}
          @click=${() => ask(this.#export())}
        >
          Choose a file…
        </button>
      </div>`;
  }

  #running(progress: ExportProgress): TemplateResult {
    const share = shareOf(progress);
    return html`<p class="what" id="running">${describeRunning(progress)}</p>
      ${
        share === null
          ? html`<progress aria-labelledby="running"></progress>`
          : html`<progress aria-labelledby="running" max="1" .value=${share}></progress>`
      }
      <div class="dialog-actions">
        <button class="btn" @click=${this.close}>Go on in the background</button>
        <button class="btn danger" @click=${() => ask(bridge().cancelExport())}>Cancel the export</button>
      </div>`;
  }

  #ended(progress: ExportProgress): TemplateResult {
    return html`<p class="result ${progress.kind}" role=${progress.kind === 'failed' ? 'alert' : 'status'}>
        ${progress.kind === 'done' ? icons.check(16) : icons.info(16)}
        <span>${describeEnded(progress)}</span>
      </p>
      <div class="dialog-actions">
        ${
          progress.kind === 'done'
            ? html`<button class="btn" @click=${() => ask(bridge().showExport())}>Show in folder</button>`
            : nothing
        }
        <button class="btn primary" @click=${this.close}>Close</button>
      </div>`;
  }
}
