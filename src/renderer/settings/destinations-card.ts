import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DestinationView, Overview } from '../../core/ipc/overview.ts';
import type { RequestArgs } from '../../core/ipc/table.ts';
import { confirmDialog } from '../parts/confirm-dialog.ts';
import { field, verdictLine } from '../parts/field.ts';
import { icons } from '../parts/icons.ts';
import { radioCards, type RadioCard } from '../parts/radio-cards.ts';
import { describeSecretPlace } from '../parts/secret-badge.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields, pages } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';

type Draft = RequestArgs<'saveDestination'>[0];

const KINDS: readonly RadioCard<Draft['kind']>[] = [
  ['ntfy', 'ntfy', 'Push messages to a phone, by ntfy.sh or a server of your own.'],
  ['webhook', 'Webhook', 'A JSON document to any address that takes one.'],
];
const NEW: Draft = { name: '', kind: 'ntfy', url: '', token: '' };

/** Where rules can send alerts: add, test, rename, delete. An address is never shown again. */
@customElement('pl-destinations-card')
export class DestinationsCard extends LitElement {
  static override styles = [
    base,
    fields,
    pages,
    dialog,
    css`
      .destination {
        border-top: 1px solid var(--line);
      }
      .line {
        flex-wrap: wrap;
        padding: 13px 18px;
      }
      .name {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      form {
        display: grid;
        gap: 10px;
        max-width: 640px;
        padding: 4px 18px 18px;
      }
      .actions {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
      }
      .said {
        padding: 0 18px 12px;
      }
    `,
  ];

  @property({ attribute: false }) accessor overview!: Overview;
  /** What is being added or changed. */
  @state() accessor draft: Draft | null = null;
  @state() accessor refusal = '';
  @state() accessor isSaving = false;
  /** What a test said, by id. */
  @state() accessor tested: { readonly id: string; readonly text: string; readonly isGood: boolean } | null =
    null;
  /** What is about to be deleted. */
  @state() accessor leaving: DestinationView | null = null;

  #edit(draft: Draft | null): void {
    this.draft = draft;
    this.refusal = '';
    this.tested = null;
    if (draft !== null)
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#name')?.focus());
  }

  #patch(part: Partial<Draft>): void {
    if (this.draft !== null) this.draft = { ...this.draft, ...part };
    this.refusal = '';
  }

  async #save({ url = '', token = '', ...rest }: Draft): Promise<void> {
    if (this.isSaving) return;
    this.isSaving = true;
    try {
      // What is left empty stays as it is.
      const isSame = rest.id !== undefined && url.trim() === '';
      const same = token.trim() === '' ? rest : { ...rest, token };
      const refusal = await bridge().saveDestination(isSame ? same : { ...rest, url, token });
      if (refusal === null) this.#edit(null);
      else this.refusal = refusal;
    } finally {
      this.isSaving = false;
    }
  }

  async #test(id: string): Promise<void> {
    this.tested = null;
    const trouble = await bridge().testDestination(id);
    this.tested = { id, text: trouble ?? 'The test was sent.', isGood: trouble === null };
  }

  protected override render(): unknown {
    const { destinations } = this.overview;
    const isAdding = this.draft !== null && this.draft.id === undefined;
    return html`<section class="card list" aria-labelledby="send-to">
        <div class="cap">
          <h2 id="send-to">Send to</h2>
          ${
            isAdding
              ? nothing
              : html`<button class="btn small" @click=${() => this.#edit(NEW)}>${icons.plus(14)}Add</button>`
          }
        </div>
        ${
          destinations.length === 0 && !isAdding
            ? html`<p class="none">Rules can send alerts to a phone or another program as well.</p>`
            : nothing
        }
        ${isAdding ? this.#form() : nothing} ${destinations.map((each) => this.#item(each))}
      </section>
      ${confirmDialog({
        title: `Delete ${this.leaving?.name ?? ''}?`,
        text: 'Its address is deleted from this computer, and rules do not send there any more.',
        verb: 'Delete',
        onConfirm: () => {
          if (this.leaving !== null) ask(bridge().removeDestination(this.leaving.id));
        },
      })}`;
  }

  #item(destination: DestinationView): TemplateResult {
    const { id, name, kind, secretPlace } = destination;
    const { tested, draft } = this;
    const place = describeSecretPlace(secretPlace, this.overview.secrets.label);
    const isWarned = secretPlace !== 'keyring';
    return html`<div class="destination">
      <div class="line">
        <p class="name grow">
          ${name}
          <span class="badge">${kind === 'ntfy' ? 'ntfy' : 'Webhook'}</span>
          <span class="badge ${isWarned ? 'warn' : ''}" title=${place.long}
            >${icons.key(13)}${secretPlace === 'missing' ? 'No address' : place.short}</span
          >
        </p>
        <button class="btn small" aria-label=${`Test ${name}`} @click=${() => ask(this.#test(id))}>
          Test
        </button>
        <button
          class="btn small"
          aria-label=${`Edit ${name}`}
          aria-expanded=${draft?.id === id}
          @click=${() => this.#edit(draft?.id === id ? null : { id, name, kind, url: '', token: '' })}
        >
          Edit
        </button>
        <button
          class="btn small danger"
          aria-label=${`Delete ${name}`}
          @click=${() => {
            this.leaving = destination;
            this.renderRoot.querySelector('dialog')?.showModal();
          }}
        >
          Delete
        </button>
      </div>
      <div role="status">
        ${
          tested?.id === id
            ? html`<div class="said">
                ${verdictLine({ tone: tested.isGood ? 'good' : 'bad', text: tested.text }, 'tested')}
              </div>`
            : nothing
        }
      </div>
      ${draft?.id === id ? this.#form() : nothing}
    </div>`;
  }

  #form(): TemplateResult | typeof nothing {
    const { draft } = this;
    if (draft === null) return nothing;
    const isNew = draft.id === undefined;
    const isNtfy = draft.kind === 'ntfy';
    const stored = isNew ? '' : 'Leave it empty to keep the stored one';
    return html`<form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        ask(this.#save(draft));
      }}
    >
      ${
        isNew
          ? html`<div class="kinds" role="radiogroup" aria-label="Kind">
              ${radioCards('kind', KINDS, draft.kind, (kind) => this.#patch({ kind }))}
            </div>`
          : nothing
      }
      ${field({
        id: 'name',
        label: 'Name',
        value: draft.name,
        placeholder: 'My phone',
        onInput: (name) => this.#patch({ name: name.slice(0, 80) }),
      })}
      ${field({
        id: 'url',
        label: isNtfy ? 'Address of the topic' : 'Address',
        value: draft.url ?? '',
        placeholder: isNew ? (isNtfy ? 'https://ntfy.sh/my-front-door' : 'https://') : stored,
        onInput: (url) => this.#patch({ url: url.slice(0, 2_048) }),
      })}
      ${
        isNtfy
          ? field({
              id: 'token',
              label: 'Access token, if the server asks for one',
              type: 'password',
              value: draft.token ?? '',
              placeholder: stored,
              onInput: (token) => this.#patch({ token: token.slice(0, 4_096) }),
            })
          : nothing
      }
      <p class="hint">
        Whoever knows the address can use it, so it is kept like a password and not shown again.
        ${isNtfy ? 'Choose a topic that nobody guesses.' : ''} With https nobody on the way can read it.
      </p>
      ${this.refusal === '' ? nothing : verdictLine({ tone: 'bad', text: this.refusal }, 'refusal')}
      <div class="actions">
        <button type="button" class="btn" @click=${() => this.#edit(null)}>Cancel</button>
        <button class="btn primary" ?disabled=${this.isSaving}>${isNew ? 'Add' : 'Save'}</button>
      </div>
    </form>`;
  }
}
