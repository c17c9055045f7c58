import { z } from 'zod';
import { tlsSettingsSchema } from '../route/route-settings.ts';
import { notificationChoiceSchema, themeSchema } from '../settings/settings.ts';
import { credentialKindSchema, SERVER_COLOURS } from '../servers/profile.ts';
import type { EventDetail, EventTypeView, Overview, SaveResult, TestStep } from './overview.ts';

const id = z.string().min(1).max(64);
const seq = z.number().int().min(0);
const passphrase = z.string().max(1_000);
const filePath = z.string().max(4_096);

const serverDraft = z.strictObject({
  id: id.exactOptional(),
  name: z.string().max(200),
  url: z.string().max(16_384),
  colour: z.enum(SERVER_COLOURS),
  credentialKind: credentialKindSchema,
  secret: z.string().max(200_000).exactOptional(),
  restrict: z.array(z.string().max(255)).max(100),
  enabled: z.boolean(),
  tls: tlsSettingsSchema.pick({ pin: true, caFile: true }).strict().exactOptional(),
  clientCertificate: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('pem'),
        certificateFile: filePath,
        keyFile: filePath,
        passphrase: passphrase.exactOptional(),
      }),
      z.strictObject({
        kind: z.literal('pkcs12'),
        archiveFile: filePath,
        passphrase: passphrase.exactOptional(),
      }),
    ])
    .nullable()
    .exactOptional(),
  proxy: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('system') }),
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('url'), url: z.string().max(16_384) }),
    ])
    .exactOptional(),
  proxyLogin: z
    .strictObject({ user: z.string().max(1_000), password: passphrase })
    .nullable()
    .exactOptional(),
});

/** Marks the type of an answer without a value. */
interface Answer<T> {
  readonly __answer?: T;
}
function answers<T>(): Answer<T> {
  return {};
}

/**
 * The ONE table of requests from a page to main: name, parser of the argument tuple, type of the answer. Main
 * checks the sender, then parses, then calls; a request that is not here does not exist.
 */
export const REQUESTS = {
  /** The state of everything but the rows. Ask once after subscribing; pushes follow. */
  getOverview: { args: z.tuple([]), answer: answers<Overview>() },
  /** Asks for a row port that starts after `afterSeq` (0 for all that is kept). It arrives by the `rows` message. */
  openRows: { args: z.tuple([seq]), answer: answers<null>() },
  /** The whole event behind a row; `null` when it has left memory or the row is ours. */
  readEvent: { args: z.tuple([seq]), answer: answers<EventDetail | null>() },
  /** Checks and stores a server, and connects when it is enabled. */
  saveServer: { args: z.tuple([serverDraft]), answer: answers<SaveResult>() },
  removeServer: { args: z.tuple([id]), answer: answers<null>() },
  /** Runs the five questions; each change is pushed as `testSteps`, the end is the answer. A new test ends the old. */
  testConnection: { args: z.tuple([serverDraft]), answer: answers<readonly TestStep[]>() },
  /**
   * Pins the certificate that a server shows now, by the fingerprint that a person saw. Answers with a sentence when the
   * server shows another one meanwhile.
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
  /** Connect now, whatever the state: also out of `stopped`. `null` for all servers. */
  reconnect: { args: z.tuple([id.nullable()]), answer: answers<null>() },
  startDemo: { args: z.tuple([]), answer: answers<null>() },
  stopDemo: { args: z.tuple([]), answer: answers<null>() },
  /** Types seen and types known, newest first. */
  listEventTypes: { args: z.tuple([]), answer: answers<readonly EventTypeView[]>() },
  /** Entity ids seen in this run, for completion, at most 2,000. */
  listEntities: { args: z.tuple([]), answer: answers<readonly string[]>() },
  /** Adds or replaces the choice of its type. Answers with a sentence when it is refused. */
  setNotificationChoice: { args: z.tuple([notificationChoiceSchema]), answer: answers<string | null>() },
  setNotificationsEnabled: { args: z.tuple([z.boolean()]), answer: answers<null>() },
  pauseNotifications: { args: z.tuple([z.enum(['hour', 'tomorrow', 'resume'])]), answer: answers<null>() },
  sendTestNotification: { args: z.tuple([]), answer: answers<string | null>() },
  setTheme: { args: z.tuple([themeSchema]), answer: answers<null>() },
  setStartAtLogin: { args: z.tuple([z.boolean()]), answer: answers<string | null>() },
  setWeakStorageAllowed: { args: z.tuple([z.boolean()]), answer: answers<null>() },
  openDataFolder: { args: z.tuple([]), answer: answers<null>() },
  /** The page has no clipboard of its own. */
  copyText: { args: z.tuple([z.string().max(8_000_000)]), answer: answers<null>() },
  dismissNotice: { args: z.tuple([z.string().max(64)]), answer: answers<null>() },
} as const;

export type Requests = typeof REQUESTS;
export type RequestName = keyof Requests;
export type RequestArgs<N extends RequestName> = z.output<Requests[N]['args']>;
export type RequestAnswer<N extends RequestName> =
  NonNullable<Requests[N]['answer']['__answer']> extends never
    ? null
    : Exclude<Requests[N]['answer']['__answer'], undefined>;

/** What main tells a page unasked. */
export interface Pushes {
  overview: Overview;
  testSteps: readonly TestStep[];
  /** A notification or a recent alert was clicked: show this event. */
  focusEvent: { readonly seq: number };
  /** The tray asked for a page. */
  openPage: { readonly page: 'events' | 'notifications' | 'settings' };
}
export type PushName = keyof Pushes;

/** What the page finds at `window.porchlight`. */
export type Bridge = {
  readonly [N in RequestName]: (...args: RequestArgs<N>) => Promise<RequestAnswer<N>>;
} & {
  /** Subscribes to a push; returns the undo. */
  readonly on: <N extends PushName>(name: N, fn: (value: Pushes[N]) => void) => () => void;
};
