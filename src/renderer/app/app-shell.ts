import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Row } from '../../core/events/row.ts';
import { countUnread } from '../../core/history/alert.ts';
import type { SendDraft } from '../../core/ipc/send-draft.ts';
import type { SavedView } from '../../core/settings/settings.ts';
import type { Overview, ServerView } from '../../core/ipc/overview.ts';
import { filteredServer, withServer } from '../../core/view/server-filter.ts';
import '../events/events-page.ts';
import '../notifications/notifications-page.ts';
import { listAppCommands } from '../palette/app-commands.ts';
import '../palette/command-palette.ts';
import type { Command, CommandContext, CommandSource, EventsPart } from '../palette/commands.ts';
import { listLogCommands } from '../palette/log-commands.ts';
import { listThingCommands } from '../palette/thing-commands.ts';
import { readDraft } from '../rules/read-draft.ts';
import { draftOfOption, draftOfView, type RuleDraft } from '../rules/rule-draft.ts';
import '../rules/rule-dialog.ts';
import type { RuleDialog } from '../rules/rule-dialog.ts';
import '../send/send-page.ts';
import '../settings/settings-page.ts';
import { ask, bridge } from '../state/bridge.ts';
import { LogModel } from '../state/log-model.ts';
import { base } from '../styles/base.ts';
import { recallFirst, rememberFirst } from '../welcome/first-memory.ts';
import '../welcome/welcome-page.ts';
import { describeChange } from './announcer.ts';
import './nav-rail.ts';
import type { PageName } from './nav-rail.ts';
import './notice-bars.ts';
import { watchOverview } from './overview-store.ts';
import { setRowHeight, setTheme, setTimes } from './theme.ts';

function isLive({ demo, state: { kind } }: ServerView): boolean {
  return !demo && kind === 'live';
}

/** True from a page without servers until a person is done with the first one, or it is live by itself. */
function isWelcome(before: boolean, { servers }: Overview): boolean {
  if (servers.length === 0) return true;
  if (before && (recallFirst()?.saved ?? null) !== null) return true;
  return before && servers.every(({ demo, state: { kind } }) => !demo && kind !== 'live' && kind !== 'idle');
}

/** The window: the navigation rail, the bars and the current page. Owns the state that outlives a page. */
@customElement('pl-app')
export class AppShell extends LitElement {
  static override styles = [
    base,
    css`
      .window {
        display: grid;
        grid-template: auto minmax(0, 1fr) / auto minmax(0, 1fr);
        height: 100%;
      }
      pl-nav-rail {
        grid-row: 1 / 3;
      }
      pl-notice-bars {
        grid-column: 2;
        min-width: 0;
      }
      main {
        grid-area: 2 / 2;
        min-width: 0;
        min-height: 0;
      }
      main > * {
        display: block;
        height: 100%;
      }
    `,
  ];

  @state() accessor page: PageName = 'events';
  @state() accessor overview: Overview | null = null;
  @state() accessor sendDraft: SendDraft | null = null;
  @state() accessor spoken = '';
  /** The rule that a notification asked to be edited; another object each time. */
  @state() accessor ruleToEdit: { readonly id: string } | null = null;

  /** A form that a link asked for; another object each time. */
  @state() accessor formToOpen: { readonly form: 'new-server' } | null = null;

  /** The first server was just added here and has not been live yet: the form stays and shows what is wrong. */
  @state() accessor welcoming = false;

  readonly #model = new LogModel();
  #undos: (() => void)[] = [];
  #focusSeq: number | null = null;
  /** Up to when alerts are read now, and were read as their page was opened, epoch ms. */
  #readUntil = 0;
  #readBefore = 0;
  /** The server that the log is limited to, as main was told. */
  #shownServer: string | null = null;
  /** Opens when the events page is drawn. */
  #part: EventsPart | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#undos = [
      watchOverview((overview) => this.#onOverview(overview)),
      this.#model.connect(),
      bridge().on('focusEvent', ({ seq }) => this.#focusEvent(seq)),
      bridge().on('showServer', ({ serverId }) => this.#showServer(serverId)),
      this.#model.changed.on(() => this.#followServer()),
      bridge().on('openPage', ({ page, rule, capture, form }) => {
        this.#openPage(page);
        if (rule !== undefined) this.ruleToEdit = { id: rule };
        if (capture !== undefined) this.#model.setSource(`capture:${capture}`);
        if (form !== undefined) this.formToOpen = { form };
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this.#undos) undo();
    this.#undos = [];
  }

  #onOverview(next: Overview): void {
    const spoken = describeChange(this.overview, next, Date.now());
    if (spoken !== '') this.spoken = spoken;
    this.welcoming = isWelcome(this.welcoming, next);
    this.overview = next;
    setTheme(next.theme);
    setRowHeight(next.density);
    setTimes(next.clock);
  }

  /** The log shows one server, or all. */
  #showServer(serverId: string | null): void {
    const servers = this.overview?.servers ?? [];
    const server = servers.find(({ id }) => id === serverId) ?? null;
    this.#model.setSource('log');
    this.#model.setQuery(withServer(this.#model.query, servers, server));
    this.#openPage('events');
  }

  /** The tray follows the log. */
  #followServer(): void {
    const shown = filteredServer(this.#model.query, this.overview?.servers ?? [])?.id ?? null;
    if (shown === this.#shownServer) return;
    this.#shownServer = shown;
    ask(bridge().followServer(shown));
  }

  #openPage(page: PageName): void {
    if (page !== 'send') this.sendDraft = null;
    this.ruleToEdit = null;
    this.formToOpen = null;
    this.page = page;
    if (page !== 'events' && this.welcoming) this.#leaveWelcome(this.overview?.servers ?? []);
  }

  /** A person opens another page: the log is there afterwards, unless the server that was begun here can't be reached yet. */
  #leaveWelcome(servers: readonly ServerView[]): void {
    if (servers.some(isLive)) this.#endWelcome();
    else if ((recallFirst()?.saved ?? null) === null) this.welcoming = servers.length === 0;
  }

  #endWelcome(): void {
    rememberFirst(null);
    this.welcoming = false;
  }

  #commandContext(overview: Overview): CommandContext {
    return {
      overview,
      model: this.#model,
      openPage: (page) => this.#openPage(page),
      openPart: (part) => {
        this.#part = part;
        this.#openPage('events');
        this.requestUpdate();
      },
      editRule: (id) => {
        this.#openPage('notifications');
        this.ruleToEdit = { id };
      },
      alertAbout: (option) => this.#openDraft(draftOfOption(option, overview.servers.length > 1)),
    };
  }

  readonly #commands: CommandSource = (typed) => {
    if (this.overview === null) return {};
    const context = this.#commandContext(this.overview);
    return { ...listLogCommands(context, typed, Date.now()), ...listAppCommands(context, typed) };
  };

  readonly #findThings = (typed: string): Promise<readonly Command[]> =>
    this.overview === null
      ? Promise.resolve([])
      : listThingCommands(this.#commandContext(this.overview), typed);

  #focusEvent(seq: number): void {
    this.#focusSeq = seq;
    this.#openPage('events');
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('page')) this.#model.show(this.page === 'events');
    if (this.page !== 'notifications' || this.overview === null) return;
    if (changed.has('page')) this.#readBefore = this.overview.notifications.readUntil;
    const newest = Math.max(0, ...this.overview.notifications.recent.map(({ at }) => at));
    if (newest <= Math.max(this.#readUntil, this.overview.notifications.readUntil)) return;
    this.#readUntil = newest;
    ask(bridge().changeSettings({ alertsReadUntil: newest }));
  }

  /** The page for the event may have to be drawn first. */
  protected override updated(): void {
    const page = this.renderRoot.querySelector('pl-events-page');
    if (page === null) return;
    if (this.#focusSeq !== null) page.focusEvent(this.#focusSeq);
    const part = this.#part;
    if (part !== null) {
      requestAnimationFrame(() => page.openPart(part));
    }
    this.#focusSeq = null;
    this.#part = null;
  }

  get #unread(): number {
    if (this.overview === null || this.page === 'notifications') return 0;
    const { recent, readUntil } = this.overview.notifications;
    return countUnread(recent, readUntil);
  }

  readonly #onAlertAbout = async ({ detail: row }: CustomEvent<Row>): Promise<void> => {
    const draft = await readDraft(this.#model.source, row, this.overview?.servers ?? []);
    if (draft === null) this.spoken = 'This event is not kept any more.';
    else this.#openDraft(draft);
  };

  #openDraft(draft: RuleDraft): void {
    void this.renderRoot.querySelector<RuleDialog>('pl-rule-dialog')?.open(draft);
  }

  readonly #onAlertAboutView = ({ detail: view }: CustomEvent<SavedView>): void =>
    this.#openDraft(draftOfView(view));

  readonly #onSend = ({ detail: draft }: CustomEvent<SendDraft>): void => {
    this.sendDraft = draft;
    this.#openPage('send');
  };

  protected override render(): unknown {
    const { overview } = this;
    if (overview === null) return nothing;
    const welcome = this.welcoming && this.page === 'events';
    return html`<div class="window" @pl-page=${({ detail }: CustomEvent<PageName>) => this.#openPage(detail)}>
        <pl-nav-rail .page=${this.page} .unread=${this.#unread}></pl-nav-rail>
        <pl-notice-bars .overview=${overview}></pl-notice-bars>
        <main
          @pl-focus-pages=${() => this.renderRoot.querySelector('pl-nav-rail')?.focusPages()}
          @pl-alert-about=${this.#onAlertAbout}
          @pl-alert-about-view=${this.#onAlertAboutView}
          @pl-alert-draft=${({ detail }: CustomEvent<RuleDraft>) => this.#openDraft(detail)}
          @pl-send=${this.#onSend}
          @pl-focus-event=${({ detail }: CustomEvent<number>) => this.#focusEvent(detail)}
        >
          ${welcome ? html`<pl-welcome-page .overview=${overview} @pl-done=${() => this.#endWelcome()}></pl-welcome-page>` : this.#page(overview)}
        </main>
      </div>
      <pl-command-palette .commands=${this.#commands} .find=${this.#findThings}></pl-command-palette>
      <pl-rule-dialog
        .servers=${overview.servers}
        .platform=${overview.platform}
        .destinations=${overview.destinations}
        @pl-rule-kept=${() => (this.spoken = 'The rule is kept. You will be told.')}
      ></pl-rule-dialog>
      <div class="sr-only" aria-live="polite" role="status">${this.spoken}</div>`;
  }

  #page(overview: Overview): unknown {
    switch (this.page) {
      case 'events':
        return html`<pl-events-page .model=${this.#model} .overview=${overview}></pl-events-page>`;
      case 'notifications':
        return html`<pl-notifications-page
          .overview=${overview}
          .readUntil=${this.#readBefore}
          .ruleToEdit=${this.ruleToEdit}
        ></pl-notifications-page>`;
      case 'send':
        return html`<pl-send-page .overview=${overview} .draft=${this.sendDraft}></pl-send-page>`;
      case 'settings':
        return html`<pl-settings-page
          .overview=${overview}
          .formToOpen=${this.formToOpen}
        ></pl-settings-page>`;
    }
  }
}
