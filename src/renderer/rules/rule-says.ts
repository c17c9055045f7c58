import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { refuseWords } from '../../core/rules/refuse-rule.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { describeDay } from '../../core/time/relative-time.ts';
import { formatMinute } from '../../core/time/format-time.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { withReadyWords } from './rule-draft.ts';
import { RulePreviewFeed } from './rule-preview-feed.ts';
import './template-field.ts';

type Says = NonNullable<Rule['says']>;

/** The own words of a rule, and what they would have said of its newest match. Fires `pl-says` with them, or `null`. */
@customElement('pl-rule-says')
export class RuleSays extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        gap: 4px;
      }
      .toast {
        display: grid;
        gap: 2px;
        padding: 9px 12px;
        border: 1px solid var(--line-strong);
        border-radius: 10px;
        background: var(--raised);
        overflow-wrap: anywhere;
      }
      .toast strong {
        font-weight: 600;
      }
      figure {
        display: grid;
        gap: 4px;
        margin: 0;
      }
    `,
  ];

  @property({ attribute: false }) accessor rule!: Rule;
  readonly #feed = new RulePreviewFeed(this);

  protected override willUpdate(): void {
    // What is half typed says nothing yet.
    if (refuseWords(this.rule) === null) this.#feed.look(withReadyWords(this.rule));
  }

  #set(key: keyof Says, text: string): void {
    const next: Partial<Record<keyof Says, string>> = { ...this.rule.says, [key]: text };
    const { title = '', body = '' } = next;
    const says: Says = {
      ...(title.trim() === '' ? {} : { title }),
      ...(body.trim() === '' ? {} : { body }),
    };
    const detail = Object.keys(says).length === 0 ? null : says;
    this.dispatchEvent(new CustomEvent<Says | null>('pl-says', { detail }));
  }

  protected override render(): unknown {
    const { says = {} } = this.rule;
    const usual = this.#feed.preview ?? null;
    return html`<p class="hint">
        Type {{ to put a name in, such as {{name}} is {{to}}, or press ↓ for the list. Left empty, Porchlight
        makes the words.
      </p>
      ${this.#field('title', 'Title', 200, says.title ?? '', usual?.title ?? '')}
      ${this.#field('body', 'Text', 1_000, says.body ?? '', usual?.body ?? '')} ${this.#preview()}`;
  }

  #field(key: keyof Says, label: string, max: number, value: string, usual: string): TemplateResult {
    return html`<pl-template-field
      .label=${label}
      .value=${value}
      .placeholder=${usual}
      .maxlength=${max}
      @pl-template=${({ detail }: CustomEvent<string>) => this.#set(key, detail)}
    ></pl-template-field>`;
  }

  #preview(): TemplateResult {
    const { preview } = this.#feed;
    if (preview === undefined) return html`<p class="hint" role="status"></p>`;
    if (preview === null)
      return html`<p class="hint" role="status">
        Nothing of the last 7 days would have told you, so there is no example.
      </p>`;
    const { title, body, at } = preview;
    const day = describeDay(at, Date.now());
    return html`<figure>
      <figcaption class="hint">${day} ${formatMinute(at)}, as it would have been</figcaption>
      <div class="toast" role="status">
        <strong>${title}</strong>
        <span>${body}</span>
      </div>
    </figure>`;
  }
}
