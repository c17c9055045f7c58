import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icons } from '../parts/icons.ts';
import type { LogModel } from '../state/log-model.ts';
import { Watch } from '../state/signal.ts';
import { tallyOf } from '../state/type-tally.ts';
import { QueryCombobox } from './query-combobox.ts';
import './query-help.ts';
import type { QueryHelp } from './query-help.ts';
import { QueryDraft } from './query-draft.ts';
import type { SuggestionQuestion } from './suggestion-feed.ts';
import { suggestQuery } from './suggestion.ts';
import { fire } from '../parts/fire.ts';

/**
 * The field in which the log is searched. Says where and why something is wrong, while the list stays as it was. Fires
 * `pl-leave-search`.
 */
@customElement('pl-query-field')
export class QueryField extends QueryCombobox {
  @property({ attribute: false }) accessor model!: LogModel;
  /** For the completion of their names. */
  @property({ attribute: false }) accessor servers: readonly { readonly name: string }[] = [];
  @state() accessor isFocused = false;

  readonly #draft = new QueryDraft(this);

  readonly changes = new Watch(this, () => this.model.changed);
  readonly tally = new Watch(this, () => tallyOf(this.model));

  openHelp(): void {
    this.renderRoot.querySelector<QueryHelp>('pl-query-help')?.open();
  }

  protected override willUpdate(): void {
    if (this.#draft.sync()) this.isOpen = false;
  }

  protected override get text(): string {
    return this.#draft.text;
  }

  protected override type(text: string): void {
    this.#draft.type(text);
  }

  protected override begun(isBegun: boolean): void {
    this.#draft.setBegun(isBegun);
  }

  protected override surroundings(): Omit<SuggestionQuestion, 'text' | 'caret'> {
    const { source, memory } = this.model;
    return { source, recent: memory.recent, servers: this.servers.map(({ name }) => name) };
  }

  protected override focused(): void {
    this.isFocused = true;
    if (this.text === '') this.offer();
  }

  protected override blurred(): void {
    this.isFocused = false;
    this.close();
    this.#draft.settle();
  }

  protected override taken(): void {
    this.#draft.apply();
    this.#draft.settle();
    this.close();
  }

  protected override enter(): void {
    this.#draft.apply();
    this.#draft.calm();
    if (this.model.queryError === null) this.#leave();
  }

  protected override escape(): boolean {
    if (this.text === '') this.#leave();
    else if (this.isListed) this.close();
    else this.#clear();
    return true;
  }

  #leave(): void {
    this.close();
    fire(this, 'pl-leave-search');
  }

  readonly #clear = (): void => {
    this.#draft.settle();
    this.#draft.type('');
    this.#draft.apply();
    this.close();
    this.input?.focus();
  };

  protected override render(): unknown {
    const { model } = this;
    const { text, isCalm } = this.#draft;
    const error = model.typed === text ? model.queryError : null;
    const problem = error?.message ?? model.refusal ?? '';
    const isWrong = problem !== '' && isCalm;
    return html`<div class=${isWrong ? 'wrong' : ''}>
      <div class="search" role="search">
        ${icons.search(15)}
        ${this.box('Search events', 'Search: words, or entity:light.* to:on', isCalm ? error : null, isWrong)}
        ${this.#matching()} ${this.#tools()}
      </div>
      <div class=${this.isFocused && (this.isListed || isWrong) ? 'drop raised' : 'sr-only'}>
        <div id="problem" role="status" class=${isWrong ? 'problem' : ''}>
          ${
            isWrong
              ? html`${icons.warning(15)}<span
                    >${problem}<small class="hint"
                      >The list still shows the last search that could be read.</small
                    ></span
                  >`
              : nothing
          }
        </div>
        ${this.list('search')}
      </div>
      <pl-query-help
        @pl-use-query=${({ detail }: CustomEvent<string>) => this.take(suggestQuery('', detail, ''))}
      ></pl-query-help>
    </div>`;
  }

  /** "214 of 48,120" during a search: events, without rows of our own. */
  #matching(): unknown {
    const { counts } = tallyOf(this.model);
    if (!this.model.isFiltered || counts === null) return nothing;
    const [matching, total] = [counts.matching, counts.total].map((count) => count.toLocaleString('en-GB'));
    return html`<span class="matching hint" title="Events that match, of all that are here"
      >${matching} of ${total}</span
    >`;
  }

  #tools(): unknown {
    return html`<button
        class="tool"
        aria-label="How to search"
        title="How to search"
        @click=${() => this.openHelp()}
      >
        ${icons.help(15)}
      </button>
      ${
        this.text === ''
          ? html`<kbd title="Press / to search">/</kbd>`
          : html`<button
              class="tool"
              aria-label="Clear the search"
              title="Clear the search (Esc)"
              @click=${this.#clear}
            >
              ${icons.close(13)}
            </button>`
      }`;
  }
}
