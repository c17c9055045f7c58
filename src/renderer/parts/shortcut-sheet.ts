import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base } from '../styles/base.ts';
import { dialog } from '../styles/dialog.ts';
import { DialogElement } from './dialog-element.ts';

const SHORTCUTS: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  [['/'], 'Search, also by Ctrl F'],
  [['Ctrl', 'K'], 'All commands; also goes to a time'],
  [['Ctrl', 'H'], 'Highlight words without hiding rows'],
  [['n', 'N'], 'Next newer or older row with them (F3)'],
  [['Ctrl', '1'], 'Everything; Ctrl 2 to 9 are your views'],
  [['Ctrl', 'S'], 'Save the search as a view, or update it'],
  [['f'], 'Follow the newest event'],
  [['p'], 'Pause or resume the list'],
  [['↑', '↓'], 'Go from event to event'],
  [['PageUp', 'PageDown'], 'A page up or down'],
  [['Home', 'End'], 'Oldest or newest event'],
  [['Enter'], 'Open the details'],
  [['→'], 'Open the details and go there'],
  [['F6'], 'Pages, search, list, details (Shift F6 back)'],
  [['←', '→'], 'Within chips and ranges'],
  [['b'], 'Bookmark the event, or take the mark back'],
  [['a'], 'Alert me about events like this one'],
  [['Shift', 'F10'], 'Menu of the event'],
  [['Ctrl', 'click'], 'Add a cell to the filter (Cmd on a Mac)'],
  [['Alt', 'click'], 'Hide what is like a cell'],
  [['Ctrl', '+'], 'Larger text; Ctrl − smaller, Ctrl 0 usual'],
  [['Esc'], 'Close what is open: menu, search, details'],
  [['?'], 'This list'],
];

/** The keys of the log window. */
@customElement('pl-shortcut-sheet')
export class ShortcutSheet extends DialogElement {
  static override styles = [
    base,
    dialog,
    css`
      dialog {
        width: 760px;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr auto 1fr;
        gap: 9px 18px;
        align-items: baseline;
      }
      dt {
        display: flex;
        gap: 4px;
      }
      @media (max-width: 720px) {
        dl {
          grid-template-columns: auto 1fr;
        }
      }
    `,
  ];

  open(): void {
    this.dialog?.showModal();
  }

  protected override render(): unknown {
    return this.frame(
      'Keyboard shortcuts',
      html`<dl>
        ${SHORTCUTS.map(
          ([keys, meaning]) =>
            html`<dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
              <dd>${meaning}</dd>`,
        )}
      </dl>`,
    );
  }
}
