import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CaptureView, MarkedSession } from '../../core/ipc/history-views.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import { describeCapture, describeReading } from '../../core/view/capture-words.ts';
import { toGroupText } from '../../core/view/group-words.ts';
import { describeMarked, toMarkedQuery } from '../../core/view/marked-words.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { barStyles } from './bar-styles.ts';
import './cause-groups.ts';
import { COPIED_MS, type CauseGroups } from './cause-groups.ts';
import './export-dialog.ts';
import type { ExportDialog } from './export-dialog.ts';
import type { FileIntent } from './file-menu.ts';

/**
 * Recording, opening and exporting: the bars above the list, and the dialogs. Fires `pl-set-query` with a query's
 * text and `pl-source` with the source to show.
 */
@customElement('pl-file-tools')
export class FileTools extends LitElement {
  static override styles = [base, barStyles];

  /** What the list shows. */
  @property({ attribute: false }) accessor source: LogSource = 'log';
  @property({ attribute: false }) accessor query = '';
  @property({ attribute: false }) accessor captures: readonly CaptureView[] = [];
  /** A recorded range of the log. */
  @property({ attribute: false }) accessor marked: MarkedSession | null = null;
  /** Why a file could not be opened; empty when none failed. */
  @state() accessor problem = '';
  @state() accessor isCopied = false;
  @query('pl-export-dialog') accessor #export!: ExportDialog | null;
  @query('pl-cause-groups') accessor #groups!: CauseGroups | null;

  /** Runs the chosen item of the menu. */
  perform(intent: FileIntent): void {
    switch (intent) {
      case 'record':
        ask(bridge().mark('start'));
        break;
      case 'export':
        this.#export?.open({ source: this.source, query: this.query });
        break;
      case 'import':
        this.problem = '';
        ask(this.#import());
    }
  }

  /** Asks for a file and shows it once it is read. */
  async #import(): Promise<void> {
    const answer = await bridge().importCapture();
    if (answer === null) return;
    if (typeof answer === 'string') this.problem = answer;
    else fire(this, 'pl-source', `capture:${answer.id}`);
  }

  #leave(capture: CaptureView): void {
    if (this.source === `capture:${capture.id}`) fire(this, 'pl-source', 'log');
    ask(bridge().closeCapture(capture.id));
  }

  async #copy(title: string, query: string): Promise<void> {
    const { groups } = await bridge().readGroups('log', query);
    await bridge().copyText(toGroupText(title, groups));
    this.isCopied = true;
    setTimeout(() => {
      this.isCopied = false;
    }, COPIED_MS);
  }

  protected override render(): unknown {
    return html`${this.captures.map((capture) => this.#capture(capture))}
      ${this.problem === '' ? nothing : this.#problem()}
      ${this.marked === null ? nothing : this.#stretch(this.marked)} <pl-export-dialog></pl-export-dialog>`;
  }

  #capture(capture: CaptureView): TemplateResult {
    const leave = (label: string): TemplateResult => button(label, () => this.#leave(capture));
    if (capture.readShare !== null) return bar('Opened file', describeReading(capture), leave('Cancel'));
    const source = `capture:${capture.id}`;
    const isShown = this.source === source;
    const actions = isShown
      ? leave('Back to the log')
      : [button('Look at it', () => fire(this, 'pl-source', source)), leave('Close it')];
    return bar('Opened file', describeCapture(capture, isShown), actions);
  }

  #problem(): TemplateResult {
    return html`<section class="bar bad" role="alert">
      <span class="text">${this.problem}</span>
      <button
        class="btn small icon ghost"
        aria-label="Dismiss"
        @click=${() => {
          this.problem = '';
        }}
      >
        ${icons.close(13)}
      </button>
    </section>`;
  }

  #stretch(marked: MarkedSession): TemplateResult {
    const title = describeMarked(marked);
    const dismiss = (label: string): TemplateResult =>
      button(label, () => ask(bridge().mark('clear')), 'ghost');
    if (marked.endedAt === null) {
      return bar(
        'Marked stretch',
        html`<i class="pulse"></i> ${title}. Do something in the house, then stop.`,
        [button('Stop', () => ask(bridge().mark('stop')), 'primary'), dismiss('Discard')],
      );
    }
    const query = marked.events === 0 ? null : toMarkedQuery(marked);
    const choices =
      query === null
        ? []
        : [
            button('Show', () => fire(this, 'pl-set-query', query)),
            button('Group by cause', () => this.#groups?.open({ source: 'log', query, title })),
            button(this.isCopied ? 'Copied' : 'Copy', () => ask(this.#copy(title, query))),
            button('Export…', () => this.#export?.open({ source: 'log', query })),
          ];
    const words = html`<span role="status">${title}.</span>`;
    return html`${bar('Marked stretch', words, [...choices, dismiss('Dismiss')])}
      <pl-cause-groups
        @pl-export-view=${() => query !== null && this.#export?.open({ source: 'log', query })}
      ></pl-cause-groups>`;
  }
}

function bar(label: string, words: unknown, actions: unknown): TemplateResult {
  return html`<section class="bar" aria-label=${label}>
    <span class="text">${words}</span>
    <div class="actions">${actions}</div>
  </section>`;
}

function button(label: string, onClick: () => void, look = ''): TemplateResult {
  return html`<button class="btn small ${look}" @click=${onClick}>${label}</button>`;
}
