import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ProbeAnswer } from '../../core/discovery/found-server.ts';
import type { Overview, SaveResult, ServerView, SignInAnswer } from '../../core/ipc/overview.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';
import type { TestStep, TestStepName } from '../../core/servers/test-step.ts';
import { stuckAt, toChecklist } from '../../core/view/first-minute.ts';
import { FIRST_WORDS } from '../../core/view/first-minute-words.ts';
import { toMendStep } from '../../core/view/mend-step.ts';
import { verdictLine } from '../parts/field.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { reconnectNow } from '../parts/reconnect-now.ts';
import '../servers/mend-server.ts';
import { hostOf, withPin } from '../servers/route-draft.ts';
import { newDraft, toRequest } from '../servers/server-draft.ts';
import '../servers/sign-in-panel.ts';
import '../servers/trust-panel.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { spinner } from '../styles/spinner.ts';
import { checklist, checklistStyles } from '../servers/checklist.ts';
import './first-address.ts';
import type { ChosenAddress, FirstAddress } from './first-address.ts';
import { firstMinuteStyles } from './first-minute-styles.ts';
import { recallFirst, rememberFirst, type FirstMemory } from './first-memory.ts';
import { rareFields } from './rare-fields.ts';
import './first-ready.ts';
import './first-ways.ts';
import type { FirstWays } from './first-ways.ts';

/**
 * A new server, from its address to its first event, on one screen: a checklist, each line with its own next step. Whatever was
 * begun is remembered. Fires `pl-done` when it is over or given up.
 */
@customElement('pl-first-minute')
export class FirstMinuteForm extends LitElement {
  static override styles = [base, fields, spinner, checklistStyles, firstMinuteStyles];

  @property({ attribute: false }) accessor overview!: Overview;
  /** There is something to go back to. */
  @property({ type: Boolean, attribute: false }) accessor canCancel = false;
  @state() accessor memory: FirstMemory | null = recallFirst();
  /** The address is being probed. */
  @state() accessor probing = false;
  @state() accessor test: readonly TestStep[] | null = null;
  @state() accessor testing = false;
  @state() accessor signingIn: ServerDraft | null = null;
  /** The secret that a server has refused. */
  @state() accessor refused = '';
  /** Why main refused the draft as a whole. */
  @state() accessor refusal = '';
  #undo: (() => void) | null = null;
  /** The newest question; answers to older ones are too late. */
  #asked = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#undo = bridge().on('testSteps', (steps) => {
      if (this.testing) this.test = steps;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#undo?.();
    if (this.testing) ask(bridge().cancelTest());
    // The panel of the sign-in has ended it.
    if (this.signingIn !== null) this.#endSaving(CANCELLED);
  }

  get #now(): FirstMemory {
    const draft = newDraft(this.overview.servers);
    return this.memory ?? { draft, probe: null, anyway: false, saved: null, eventsBefore: 0 };
  }

  get #server(): ServerView | null {
    const id = this.memory?.saved?.id ?? null;
    return this.overview.servers.find((server) => server.id === id) ?? null;
  }

  #set(patch: Partial<FirstMemory>): void {
    this.memory = { ...this.#now, ...patch };
    rememberFirst(this.memory);
  }

  #change(patch: Partial<ServerDraft>): void {
    this.refusal = '';
    this.#set({ draft: { ...this.#now.draft, ...patch } });
  }

  /** Its server was removed meanwhile: it is a new one again. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const id = this.memory?.saved?.id ?? null;
    if (!changed.has('overview') || id === null || this.#server !== null) return;
    this.#set({ draft: withoutId(this.#now.draft), saved: null });
  }

  readonly #onAddress = async ({ detail }: CustomEvent<ChosenAddress>): Promise<void> => {
    const { draft } = this.#now;
    const name = detail.name === '' ? draft.name : detail.name.slice(0, 80);
    this.#set({ draft: { ...draft, url: detail.url, name }, probe: null, anyway: false });
    this.test = null;
    this.refusal = '';
    this.probing = true;
    const mine = (this.#asked += 1);
    const probe = await bridge()
      .probeAddress(detail.url)
      .catch((error: unknown): ProbeAnswer => ({ kind: 'nothing', message: wordsOf(error) }));
    if (mine !== this.#asked) return;
    this.probing = false;
    if (probe.kind === 'nothing') this.#set({ probe });
    else {
      const kind = this.#now.draft.credentialKind;
      const credentialKind = probe.signIn === 'password' && kind === 'sign-in' ? 'password' : kind;
      this.#set({ probe, draft: { ...this.#now.draft, url: probe.baseUrl, credentialKind } });
    }
    this.#focusNext();
  };

  #goBack(): void {
    this.#asked += 1;
    this.probing = false;
    this.test = null;
    this.refusal = '';
    this.signingIn = null;
    const { draft } = this.#now;
    // The pin belongs to the old address.
    this.#set({
      probe: null,
      anyway: false,
      draft: { ...draft, tls: { pin: null, caFile: draft.tls?.caFile ?? null } },
    });
    this.#focusNext();
  }

  /** The focus goes to what is to be done next. */
  #focusNext(): void {
    void this.updateComplete.then(async () => {
      const address = this.renderRoot.querySelector<FirstAddress>('pl-first-address');
      const ways = this.renderRoot.querySelector<FirstWays>('pl-first-ways');
      await (address ?? ways)?.updateComplete;
      if (address !== null) address.focusAddress();
      else if (ways !== null) ways.focusNext();
      else this.renderRoot.querySelector<HTMLElement>('.next [tabindex], .next .btn')?.focus();
      this.renderRoot.querySelector('.step.failed')?.scrollIntoView({ block: 'nearest' });
    });
  }

  /** The draft for main: a server has a name. */
  get #request(): ServerDraft {
    const { draft } = this.#now;
    return toRequest({ ...draft, name: draft.name.trim() === '' ? hostOf(draft.url) : draft.name });
  }

  #signIn(): void {
    const draft = withoutSecret(this.#request);
    this.test = null;
    this.refusal = '';
    this.#beginSaving();
    this.signingIn = { ...draft, credentialKind: 'sign-in' };
  }

  #beginSaving(): void {
    const { draft } = this.#now;
    this.#set({ saved: { id: draft.id ?? null }, eventsBefore: this.overview.counts.received });
  }

  #endSaving(result: SaveResult): void {
    const { draft } = this.#now;
    if (!result.ok) {
      this.#set({ saved: draft.id === undefined ? null : { id: draft.id } });
      return;
    }
    this.#set({ draft: { ...withoutSecret(draft), id: result.id }, saved: { id: result.id } });
  }

  readonly #onSignedIn = ({ detail: result }: CustomEvent<SignInAnswer>): void => {
    this.signingIn = null;
    this.#endSaving(result);
    if (!result.ok && result.isCancelled !== true) {
      const { certificate } = result;
      if (certificate === undefined) this.refusal = result.message;
      else {
        const { draft } = this.#now;
        this.#change({ tls: { pin: null, caFile: draft.tls?.caFile ?? null } });
        this.#set({
          probe: { kind: 'found', baseUrl: draft.url, version: null, signIn: 'browser', certificate },
        });
      }
    }
    this.#focusNext();
  };

  /** A secret is tried before it is kept. */
  readonly #connect = async (): Promise<void> => {
    this.testing = true;
    this.test = null;
    this.refusal = '';
    try {
      const steps = await bridge().testConnection(this.#request);
      this.test = steps;
      this.testing = false;
      if (steps.some(({ name, outcome }) => name === 'token' && outcome === 'failed'))
        this.refused = this.#now.draft.secret ?? '';
      if (steps.every(({ outcome }) => outcome !== 'failed') && steps.at(-1)?.outcome === 'passed')
        await this.#save();
    } catch (error) {
      this.refusal = wordsOf(error);
    }
    this.testing = false;
    this.#focusNext();
  };

  async #save(): Promise<void> {
    this.#beginSaving();
    const result = await bridge()
      .saveServer(this.#request)
      .catch((error: unknown): SaveResult => ({ ok: false, field: 'form', message: wordsOf(error) }));
    this.#endSaving(result);
    if (result.ok) this.test = null;
    else this.refusal = result.message;
  }

  #trust(fingerprint: string): void {
    this.#set({ draft: withPin(this.#now.draft, null, fingerprint) });
    this.test = null;
    this.refusal = '';
    this.#focusNext();
  }

  #done(): void {
    rememberFirst(null);
    this.memory = null;
    fire(this, 'pl-done');
  }

  protected override render(): unknown {
    const { draft, probe, anyway } = this.#now;
    const server = this.#server;
    const isChosen = server !== null || this.probing || anyway || probe?.kind === 'found';
    if (!isChosen)
      return html`<pl-first-address
          .overview=${this.overview}
          .url=${draft.url}
          .trouble=${probe?.message ?? null}
          @pl-typed=${({ detail: url }: CustomEvent<string>) => {
            this.#change({ url });
            this.#set({ probe: null });
          }}
          @pl-address=${this.#onAddress}
          @pl-anyway=${() => {
            this.#set({ anyway: true, probe: null });
            this.#focusNext();
          }}
        ></pl-first-address>
        ${this.#cancel()}`;
    const isLive = server?.state.kind === 'live';
    return html`${isLive ? html`<p class="connected" role="status">${icons.check()}${FIRST_WORDS.connected(server.name)}</p>` : this.#chosen(server)}
    ${checklist(this.#steps, (name) => this.#next(name))}
    ${
      isLive
        ? html`<pl-first-ready
            .overview=${this.overview}
            .server=${server}
            @pl-done=${(event: Event) => {
              event.stopPropagation();
              this.#done();
            }}
          ></pl-first-ready>`
        : html`${server === null ? rareFields(draft, (patch) => this.#change(patch)) : nothing}
          ${this.#cancel()}`
    }`;
  }

  get #steps(): readonly TestStep[] {
    const { draft, probe, eventsBefore } = this.#now;
    return toChecklist({
      address: draft.url,
      probe: this.probing ? 'asking' : probe,
      pin: draft.tls?.pin ?? null,
      test: this.test,
      server: this.#server,
      events: Math.max(0, this.overview.counts.received - eventsBefore),
    });
  }

  #chosen(server: ServerView | null): TemplateResult {
    const { draft } = this.#now;
    return html`<p class="chosen">
      ${icons.home()}<span class="grow">${server?.baseUrl ?? draft.url}</span>
      ${
        server === null && this.signingIn === null && !this.testing
          ? html`<button class="link" type="button" @click=${() => this.#goBack()}>
              ${FIRST_WORDS.change}
            </button>`
          : nothing
      }
    </p>`;
  }

  #cancel(): TemplateResult | typeof nothing {
    if (!this.canCancel) return nothing;
    return html`<div class="actions">
      <button class="btn ghost" type="button" @click=${() => this.#done()}>${FIRST_WORDS.cancel}</button>
    </div>`;
  }

  /** What a person can do about a line of the checklist. */
  #next(name: TestStepName): unknown {
    if (this.signingIn !== null) return name === 'token' ? this.#signInPanel(this.signingIn) : nothing;
    if (this.probing || stuckAt(this.#steps) !== name) return nothing;
    const server = this.#server;
    if (server !== null) return this.#mend(server);
    const step = this.#steps.find((each) => each.name === name);
    if (step?.certificate !== undefined) return this.#question(step);
    if (this.testing) {
      return html`<div class="actions">
        <button class="btn small" type="button" @click=${() => ask(bridge().cancelTest())}>
          ${FIRST_WORDS.stopTest}
        </button>
      </div>`;
    }
    if (this.test === null || name === 'token' || name === 'administrator') return this.#ways(step);
    return html`<div class="actions">
        <button class="btn small primary" type="button" @click=${this.#connect}>
          ${FIRST_WORDS.tryAgain}
        </button>
        <button class="btn small" type="button" @click=${() => ask(this.#save())}>
          ${FIRST_WORDS.saveAnyway}
        </button>
      </div>
      ${this.#refusalLine()}`;
  }

  #mend(server: ServerView): unknown {
    const step = toMendStep(server.state);
    switch (step.kind) {
      case 'nothing':
        return nothing;
      case 'reconnect':
        return html`<div class="actions">${reconnectNow(server.id, 'primary')}</div>`;
      case 'secret':
      case 'certificate':
        return html`<pl-mend-server .server=${server}></pl-mend-server>
          ${step.kind === 'secret' && step.canRetry ? html`<div class="actions">${reconnectNow(server.id)}</div>` : nothing}`;
    }
  }

  #ways(step: TestStep | undefined): TemplateResult {
    const { draft, probe } = this.#now;
    return html`<pl-first-ways
        .draft=${draft}
        .secrets=${this.overview.secrets}
        .isOld=${probe?.kind === 'found' && probe.signIn === 'password'}
        .isRefused=${step?.name === 'token' && this.refused !== '' && this.refused === draft.secret}
        @pl-way=${({ detail }: CustomEvent<Partial<ServerDraft>>) => this.#change(detail)}
        @pl-sign-in=${() => this.#signIn()}
        @pl-connect=${this.#connect}
      ></pl-first-ways>
      ${this.#refusalLine()}`;
  }

  #refusalLine(): TemplateResult | typeof nothing {
    return this.refusal === ''
      ? nothing
      : html`<div role="alert">${verdictLine({ tone: 'bad', text: this.refusal }, 'form-verdict')}</div>`;
  }

  #signInPanel(draft: ServerDraft): TemplateResult {
    return html`<pl-sign-in-panel .draft=${draft} @pl-answer=${this.#onSignedIn}></pl-sign-in-panel>`;
  }

  #question({ certificate, pinned }: TestStep): unknown {
    if (certificate === undefined) return nothing;
    return html`<pl-trust-panel
      .certificate=${certificate}
      .pinned=${pinned ?? null}
      .host=${hostOf(this.#now.draft.url)}
      @pl-trust=${() => this.#trust(certificate.fingerprint)}
      @pl-refuse=${() => this.#goBack()}
    ></pl-trust-panel>`;
  }
}

const CANCELLED: SaveResult = { ok: false, field: 'form', message: '' };

function withoutId({ id: _id, ...draft }: ServerDraft): ServerDraft {
  return draft;
}

function withoutSecret({ secret: _secret, ...draft }: ServerDraft): ServerDraft {
  return draft;
}

/** Main refuses in plain sentences. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'This did not work. Try it again.';
}
