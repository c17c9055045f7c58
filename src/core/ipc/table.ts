import * as z from 'zod';
import { DESCRIBED_ERROR } from './describe-error.ts';
import { destinationDraftSchema } from '../outside/destination.ts';
import { settingsPatchSchema } from '../settings/settings.ts';
import { addressDraftSchema, serverDraftSchema } from '../servers/server-draft.ts';
import type { CauseGroup } from '../chain/group-by-cause.ts';
import type { Busiest, Histogram, ValueCount } from '../history/history.ts';
import { LISTED_FACETS } from '../query/ast.ts';
import { PLACES } from '../registry/registry.ts';
import type { BackTest } from '../rules/back-test.ts';
import { MAX_ASKED, type HomeFacts } from '../rules/home-facts.ts';
import type { Guarded } from '../rules/guarded.ts';
import type { Subjects } from '../rules/subject-options.ts';
import { ruleSchema } from '../rules/rule.ts';
import type { Notification } from '../rules/wording.ts';
import type { RuleFacts } from '../rules/refuse-rule.ts';
import { VERBS } from '../history/alert-verbs.ts';
import { NOTE_CHOICES, type WatchNotes } from '../history/watch-notes.ts';
import { type CaptureView, type ExportProgress, type SentItem } from './history-views.ts';
import { EXPORT_FORMATS } from '../export/export-format.ts';
import { type Series } from '../history/to-series.ts';
import { type CauseChain } from '../chain/cause-chain.ts';
import type { RulesFileNote, RulesFileView } from './rule-files.ts';
import type { SettingsFileView } from './settings-files.ts';
import { sendDraftSchema } from './send-draft.ts';
import { logSourceSchema } from './parse-log-ask.ts';
import { PAUSES } from '../settings/pause.ts';
import type { Overview, SaveResult, SignInAnswer, SignInProgress } from './overview.ts';
import type { EventDetail } from '../events/event-detail.ts';
import type { TestStep } from '../servers/test-step.ts';
import type { ProbeAnswer } from '../discovery/found-server.ts';

const id = z.string().min(1).max(64);
const seq = z.number().int().min(0);
const source = logSourceSchema;
/** Text of a query; the page has parsed it, main parses it again. */
const query = z.string().max(4_000);
const moment = z.number().min(0).max(8.64e15);

/** Marks the type of an answer without a value. */
interface Answer<T> {
  readonly __answer?: T;
}
function answers<T>(): Answer<T> {
  return {};
}

/**
 * All requests from a page to main: name, parser of the argument tuple, type of the answer. Main
 * checks the sender, parses, and calls the handler. It refuses a request that is not here.
 */
export const REQUESTS = {
  /** The state of everything except the rows. Ask once after subscribing; pushes follow. */
  getOverview: { args: z.tuple([]), answer: answers<Overview>() },
  /** Asks for the port of the log (`log-port.ts`). It arrives by the `porchlight:rows` message. */
  openLog: { args: z.tuple([]), answer: answers<null>() },
  /** The whole event behind a row; `null` when it is gone or the row is ours. */
  readEvent: { args: z.tuple([source, seq]), answer: answers<EventDetail | null>() },
  /** Counts of matching events over time, by type. */
  readHistogram: {
    args: z.tuple([source, query, moment.nullable(), moment.nullable(), z.number().int().min(1).max(400)]),
    answer: answers<Histogram>(),
  },
  /** The busiest entities in the last so many milliseconds, and the silent ones. */
  readBusiest: { args: z.tuple([source, z.number().int().min(1_000)]), answer: answers<Busiest>() },
  /** Who or what started it, and everything it caused. */
  readChain: { args: z.tuple([source, seq]), answer: answers<CauseChain>() },
  /** The matches grouped by their first cause; at most the newest 2,000 events, and then `cut`. */
  readGroups: {
    args: z.tuple([source, query]),
    answer: answers<{ readonly groups: readonly CauseGroup[]; readonly cut: boolean }>(),
  },
  /** Numeric states of the event's entity up to this event; `null` if they are not numbers. */
  readSeries: { args: z.tuple([source, seq]), answer: answers<Series | null>() },
  /** Seq of the nearest match before or after an event. */
  findNeighbour: {
    args: z.tuple([source, query, seq, z.enum(['before', 'after'])]),
    answer: answers<{ readonly seq: number } | null>(),
  },
  /** Values of a field that begin so, commonest first, and things and places with it in their name, at most 50. */
  listValues: {
    args: z.tuple([source, z.enum([...LISTED_FACETS, ...PLACES]), z.string().max(255)]),
    answer: answers<readonly ValueCount[]>(),
  },
  /** Actions with the typed text in them: those that were called, commonest first, then the others of all servers. */
  listActions: { args: z.tuple([z.string().max(255)]), answer: answers<readonly ValueCount[]>() },
  /** Alerts and connections of a time, newest first, also of earlier runs. */
  readNotes: {
    args: z.tuple([
      z.strictObject({
        choice: z.enum(NOTE_CHOICES),
        from: moment.nullable(),
        to: moment.nullable(),
        text: z.string().max(200),
      }),
      z.number().int().min(1).max(5_000),
    ]),
    answer: answers<WatchNotes>(),
  },
  setBookmark: { args: z.tuple([source, seq, z.boolean()]), answer: answers<null>() },
  /** Changes settings. Returns a sentence when one is refused; then none has changed. */
  changeSettings: { args: z.tuple([settingsPatchSchema]), answer: answers<string | null>() },
  eraseHistory: { args: z.tuple([]), answer: answers<null>() },
  /** Starts, stops or clears a recording of a range of the log. */
  mark: { args: z.tuple([z.enum(['start', 'stop', 'clear'])]), answer: answers<null>() },
  /** Asks for a file and writes all matches to it, redacted; progress is pushed. `null` when no file was chosen. */
  exportView: {
    args: z.tuple([source, query, z.enum(EXPORT_FORMATS)]),
    answer: answers<ExportProgress | null>(),
  },
  cancelExport: { args: z.tuple([]), answer: answers<null>() },
  /** Shows the file of the last export, if it was written whole, in the file manager. */
  showExport: { args: z.tuple([]), answer: answers<null>() },
  /** Asks for an NDJSON file and opens it; a sentence when that fails. `null` when none was chosen. */
  importCapture: { args: z.tuple([]), answer: answers<CaptureView | string | null>() },
  closeCapture: { args: z.tuple([id]), answer: answers<null>() },
  /** Fires an event or calls an action. The person has confirmed it in the page. */
  sendToServer: {
    args: z.tuple([sendDraftSchema]),
    answer: answers<SentItem>(),
  },
  /** Newest first, at most 100, of this run. */
  listSent: { args: z.tuple([]), answer: answers<readonly SentItem[]>() },
  /** Opens a page of Home Assistant in the browser: `/history?entity_id=light.hall`. */
  openInHomeAssistant: {
    args: z.tuple([
      id,
      z
        .string()
        .max(2_000)
        .regex(/^\/(?!\/)/),
    ]),
    answer: answers<null>(),
  },
  /**
   * Looks for servers that announce themselves on this network, while a page wants it; `Overview.found` has them. Ends by itself
   * when the window is closed.
   */
  lookForServers: { args: z.tuple([z.boolean()]), answer: answers<null>() },
  /** Looks for Home Assistant at an address as people type it, without a login. A new address ends the old. */
  probeAddress: { args: z.tuple([z.string().max(4_000)]), answer: answers<ProbeAnswer>() },
  /** Checks and stores a server, and connects when it is enabled. */
  saveServer: { args: z.tuple([serverDraftSchema]), answer: answers<SaveResult>() },
  /**
   * Signs in with Home Assistant in the browser, for up to five minutes, and saves the server; progress is pushed. A new
   * sign-in ends the old.
   */
  signIn: { args: z.tuple([serverDraftSchema]), answer: answers<SignInAnswer>() },
  cancelSignIn: { args: z.tuple([]), answer: answers<null>() },
  /** The address of the login page that is waited for: into the clipboard, or into the browser once more. */
  signInAddress: { args: z.tuple([z.enum(['copy', 'open'])]), answer: answers<null>() },
  /** Removes a server with its secrets and its rules; its events are erased or stay. */
  removeServer: { args: z.tuple([id, z.enum(['keep', 'erase'])]), answer: answers<null>() },
  /**
   * Adds or changes the second address of a server, after a check that both lead to the same Home Assistant. Sends no secret
   * before that.
   */
  saveSecondAddress: { args: z.tuple([id, addressDraftSchema]), answer: answers<SignInAnswer>() },
  removeSecondAddress: { args: z.tuple([id]), answer: answers<null>() },
  /** Moves a server to a place in the list. */
  moveServer: { args: z.tuple([id, z.number().int().min(0)]), answer: answers<null>() },
  /** The log is limited to this server, or to none: the tray follows. */
  followServer: { args: z.tuple([id.nullable()]), answer: answers<null>() },
  /** Runs the connection test; each change is pushed as `testSteps`, the answer is the last one. A new test ends the old. */
  testConnection: { args: z.tuple([serverDraftSchema]), answer: answers<readonly TestStep[]>() },
  /**
   * Pins the present certificate of a server, by the fingerprint that a person saw. Returns a sentence when the
   * server has another one by now.
   */
  trustCertificate: {
    args: z.tuple([id, z.string().regex(/^[0-9a-f]{64}$/)]),
    answer: answers<string | null>(),
  },
  /** Lets a person choose a file; `null` when they did not. */
  chooseFile: {
    args: z.tuple([z.enum(['ca', 'client-certificate', 'client-key'])]),
    answer: answers<string | null>(),
  },
  cancelTest: { args: z.tuple([]), answer: answers<null>() },
  /** Connects now, in any state, even `stopped`. `null` for all servers. */
  reconnect: { args: z.tuple([id.nullable()]), answer: answers<null>() },
  startDemo: { args: z.tuple([]), answer: answers<null>() },
  stopDemo: { args: z.tuple([]), answer: answers<null>() },
  /** Adds a rule, or replaces the one with its id. Answers with a sentence when it is refused. */
  saveRule: { args: z.tuple([ruleSchema]), answer: answers<string | null>() },
  /**
   * Switches a rule on that came from a file, as its owner has seen it and agreed to it. Answers with a sentence when it is
   * another one by now.
   */
  agreeToRule: { args: z.tuple([ruleSchema]), answer: answers<string | null>() },
  removeRule: { args: z.tuple([id]), answer: answers<null>() },
  /** Restores the rule that was removed last. */
  restoreRule: { args: z.tuple([]), answer: answers<null>() },
  /** Moves a rule to a place in the list; the order has no other meaning than how it is shown. */
  moveRule: { args: z.tuple([id, z.number().int().min(0)]), answer: answers<null>() },
  /** Asks for a file and writes all rules to it, as YAML, without secrets; how that ended. `null` when none was chosen. */
  exportRules: { args: z.tuple([]), answer: answers<RulesFileNote | null>() },
  /** Asks for a file of rules and reads it; it waits for `importRules`. `null` when none was chosen. */
  openRulesFile: { args: z.tuple([]), answer: answers<RulesFileView | null>() },
  /** Takes the new rules of the file, and with `true` those that would replace others; how that ended. */
  importRules: { args: z.tuple([z.boolean()]), answer: answers<RulesFileNote>() },
  /** Takes the last import back. */
  undoImport: { args: z.tuple([]), answer: answers<null>() },
  /** Asks for a file and writes settings, views and rules to it, without secrets; how that ended. `null` when none was chosen. */
  exportSettings: { args: z.tuple([]), answer: answers<RulesFileNote | null>() },
  /** Asks for such a file and says what it would change; it waits for `importSettings`. `null` when none was chosen. */
  openSettingsFile: { args: z.tuple([]), answer: answers<SettingsFileView | null>() },
  importSettings: { args: z.tuple([]), answer: answers<RulesFileNote>() },
  /** What a rule can be about, by typed words: of one server, or of all. */
  findSubjects: {
    args: z.tuple([
      z.strictObject({ typed: z.string().max(200), onlyThings: z.boolean(), server: id.nullable() }),
    ]),
    answer: answers<Subjects>(),
  },
  /** What the form and the list of rules have to know of the homes. */
  readHome: {
    args: z.tuple([
      z.strictObject({
        entities: z.array(z.string().max(255)).max(MAX_ASKED),
        query: z.string().max(4_000),
        server: id.nullable(),
      }),
    ]),
    answer: answers<HomeFacts>(),
  },
  /** What a rule would do, whether or not it is kept. */
  readRuleFacts: { args: z.tuple([ruleSchema]), answer: answers<RuleFacts>() },
  /** What the rules that are on watch at a server that is live, most of a kind first; `null` where it does not say. */
  readWatched: { args: z.tuple([id]), answer: answers<readonly Guarded[] | null>() },
  /** The notifications a rule would have raised in the last days; `null` if that takes too long. */
  tryRule: { args: z.tuple([ruleSchema, z.literal([1, 7])]), answer: answers<BackTest | null>() },
  /**
   * What a rule would have said of the newest alert in seven days, with its own words as they are; `null` where there is none.
   * `at` in epoch ms.
   */
  previewRule: {
    args: z.tuple([ruleSchema]),
    answer: answers<(Notification & { readonly at: number }) | null>(),
  },
  /** Does something about an alert. Answers with what came of it, where that is to be said. */
  pressAlert: {
    args: z.tuple([z.strictObject({ rule: id, server: id, entity: z.string().max(255) }), z.enum(VERBS)]),
    answer: answers<{ readonly ok: boolean; readonly message: string } | null>(),
  },
  pauseNotifications: { args: z.tuple([z.enum(PAUSES)]), answer: answers<null>() },
  /**
   * Shows what a rule would have shown of its newest match, or a notification of no rule. Answers with a sentence when the
   * desktop does not show it.
   */
  sendTestNotification: { args: z.tuple([ruleSchema.nullable()]), answer: answers<string | null>() },
  /** Adds a destination, or changes the one with its id. Answers with a sentence when it is refused. */
  saveDestination: { args: z.tuple([destinationDraftSchema]), answer: answers<string | null>() },
  /** Removes it, its address, and it from all rules. */
  removeDestination: { args: z.tuple([id]), answer: answers<null>() },
  /** Sends a test to it. Answers with a sentence when it is not taken. */
  testDestination: { args: z.tuple([id]), answer: answers<string | null>() },
  /** Looks for a newer version now; what comes of it is in the overview. */
  lookForUpdate: { args: z.tuple([]), answer: answers<null>() },
  /** Quits, installs the version that is ready, and starts again. */
  restartToUpdate: { args: z.tuple([]), answer: answers<null>() },
  /** Opens the page with all versions in the browser. */
  openUpdatePage: { args: z.tuple([]), answer: answers<null>() },
  /** Ends safe mode: starts the app again as usual. */
  leaveSafeMode: { args: z.tuple([]), answer: answers<null>() },
  openDataFolder: { args: z.tuple([]), answer: answers<null>() },
  /** What a report about a fault needs, as a text that can be pasted in public. */
  readDiagnostics: { args: z.tuple([]), answer: answers<string>() },
  /** The page has no access to the clipboard. */
  copyText: { args: z.tuple([z.string().max(8_000_000)]), answer: answers<null>() },
  dismissNotice: { args: z.tuple([z.string().max(64)]), answer: answers<null>() },
  /** An uncaught error of the page, from `describeError`. */
  reportBug: { args: z.tuple([z.string().max(2_000).regex(DESCRIBED_ERROR)]), answer: answers<null>() },
} as const;

export type Requests = typeof REQUESTS;
export type RequestName = keyof Requests;
export type RequestArgs<N extends RequestName> = z.output<Requests[N]['args']>;
export type RequestAnswer<N extends RequestName> =
  NonNullable<Requests[N]['answer']['__answer']> extends never
    ? null
    : Exclude<Requests[N]['answer']['__answer'], undefined>;

/** Pushes from main to a page. */
export interface Pushes {
  overview: Overview;
  testSteps: readonly TestStep[];
  signIn: SignInProgress;
  exportProgress: ExportProgress;
  /** A notification or a recent alert was clicked: show this event. */
  focusEvent: { readonly seq: number };
  /** The tray asked for the events of one server, or of all with `null`. */
  showServer: { readonly serverId: string | null };
  /** The tray, a notification, a link or a second start asked for a page. */
  openPage: {
    readonly page: 'events' | 'notifications' | 'settings';
    /** The rule that is to be edited there, by its id. */
    readonly rule?: string | undefined;
    /** The opened file of events that is to be shown there. */
    readonly capture?: string | undefined;
    /** The form that is to be open there. */
    readonly form?: 'new-server' | undefined;
  };
}
export type PushName = keyof Pushes;

/** Requests to main and pushes from it. */
export type Bridge = {
  readonly [N in RequestName]: (...args: RequestArgs<N>) => Promise<RequestAnswer<N>>;
} & {
  /** Subscribes to a push; returns the undo. */
  readonly on: <N extends PushName>(name: N, fn: (value: Pushes[N]) => void) => () => void;
};
