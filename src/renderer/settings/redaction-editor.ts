import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RedactionRules } from '../../core/redaction/default-rules.ts';
import { DEFAULT_REDACTION } from '../../core/redaction/default-rules.ts';
import { verdictLine } from '../parts/field.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';

/** One a line; blank lines mean nothing. */
function toLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What is redacted before an event is stored or exported: keys, and patterns inside texts. */
@customElement('pl-redaction-editor')
export class RedactionEditor extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      details {
        display: grid;
        gap: 10px;
      }
      .two {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 14px;
        margin: 10px 0 4px;
      }
      textarea {
        height: 160px;
      }
      .actions {
        justify-content: flex-end;
      }
    `,
  ];

  @property({ attribute: false }) accessor rules: RedactionRules = DEFAULT_REDACTION;
  @state() accessor refusal = '';
  @state() accessor saved = false;

  #areaOf(id: string): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector<HTMLTextAreaElement>(`#${id}`);
  }

  async #save(rules: RedactionRules): Promise<void> {
    this.refusal = (await bridge().changeSettings({ history: { redaction: rules } })) ?? '';
    this.saved = this.refusal === '';
  }

  #read(): RedactionRules {
    return {
      keys: toLines(this.#areaOf('keys')?.value ?? ''),
      patterns: toLines(this.#areaOf('patterns')?.value ?? ''),
    };
  }

  protected override render(): unknown {
    const { keys, patterns } = this.rules;
    const verdict =
      this.refusal === ''
        ? { tone: this.saved ? ('good' as const) : ('none' as const), text: this.saved ? 'Saved.' : '' }
        : { tone: 'bad' as const, text: this.refusal };
    return html`<details>
      <summary>What is never kept (${String(keys.length)} keys, ${String(patterns.length)} patterns)</summary>
      <p class="hint">
        Events can hold secrets, such as the code of an alarm panel. These values are replaced before an event
        is stored, shown in detail or exported. What is typed on a keypad, into a text field in password mode
        or into a code field is always replaced. Events that are stored already stay as they are.
      </p>
      <div class="two">
        ${area('keys', 'Keys, one a line', 'At any depth, in any case. * stands for any characters.', keys)}
        ${area('patterns', 'Patterns, one a line', 'Regular expressions. What they find in a text is replaced.', patterns)}
      </div>
      ${verdictLine(verdict, 'verdict')}
      <div class="actions">
        <button class="btn small" @click=${() => ask(this.#save(DEFAULT_REDACTION))}>Reset</button>
        <button class="btn small primary" @click=${() => ask(this.#save(this.#read()))}>Save the list</button>
      </div>
    </details>`;
  }
}

function area(id: string, label: string, hint: string, lines: readonly string[]): TemplateResult {
  return html`<div class="field">
    <label class="label" for=${id}>${label}</label>
    <textarea
      id=${id}
      spellcheck="false"
      aria-describedby="${id}-hint verdict"
      .value=${lines.join('\n')}
    ></textarea>
    <p class="hint" id="${id}-hint">${hint}</p>
  </div>`;
}
