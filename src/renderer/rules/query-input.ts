import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { parseQuery } from '../../core/query/parse-query.ts';
import { QueryCombobox } from '../query/query-combobox.ts';
import type { SuggestionQuestion } from '../query/suggestion-feed.ts';

/** A query in a form. Fires `pl-query` with each new text, and `pl-enter`. */
@customElement('pl-query-input')
export class QueryInput extends QueryCombobox {
  @property() accessor value = '';
  @property() accessor label = '';
  /** Names, for completion. */
  @property({ attribute: false }) accessor servers: readonly string[] = [];

  protected override get text(): string {
    return this.value;
  }

  protected override type(text: string): void {
    this.value = text;
    this.dispatchEvent(new CustomEvent<string>('pl-query', { detail: text }));
  }

  protected override surroundings(): Omit<SuggestionQuestion, 'text' | 'caret'> {
    return { source: 'log', recent: [], servers: this.servers };
  }

  protected override enter(): void {
    this.dispatchEvent(new CustomEvent('pl-enter'));
  }

  protected override render(): unknown {
    const parsed = parseQuery(this.value, { now: 0 });
    const error = parsed.ok ? null : parsed.error;
    return html`<div class="search">
        ${this.box(this.label, 'entity:light.hall to:off', error, this.value !== '' && !parsed.ok)}
      </div>
      <div class="drop raised" ?hidden=${!this.isListed}>${this.list('take')}</div>`;
  }
}
