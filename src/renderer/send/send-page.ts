import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SentItem } from '../../core/ipc/history-views.ts';
import type { SendDraft } from '../../core/ipc/send-draft.ts';
import type { Overview, ServerView } from '../../core/ipc/overview.ts';
import { describeSend } from '../../core/view/describe-send.ts';
import { parseDraft, type DraftProblem } from '../../core/view/send-draft.ts';
import { confirmDialog } from '../parts/confirm-dialog.ts';
import { choice, textOf, verdictLine } from '../parts/field.ts';
import { findNames } from '../parts/find-names.ts';
import { icons } from '../parts/icons.ts';
import '../parts/list-field.ts';
import type { FoundOptions, ListField, ListOption } from '../parts/list-field.ts';
import { radioCards, type RadioCard } from '../parts/radio-cards.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields, pages } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';
import { sendPageStyles } from './send-page-styles.ts';
import './sent-list.ts';

const KINDS: readonly RadioCard<SendDraft['kind']>[] = [
  ['action', 'Call an action', 'Makes the home do something, such as light.turn_on.'],
  ['event', 'Fire an event', 'Tells automations that wait for it, and nobody else.'],
];

/** Longest shown body; a longer one is cut with a note. */
const MAX_BODY_CHARS = 4_000;

/** The confirmation before anything is sent. */
interface Question {
  /** "This turns on light.hall in Home." */
  readonly sentence: string;
  /** `POST /api/services/light/turn_on`, and the body below. */
  readonly request: string;
}

/** The last typed draft, kept while another page is open. */
let typed: SendDraft = { serverId: '', kind: 'action', name: '', data: '' };

/** Fires events and calls actions. Nothing is sent before a person has confirmed a sentence about what will happen. */
@customElement('pl-send-page')
export class SendPage extends LitElement {
  static override styles = [base, fields, pages, dialog, sendPageStyles];

  @property({ attribute: false }) accessor overview!: Overview;
  /** Fills the form when it is set. */
  @property({ attribute: false }) accessor draft: SendDraft | null = null;
  @state() accessor serverId = typed.serverId;
  @state() accessor kind: SendDraft['kind'] = typed.kind;
  @state() accessor name = typed.name;
  @state() accessor data = typed.data;
  /** Problems of the data are shown at once, those of the name after a first attempt. */
  @state() accessor tried = false;
  @state() accessor question: Question | null = null;
  @state() accessor sending = false;
  @state() accessor result: Pick<SentItem, 'ok' | 'message'> | null = null;
  @state() accessor sent: readonly SentItem[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    ask(this.#readSent());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('draft') && this.draft !== null) this.#fill(this.draft);
    if (!this.overview.servers.some(({ id }) => id === this.serverId)) {
      const { servers } = this.overview;
      this.serverId = (servers.find(({ state }) => state.kind === 'live') ?? servers[0])?.id ?? '';
    }
  }

  protected override updated(): void {
    const { serverId, kind, name, data } = this;
    typed = { serverId, kind, name, data };
  }

  #fill({ serverId, kind, name, data }: SendDraft): void {
    Object.assign(this, { serverId, kind, name, data, tried: false, result: null });
  }

  async #readSent(): Promise<void> {
    this.sent = [...(await bridge().listSent())];
  }

  get #server(): ServerView | undefined {
    return this.overview.servers.find(({ id }) => id === this.serverId);
  }

  get #problem(): DraftProblem | null {
    const parsed = parseDraft(this);
    return parsed.ok ? null : parsed.problem;
  }

  /** The data is checked even while the name is empty. */
  get #dataProblem(): DraftProblem | null {
    const parsed = parseDraft({ kind: 'event', name: 'x', data: this.data });
    return parsed.ok ? null : parsed.problem;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.tried = true;
    this.result = null;
    const parsed = parseDraft(this);
    const server = this.#server;
    if (!parsed.ok) this.#goToProblem(parsed.problem);
    else if (server?.state.kind === 'live' && !this.sending) {
      const { path, body, data } = parsed.draft;
      const shown = body === '{}' ? '' : JSON.stringify(data, null, 2);
      this.question = {
        sentence: describeSend({ kind: this.kind, name: this.name.trim() }, data, server.name),
        request: `POST ${path}\n${shown.slice(0, MAX_BODY_CHARS)}${shown.length > MAX_BODY_CHARS ? '\n…' : ''}`,
      };
      void this.updateComplete.then(() => this.renderRoot.querySelector('dialog')?.showModal());
    }
  };

  #goToProblem({ field, at }: DraftProblem): void {
    if (field === 'name') {
      this.renderRoot.querySelector<ListField>('pl-list-field')?.focus();
      return;
    }
    const area = this.renderRoot.querySelector('textarea');
    area?.focus();
    if (at !== undefined) area?.setSelectionRange(at, Math.min(at + 1, this.data.length));
  }

  async #send(): Promise<void> {
    const { serverId, kind, name, data } = this;
    this.sending = true;
    try {
      this.result = await bridge().sendToServer({ serverId, kind, name: name.trim(), data });
      await this.#readSent();
    } catch (error) {
      this.result = { ok: false, message: error instanceof Error ? error.message : 'It could not be sent.' };
    } finally {
      this.sending = false;
    }
  }

  readonly #complete = (typed: string): Promise<FoundOptions> =>
    findNames(this.kind === 'event' ? 'type' : 'service', typed);

  #rename(name: string): void {
    this.name = name;
    this.result = null;
  }

  protected override render(): unknown {
    return html`<div class="page">
      <div class="column">
        <h1>Send</h1>
        ${
          this.overview.servers.length === 0
            ? html`<p class="lead">There is no server yet. Add your Home Assistant in Settings.</p>`
            : this.#form()
        }
        <pl-sent-list
          .items=${this.sent}
          .servers=${this.overview.servers}
          @pl-use-again=${({ detail }: CustomEvent<SentItem>) => {
            this.#fill(detail);
            this.renderRoot.querySelector('.page')?.scrollTo({ top: 0 });
            this.renderRoot.querySelector<ListField>('pl-list-field')?.focus();
          }}
        ></pl-sent-list>
      </div>
      ${confirmDialog({
        title: 'Send it?',
        text: html`<p class="sentence">${this.question?.sentence}</p>
          <pre tabindex="0" aria-label="The request">${this.question?.request}</pre>`,
        verb: 'Send it',
        look: 'primary',
        keep: 'Cancel',
        onConfirm: () => ask(this.#send()),
      })}
    </div>`;
  }

  #form(): TemplateResult {
    const isAction = this.kind === 'action';
    const problem = this.tried ? this.#problem : null;
    const nameProblem = problem?.field === 'name' ? problem.message : '';
    return html`<form class="card" @submit=${this.#onSubmit} novalidate>
      ${this.#kinds()} ${this.#servers()}
      <div>
        <pl-list-field
          free
          .label=${isAction ? 'Action' : 'Event type'}
          .placeholder=${isAction ? 'light.turn_on' : 'my_event'}
          .value=${this.name}
          .invalid=${nameProblem !== ''}
          .find=${this.#complete}
          @pl-text=${({ detail }: CustomEvent<string>) => this.#rename(detail)}
          @pl-choose=${({ detail }: CustomEvent<ListOption>) => this.#rename(detail.words)}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === 'Enter') this.#onSubmit(event);
          }}
        ></pl-list-field>
        ${verdictLine({ tone: nameProblem === '' ? 'none' : 'bad', text: nameProblem }, 'name-verdict')}
      </div>
      ${this.#dataField()}
      <div class="line">
        <button class="btn primary" type="submit" ?disabled=${this.sending}>
          ${icons.send(14)}${this.sending ? 'Sending…' : 'Send…'}
        </button>
        <span class="hint grow">You are asked once more before anything leaves.</span>
      </div>
      ${this.#verdict()}
    </form>`;
  }

  #kinds(): TemplateResult {
    return html`<div class="kinds" role="radiogroup" aria-label="What to send">
      ${radioCards('kind', KINDS, this.kind, (kind) => {
        this.kind = kind;
        this.tried = false;
        this.result = null;
      })}
    </div>`;
  }

  #servers(): TemplateResult {
    const { servers } = this.overview;
    const server = this.#server;
    return html`<div class="field">
      <label class="label" for="server">To</label>
      ${choice({
        id: 'server',
        label: 'To',
        options: servers.map(({ id, name, state }) => [
          id,
          `${name}${state.kind === 'live' ? '' : ' (not connected)'}`,
        ]),
        chosen: this.serverId,
        onChoose: (serverId) => Object.assign(this, { serverId, result: null }),
      })}
      ${
        server?.state.kind === 'live'
          ? nothing
          : verdictLine(
              {
                tone: 'warn',
                text: `${server?.name ?? 'It'} is not connected, so nothing can be sent to it now.`,
              },
              'server-verdict',
            )
      }
    </div>`;
  }

  #dataField(): TemplateResult {
    const problem = this.#dataProblem;
    return html`<div class="field">
      <label class="label" for="data">Data <span class="hint">JSON, may be empty</span></label>
      <textarea
        id="data"
        rows="8"
        spellcheck="false"
        autocapitalize="off"
        aria-describedby="data-verdict"
        aria-invalid=${problem !== null}
        placeholder=${this.kind === 'action' ? '{ "entity_id": "light.hall" }' : '{ "any": "thing" }'}
        .value=${this.data}
        @input=${(event: Event) => Object.assign(this, { data: textOf(event), result: null })}
      ></textarea>
      ${verdictLine({ tone: problem === null ? 'none' : 'bad', text: problem?.message ?? '' }, 'data-verdict')}
    </div>`;
  }

  #verdict(): TemplateResult {
    const { result } = this;
    const tone = result === null ? 'none' : result.ok ? 'good' : 'bad';
    return verdictLine({ tone, text: result?.message ?? '' }, 'result');
  }
}
