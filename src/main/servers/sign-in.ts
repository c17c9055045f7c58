import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { SignInAnswer, SignInProgress } from '../../core/ipc/overview.ts';
import { isSignedIn, type SignedIn } from '../../core/servers/credential.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';
import type { AccessTokens } from '../../core/sign-in/access-tokens.ts';
import { SIGN_IN_PORT, toAuthorizeUrl, toClientId } from '../../core/sign-in/authorize-url.ts';
import { lookForSignIn } from '../../core/sign-in/look-for-sign-in.ts';
import {
  CALLBACK_PAGES,
  describeSignInProblem,
  type SignInProblem,
} from '../../core/sign-in/sign-in-words.ts';
import {
  exchangeCode,
  revoke,
  type AccessToken,
  type SignInServer,
} from '../../core/sign-in/token-endpoint.ts';
import { describeFileProblem } from '../../core/stream/describe-route-failure.ts';
import type { Transport } from '../../core/stream/transport.ts';
import {
  openCallbackListener,
  type CallbackListener,
  type CallbackPage,
} from '../../node/callback-listener.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { checkDraft, type ServerEditing } from './server-editing.ts';
import type { ServerRoutes } from './server-routes.ts';

/** A person who closes the login page never calls back. Home Assistant keeps a code for ten minutes. */
export const SIGN_IN_MS = 300_000;

export interface SignInPorts {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly userAgent: string;
  readonly settings: Pick<SettingsFile, 'current'>;
  readonly routes: Pick<ServerRoutes, 'read'>;
  readonly tokens: Pick<AccessTokens, 'keep'>;
  readonly editing: Pick<ServerEditing, 'saveServer'>;
  /** Opens the browser. Rejects when it can't. */
  readonly openBrowser: (url: string) => Promise<void>;
  readonly push: (progress: SignInProgress) => void;
  /** Shows the window before all others. */
  readonly comeForward: () => void;
  /** Without it, `SIGN_IN_PORT`. */
  readonly preferredPort?: number | undefined;
}

type Outcome =
  { readonly kind: 'signed-in'; readonly signedIn: SignedIn; readonly access: AccessToken } | SignInProblem;

/** Signs in with Home Assistant in the browser: one at a time; a new one ends the old. */
export function createSignIn(ports: SignInPorts) {
  const { clock } = ports;
  let running: { end(problem: SignInProblem): void; readonly url: () => string | null } | null = null;

  /** Waits for the browser, and exchanges what it brings for tokens, once. */
  function signInAt(
    server: SignInServer,
    name: string,
    pkce: boolean,
    ending: AbortController,
    note: { end(problem: SignInProblem): void; url: string | null },
  ): Promise<Outcome> {
    const state = toUrlText(randomBytes(16));
    const verifier = pkce ? toUrlText(randomBytes(48)) : null;
    return new Promise((resolve) => {
      let listener: CallbackListener | null = null;
      let isOver = false;
      let tellBrowser = (_page: CallbackPage): void => undefined;
      const cancelTimer = clock.after(SIGN_IN_MS, () => {
        end({ kind: 'timed-out' });
      });
      function end(outcome: Outcome): void {
        if (isOver) return;
        isOver = true;
        cancelTimer();
        ending.abort();
        tellBrowser(outcome.kind === 'signed-in' ? CALLBACK_PAGES.done : CALLBACK_PAGES.notDone);
        listener?.close();
        resolve(outcome);
      }
      note.end = end;

      async function exchange(code: string): Promise<void> {
        ports.push({ kind: 'finishing' });
        const clientId = toClientId(listener?.port ?? 0);
        // Not ended by a person who cancels now: what the server then gives must be given back.
        const { signal } = new AbortController();
        const answer = await exchangeCode(ports, server, { code, clientId, verifier }, signal);
        if (!answer.ok) {
          const { failure } = answer;
          end(failure.code === 'signed-out' ? { kind: 'code-refused' } : { kind: 'failed', failure });
          return;
        }
        const { accessToken, lastsMs, refreshToken } = answer;
        if (!isSignedIn(clientId, refreshToken)) {
          end({ kind: 'failed', failure: { code: 'not-event-stream', status: 200 } });
          return;
        }
        if (isOver) {
          // Cancelled in the last moment: nobody would use it.
          await revoke(ports, server, refreshToken, signal);
          return;
        }
        end({
          kind: 'signed-in',
          signedIn: { kind: 'sign-in', clientId, refreshToken },
          access: { accessToken, lastsMs },
        });
      }

      async function begin(): Promise<void> {
        const opened = await openCallbackListener({
          preferredPort: ports.preferredPort ?? SIGN_IN_PORT,
          isState: (given) => isSame(given, state),
          onCode: (code) =>
            new Promise((page) => {
              tellBrowser = page;
              void exchange(code);
            }),
          strangerPage: CALLBACK_PAGES.stranger,
        }).catch(() => null);
        if (opened === null) {
          end({ kind: 'no-port' });
          return;
        }
        listener = opened;
        if (isOver) {
          opened.close();
          return;
        }
        const clientId = toClientId(opened.port);
        const challenge =
          verifier === null ? null : toUrlText(createHash('sha256').update(verifier).digest());
        const url = toAuthorizeUrl({ baseUrl: server.baseUrl, clientId, state, challenge });
        note.url = url;
        const waiting = {
          kind: 'waiting',
          server: name,
          host: new URL(url).host,
          listedAs: clientId,
        } as const;
        ports.push({ ...waiting, isOpen: true });
        await ports.openBrowser(url).catch(() => {
          if (!isOver) ports.push({ ...waiting, isOpen: false });
        });
      }
      void begin();
    });
  }

  /** Checks everything that can be checked before a person is sent to the browser. */
  async function run(draft: ServerDraft): Promise<SignInAnswer> {
    running?.end({ kind: 'other-sign-in' });
    const ending = new AbortController();
    const note = {
      url: null as string | null,
      /** Ended before the browser was open. */
      early: null as SignInProblem | null,
      end(problem: SignInProblem): void {
        note.early = problem;
        ending.abort();
      },
    };
    const mine = {
      end: (problem: SignInProblem): void => {
        note.end(problem);
      },
      url: () => note.url,
    };
    running = mine;
    try {
      const old = ports.settings.current().servers.find(({ id }) => id === draft.id) ?? null;
      // The address and the route are checked as they are saved; the secret comes later.
      const checked = checkDraft({ ...draft, credentialKind: 'none' }, old);
      if (!checked.ok) return checked;
      const { baseUrl } = checked;
      const subject = { name: draft.name, baseUrl, credentialKind: 'sign-in' } as const;
      const refuse = (problem: SignInProblem): SignInAnswer => ({
        ok: false,
        field: 'form',
        message: describeSignInProblem(problem, subject),
        isCancelled: problem.kind === 'cancelled' || problem.kind === 'other-sign-in',
        ...(problem.kind === 'failed' ? decisionOf(problem.failure) : {}),
      });
      ports.push({ kind: 'asking' });
      const way = await ports.routes.read({ id: draft.id ?? '', baseUrl }, checked.route);
      if (!way.ok) return { ok: false, field: 'form', message: describeFileProblem(way.problem) };
      const server: SignInServer = { baseUrl, userAgent: ports.userAgent, route: way.route };
      const offer = await lookForSignIn(ports, server, ending.signal);
      if (note.early !== null) return refuse(note.early);
      if (offer.kind !== 'offered') return refuse(offer);
      const outcome = await signInAt(server, draft.name, offer.pkce, ending, note);
      if (outcome.kind !== 'signed-in') return refuse(outcome);
      ports.comeForward();
      const { refreshToken } = outcome.signedIn;
      ports.tokens.keep(refreshToken, outcome.access);
      const saved = await ports.editing.saveServer({ ...draft, credentialKind: 'sign-in' }, outcome.signedIn);
      if (!saved.ok) await revoke(ports, server, refreshToken, new AbortController().signal);
      return saved;
    } finally {
      if (running === mine) running = null;
    }
  }

  return {
    run,
    cancel(): void {
      running?.end({ kind: 'cancelled' });
    },
    /** The address of the login page, for a browser that could not be opened; `null` while none is waited for. */
    address: () => running?.url() ?? null,
    /** Opens it once more. */
    async openAgain(): Promise<void> {
      const url = running?.url() ?? null;
      if (url !== null) await ports.openBrowser(url).catch(() => undefined);
    },
  };
}

function decisionOf({ code, certificate, pinned }: Extract<SignInProblem, { kind: 'failed' }>['failure']) {
  if ((code !== 'tls-untrusted' && code !== 'tls-changed') || certificate === undefined) return {};
  return { certificate, ...(pinned === undefined ? {} : { pinned }) };
}

/** Base64url without padding. */
function toUrlText(bytes: Buffer): string {
  return bytes.toString('base64url');
}

function isSame(given: string, state: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(state);
  return left.length === right.length && timingSafeEqual(left, right);
}
