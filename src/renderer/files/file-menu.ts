import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icons } from '../parts/icons.ts';
import { Popover } from '../parts/popover.ts';
import { base } from '../styles/base.ts';
import { popover } from '../styles/popover.ts';
import { fire } from '../parts/fire.ts';

export type FileIntent = 'record' | 'export' | 'import';

const ITEMS: readonly (readonly [FileIntent, string, string])[] = [
  ['record', 'Record what happens now', 'Do something in the house, then see only that, by cause.'],
  ['export', 'Export what is shown…', 'As NDJSON, JSON or CSV, without secrets.'],
  ['import', 'Open a capture…', 'A file with one event a line, to look into.'],
];

/** The button for recording, exporting and opening files. Fires `pl-files` with what was chosen. */
@customElement('pl-file-menu')
export class FileMenu extends LitElement {
  static override styles = [
    base,
    popover,
    css`
      .panel {
        padding: 6px;
        display: grid;
      }
      .item {
        display: grid;
        padding: 7px 10px;
      }
    `,
  ];

  readonly #popover = new Popover(this);

  #choose(intent: FileIntent): void {
    this.#popover.close();
    this.renderRoot.querySelector('button')?.focus();
    fire(this, 'pl-files', intent);
  }

  protected override render(): unknown {
    const { open, toggle } = this.#popover;
    return html`<div data-popover>
      <button class="btn" aria-expanded=${open} title="Record, export, open a file" @click=${toggle}>
        Capture ${icons.chevron(13)}
      </button>
      ${open ? this.#panel() : nothing}
    </div>`;
  }

  #panel(): TemplateResult {
    return html`<div class="panel end">
      ${ITEMS.map(
        ([intent, label, hint]) =>
          html`<button class="item" @click=${() => this.#choose(intent)}>
            <span>${label}</span><span class="hint">${hint}</span>
          </button>`,
      )}
    </div>`;
  }
}
