import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CaptureView, MarkedSession } from '../../core/ipc/history-views.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import { Commands, type Command } from '../palette/commands.ts';
import { ask, bridge } from '../state/bridge.ts';
import './capture-bar.ts';
import './export-dialog.ts';
import type { FileIntent } from './file-menu.ts';
import './marked-bar.ts';

/**
 * What is recorded, opened and exported: the bars above the list, the dialogs, and the commands for them. Fires
 * `pl-set-query` with a query's text and `pl-source` with what is to be looked at.
 */
@customElement('pl-file-tools')
export class FileTools extends LitElement {
  /** What the list shows. */
  @property({ attribute: false }) accessor source: LogSource = 'log';
  @property({ attribute: false }) accessor query = '';
  @property({ attribute: false }) accessor captures: readonly CaptureView[] = [];
  @property({ attribute: false }) accessor marked: MarkedSession | null = null;

  constructor() {
    super();
    new Commands(this, () => this.#commands());
  }

  /** Does what was chosen in the menu. */
  perform(intent: FileIntent): void {
    switch (intent) {
      case 'record':
        this.#mark('start');
        break;
      case 'export':
        this.#export(this.source, this.query);
        break;
      case 'import':
        this.renderRoot.querySelector('pl-capture-bar')?.importCapture();
    }
  }

  #mark(what: 'start' | 'stop'): void {
    ask(bridge().mark(what));
  }

  #export(source: LogSource, query: string): void {
    this.renderRoot.querySelector('pl-export-dialog')?.open({ source, query });
  }

  #commands(): readonly Command[] {
    const group = 'Files';
    const isRecording = this.marked !== null && this.marked.endedAt === null;
    return [
      isRecording
        ? {
            id: 'mark-stop',
            group,
            title: 'Stop recording',
            words: 'mark end session',
            run: () => {
              this.#mark('stop');
            },
          }
        : {
            id: 'mark-start',
            group,
            title: 'Record what happens now',
            words: 'mark start session',
            run: () => {
              this.#mark('start');
            },
          },
      {
        id: 'export',
        group,
        title: 'Export what is shown…',
        words: 'save ndjson json csv file',
        run: () => {
          this.perform('export');
        },
      },
      {
        id: 'import',
        group,
        title: 'Open a capture…',
        words: 'import file ndjson',
        run: () => {
          this.perform('import');
        },
      },
    ];
  }

  protected override render(): unknown {
    return html`<pl-capture-bar .source=${this.source} .captures=${this.captures}></pl-capture-bar>
      <pl-marked-bar
        .marked=${this.marked}
        @pl-export-view=${({ detail }: CustomEvent<string>) => {
          this.#export('log', detail);
        }}
      ></pl-marked-bar>
      <pl-export-dialog></pl-export-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-file-tools': FileTools;
  }
}
