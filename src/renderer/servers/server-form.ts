import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Overview, ServerView, SignInAnswer } from '../../core/ipc/overview.ts';
import { NOT_ASKED, toTestSteps, type TestStep } from '../../core/servers/test-step.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';
import { parseBaseUrl } from '../../core/servers/base-url.ts';
import { toMendStep } from '../../core/view/mend-step.ts';
import { judgeAddress, judgeSecret, type Verdict } from '../../core/view/server-verdict.ts';
import { field, verdictLine } from '../parts/field.ts';
import { describeSecretPlace } from '../parts/secret-badge.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { spinner } from '../styles/spinner.ts';
import { CREDENTIAL_KINDS } from './credential-kinds.ts';
import { draftMemory } from './draft-memory.ts';
import { colourSwatches, kindChoice, tokenSteps, typeRestriction } from './form-parts.ts';
import { newDraft, toDraft, toRequest } from './server-draft.ts';
import { secretTrouble } from './server-trouble.ts';
import { serverFormStyles } from './server-form-styles.ts';
import './sign-in-panel.ts';
import './trust-panel.ts';
import { hostOf, withPin } from './route-draft.ts';
import './route-fields.ts';
import { checklist, checklistStyles } from './checklist.ts';
import { fire } from '../parts/fire.ts';

type FieldName = 'name' | 'url' | 'secret' | 'form';

/** Why a form was refused, and at which field. */
interface Refusal {
  readonly ok: false;
  readonly field: FieldName;
  readonly message: string;
}

/** Main refuses in plain sentences. */
function toFormRefusal(error: unknown): Refusal {
  const message = error instanceof Error ? error.message : 'This did not work. Try it again.';
  return { ok: false, field: 'form', message };
}

/** The form of a server that is in the list. Fires `pl-done` when saved or cancelled. */
@customElement('pl-server-form')
export class ServerForm extends LitElement {
  static override styles = [base, fields, spinner, checklistStyles, serverFormStyles];

  @property({ attribute: false }) accessor overview!: Overview;
  @property({ attribute: false }) accessor server!: ServerView;
  @state() accessor draft: ServerDraft = newDraft([]);
  @state() accessor asked = false;
  @state() accessor refusal: Refusal | null = null;
  @state() accessor steps: readonly TestStep[] = [];
  @state() accessor testing = false;
  /** What is signed in with now; `null` for nothing. */
  @state() accessor signingIn: ServerDraft | null = null;

  #undo: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#undo = bridge().on('testSteps', (steps) => {
      if (this.testing) this.steps = steps;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#undo?.();
    if (this.testing) ask(bridge().cancelTest());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('server') || (this.hasUpdated && changed.get('server')?.id === this.server.id)) return;
    this.draft = draftMemory.get(this.#key) ?? toDraft(this.server);
  }

  get #key(): string {
    return this.server.id;
  }

  #set(draft: ServerDraft): void {
    this.draft = draft;
    this.refusal = null;
    draftMemory.set(this.#key, draft);
  }

  #change(patch: Partial<ServerDraft>): void {
    this.#set({ ...this.draft, ...patch });
  }

  get #secret(): string {
    return this.draft.secret ?? '';
  }

  /** A stored secret is bound to its kind: another kind needs another secret. */
  get #stored(): boolean {
    const { server } = this;
    return (
      server.credentialKind === this.draft.credentialKind &&
      server.secretPlace !== 'missing' &&
      // The stored one was refused, so it must not be sent again.
      toMendStep(server.state).kind !== 'secret'
    );
  }

  /** A stored sign-in is bound to its address, too. */
  get #needsSignIn(): boolean {
    const { draft, server } = this;
    if (draft.credentialKind !== 'sign-in') return false;
    const address = parseBaseUrl(draft.url);
    const isMoved = address.ok && address.origin !== new URL(server.baseUrl).origin;
    return !this.#stored || isMoved;
  }

  /** The first field with a problem; `null` when there is none. */
  #problemField(): FieldName | null {
    if (judgeAddress(this.draft.url, true).tone === 'bad') return 'url';
    const secret = judgeSecret(this.draft.credentialKind, this.#secret, this.#stored, true);
    return secret.tone === 'bad' ? 'secret' : null;
  }

  #focusField(name: FieldName): void {
    this.renderRoot.querySelector<HTMLElement>(`#${name}`)?.focus();
  }

  #isReady(): boolean {
    this.asked = true;
    const problem = this.#problemField();
    if (problem !== null) this.#focusField(problem);
    return problem === null;
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!this.#isReady() || this.signingIn !== null) return;
    const name =
      this.draft.name.trim() === ''
        ? new URL(`http://${this.draft.url.replace(/^\w+:\/\//, '')}`).hostname
        : this.draft.name;
    const draft = toRequest({ ...this.draft, name });
    if (this.#needsSignIn) {
      this.#signIn(draft);
      return;
    }
    const result = await bridge()
      .saveServer(draft)
      .catch((error: unknown) => toFormRefusal(error));
    if (result.ok) this.#done();
    else {
      this.refusal = result;
      this.#focusField(result.field);
    }
  };

  /** The server is saved by the sign-in itself. */
  #signIn({ secret: _secret, ...draft }: ServerDraft): void {
    this.refusal = null;
    this.steps = [];
    this.signingIn = draft;
  }

  readonly #onAnswer = ({ detail: result }: CustomEvent<SignInAnswer>): void => {
    this.signingIn = null;
    // The button with the focus has gone.
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>('[type=submit]')?.focus();
    });
    if (result.ok) {
      this.#done();
      return;
    }
    const { certificate, pinned, isCancelled } = result;
    if (isCancelled === true) return;
    if (certificate === undefined) {
      this.refusal = result;
      return;
    }
    const answer = { outcome: 'failed', message: result.message, certificate } as const;
    this.steps = toTestSteps(
      { certificate: { ...answer, ...(pinned === undefined ? {} : { pinned }) } },
      NOT_ASKED,
    );
  };

  #done(): void {
    draftMemory.delete(this.#key);
    fire(this, 'pl-done');
  }

  readonly #onTest = async (): Promise<void> => {
    if (!this.#isReady()) return;
    this.testing = true;
    this.refusal = null;
    try {
      this.steps = await bridge().testConnection(toRequest(this.draft));
    } catch (error) {
      this.refusal = toFormRefusal(error);
    } finally {
      this.testing = false;
    }
  };

  protected override render(): unknown {
    const { refusal } = this;
    return html`<form novalidate @submit=${this.#onSubmit}>
      ${this.#identity()} ${this.#address()}
      ${kindChoice(this.draft.credentialKind, (credentialKind) => this.#change({ credentialKind }))}
      ${this.#secretField()} ${this.#rareFields()}
      ${this.steps.length === 0 ? nothing : html`<div class="steps">${checklist(this.steps)}</div>`}
      ${this.#question()}
      ${refusal?.field === 'form' ? verdictLine({ tone: 'bad', text: refusal.message }, 'form-verdict') : nothing}
      ${this.signingIn === null ? this.#actions() : html`<pl-sign-in-panel .draft=${this.signingIn} @pl-answer=${this.#onAnswer}></pl-sign-in-panel>`}
    </form>`;
  }

  #actions(): TemplateResult {
    const needsSignIn = this.#needsSignIn;
    const verb = needsSignIn ? 'Sign in with Home Assistant' : 'Save';
    return html`<div class="actions">
      <button class="btn primary" type="submit">${verb}</button>
      ${needsSignIn ? nothing : this.#testButton()}
      <button class="btn ghost" type="button" @click=${() => this.#done()}>Cancel</button>
    </div>`;
  }

  #testButton(): TemplateResult {
    return this.testing
      ? html`<button class="btn" type="button" @click=${() => ask(bridge().cancelTest())}>
          Stop the test
        </button>`
      : html`<button class="btn" type="button" @click=${this.#onTest}>Test connection</button>`;
  }

  #rareFields(): TemplateResult {
    return html`${typeRestriction(this.draft.restrict, (restrict) => this.#change({ restrict }))}
      <pl-route-fields
        .draft=${this.draft}
        .server=${this.server}
        @pl-route=${({ detail }: CustomEvent<ServerDraft>) => this.#set(detail)}
      ></pl-route-fields>`;
  }

  /** The person must decide about a certificate that the test found. */
  #question(): TemplateResult | typeof nothing {
    const { certificate, pinned = null } = this.steps.find((step) => step.certificate !== undefined) ?? {};
    if (certificate === undefined) return nothing;
    return html`<pl-trust-panel
      .certificate=${certificate}
      .pinned=${pinned}
      .host=${hostOf(this.draft.url)}
      @pl-trust=${() => {
        this.#set(withPin(this.draft, this.server, certificate.fingerprint));
        if (this.#needsSignIn) this.#signIn(toRequest(this.draft));
        else void this.#onTest();
      }}
      @pl-refuse=${() => (this.steps = [])}
    ></pl-trust-panel>`;
  }

  #refusalOf(name: FieldName): { tone: 'bad'; text: string } | null {
    return this.refusal?.field === name ? { tone: 'bad', text: this.refusal.message } : null;
  }

  #identity(): TemplateResult {
    return html`<div class="two">
      ${field({
        id: 'name',
        label: 'Name',
        value: this.draft.name,
        placeholder: 'Home',
        verdict: this.#refusalOf('name'),
        onInput: (name) => this.#change({ name }),
      })}
      ${colourSwatches(this.draft.colour, (colour) => this.#change({ colour }))}
    </div>`;
  }

  #address(): TemplateResult {
    return field({
      id: 'url',
      label: 'Address of Home Assistant',
      value: this.draft.url,
      placeholder: 'homeassistant.local',
      verdict: this.#refusalOf('url') ?? judgeAddress(this.draft.url, this.asked),
      onInput: (url) => this.#change({ url }),
    });
  }

  #secretField(): TemplateResult | typeof nothing {
    const kind = CREDENTIAL_KINDS.find((words) => words.kind === this.draft.credentialKind);
    if (kind === undefined || kind.secretLabel === '') return nothing;
    const stored = this.#stored;
    return html`${field({
      id: 'secret',
      label: kind.secretLabel,
      type: 'password',
      value: this.#secret,
      placeholder: stored ? 'Stored. Leave empty to keep it' : 'Paste it here',
      verdict: this.#refusalOf('secret') ?? this.#secretVerdict(stored),
      onInput: (secret) => this.#change({ secret }),
    })}
    ${kind.kind === 'bearer' ? tokenSteps(false) : nothing}`;
  }

  /** Without a verdict, the line says where the secret is, or will be. */
  #secretVerdict(stored: boolean): Verdict {
    const verdict = judgeSecret(this.draft.credentialKind, this.#secret, stored, this.asked);
    const trouble = this.#secret.trim() === '' ? secretTrouble(this.server) : null;
    if (trouble !== null) return trouble;
    if (verdict.text !== '') return verdict;
    const { secrets } = this.overview;
    const place = stored ? this.server.secretPlace : secrets.place;
    return { tone: 'none', text: describeSecretPlace(place, secrets.label).long };
  }
}
