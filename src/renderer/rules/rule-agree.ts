import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DestinationView, ServerView } from '../../core/ipc/overview.ts';
import { describeOutside } from '../../core/rules/agree-words.ts';
import type { HomeThing } from '../../core/rules/home-things.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { describeRule } from '../../core/rules/rule-words.ts';
import { DialogElement } from '../parts/dialog-element.ts';
import { verdictLine } from '../parts/field.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';

/** What a rule from a file does outside of this computer, before it may run. Fires `pl-agreed`. */
@customElement('pl-rule-agree')
export class RuleAgree extends DialogElement {
  static override styles = [
    base,
    fields,
    dialog,
    css`
      dialog {
        width: 520px;
        max-height: calc(100vh - 32px);
        overflow: auto;
      }
      ul {
        display: grid;
        gap: 6px;
        margin: 10px 0;
        padding-left: 18px;
        list-style: disc;
        overflow-wrap: anywhere;
      }
      .sentence {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];
  @property({ attribute: false }) accessor things: readonly HomeThing[] = [];
  @property({ attribute: false }) accessor destinations: readonly DestinationView[] = [];
  @state() accessor rule: Rule | null = null;
  @state() accessor refusal = '';

  async open(rule: Rule): Promise<void> {
    this.rule = rule;
    this.refusal = '';
    await this.updateComplete;
    this.dialog?.showModal();
  }

  async #agree(rule: Rule): Promise<void> {
    const refusal = await bridge().agreeToRule(rule);
    if (refusal !== null) this.refusal = refusal;
    else {
      this.close();
      this.dispatchEvent(new CustomEvent('pl-agreed'));
    }
  }

  protected override render(): unknown {
    const { rule } = this;
    return this.frame('Let this rule run?', rule === null ? nothing : this.#body(rule));
  }

  #body(rule: Rule): TemplateResult {
    const serverName = this.servers.find(({ id }) => id === rule.server)?.name ?? null;
    const outside = describeOutside(rule, new Map(this.destinations.map(({ id, name }) => [id, name])));
    return html`<p class="hint">“${rule.name}” came from a file. It has not run yet.</p>
      <p class="sentence">${describeRule(rule, serverName, this.things)}</p>
      ${
        outside.length === 0
          ? html`<p>It only tells you. It calls nothing and sends nothing.</p>`
          : html`<ul>
              ${outside.map((line) => html`<li>${line}</li>`)}
            </ul>`
      }
      ${verdictLine({ tone: this.refusal === '' ? 'none' : 'bad', text: this.refusal }, 'agree-verdict')}
      <div class="dialog-actions">
        <button class="btn" autofocus @click=${this.close}>Leave it off</button>
        <button class="btn primary" @click=${() => ask(this.#agree(rule))}>Agree and switch on</button>
      </div>`;
  }
}
