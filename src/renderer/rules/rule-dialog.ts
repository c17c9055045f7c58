import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DestinationView, ServerView } from '../../core/ipc/overview.ts';
import { DialogElement } from '../parts/dialog-element.ts';
import { base } from '../styles/base.ts';
import { dialog } from '../styles/dialog.ts';
import type { RuleDraft } from './rule-draft.ts';
import './rule-editor.ts';
import type { RuleEditor } from './rule-editor.ts';

/** "Alert me about this": a new rule, shown before it is saved, on the same page. Fires `pl-rule-kept`. */
@customElement('pl-rule-dialog')
export class RuleDialog extends DialogElement {
  static override styles = [
    base,
    dialog,
    css`
      dialog {
        width: 560px;
        max-height: calc(100vh - 32px);
        overflow: auto;
      }
    `,
  ];

  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];
  @property({ attribute: false }) accessor destinations: readonly DestinationView[] = [];
  @property({ type: Boolean, attribute: false }) accessor tellsLock = false;
  @state() accessor draft: RuleDraft | null = null;

  async open(draft: RuleDraft): Promise<void> {
    this.draft = draft;
    await this.updateComplete;
    this.dialog?.showModal();
    const editor = this.renderRoot.querySelector<RuleEditor>('pl-rule-editor');
    await editor?.updateComplete;
    editor?.focusFirst();
  }

  protected override firstUpdated(): void {
    this.dialog?.addEventListener('close', () => (this.draft = null));
  }

  protected override render(): unknown {
    return this.frame(
      'Alert me about this',
      this.draft === null
        ? nothing
        : html`<pl-rule-editor
            .draft=${this.draft}
            .servers=${this.servers}
            .destinations=${this.destinations}
            .tellsLock=${this.tellsLock}
            @pl-rule-cancelled=${this.close}
            @pl-rule-saved=${() => {
              this.close();
              this.dispatchEvent(new CustomEvent('pl-rule-kept'));
            }}
          ></pl-rule-editor>`,
    );
  }
}
