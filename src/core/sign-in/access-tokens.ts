import type { Clock } from '../clock.ts';
import type { SignedIn } from '../servers/credential.ts';
import type { Failure } from '../stream/failure.ts';
import type { CredentialAnswer, CredentialAsk } from '../stream/request.ts';
import type { RestPorts } from '../stream/rest.ts';
import { refreshAccess, type AccessToken, type SignInServer } from './token-endpoint.ts';

/** A new access token is asked for when this part of the old one's life is left. */
const SPARE_PART = 0.1;

interface Held {
  readonly accessToken: string;
  /** On both clocks: one may be set back, the other may stand still while the computer sleeps. */
  readonly endsAt: { readonly now: number; readonly monotonic: number };
}

/** The access tokens of all sign-ins, in memory only. */
export type AccessTokens = ReturnType<typeof createAccessTokens>;

/**
 * Keeps access tokens and asks for new ones: before their end, and when the server refused one. At most one request at a
 * time for each sign-in, and none with a refresh token that was refused, because that was a failed login. Everything is kept
 * by refresh token.
 */
export function createAccessTokens(ports: RestPorts) {
  const { clock } = ports;
  const held = new Map<string, Held>();
  const running = new Map<string, Promise<CredentialAnswer>>();
  const refused = new Map<string, Failure>();
  const stopping = new AbortController();

  function keep(refreshToken: string, { accessToken, lastsMs }: AccessToken): void {
    const usableMs = lastsMs * (1 - SPARE_PART);
    const endsAt = { now: clock.now() + usableMs, monotonic: clock.monotonic() + usableMs };
    held.set(refreshToken, { accessToken, endsAt });
  }

  async function ask(
    signedIn: SignedIn,
    readServer: () => Promise<SignInServer | Failure>,
    mayAsk: CredentialAsk['mayAsk'],
  ): Promise<CredentialAnswer> {
    const server = await readServer();
    if ('code' in server) return { kind: 'failed', failure: server };
    await mayAsk?.();
    const { refreshToken } = signedIn;
    const answer = await refreshAccess(ports, server, signedIn, stopping.signal);
    if (!answer.ok) {
      if (answer.failure.code === 'signed-out') refused.set(refreshToken, answer.failure);
      return { kind: 'failed', failure: answer.failure };
    }
    keep(refreshToken, answer);
    return { kind: 'sign-in', secret: answer.accessToken };
  }

  return {
    /** After a sign-in, so that the first request needs no refresh. */
    keep,
    /** An access token for a request: the one at hand while it lasts, or a new one. */
    read(
      signedIn: SignedIn,
      readServer: () => Promise<SignInServer | Failure>,
      { refused: wrong, mayAsk }: CredentialAsk,
    ): Promise<CredentialAnswer> {
      const { refreshToken } = signedIn;
      const now = held.get(refreshToken);
      if (now !== undefined && now.accessToken !== wrong && lasts(clock, now)) {
        return Promise.resolve({ kind: 'sign-in', secret: now.accessToken });
      }
      const failure = refused.get(refreshToken);
      if (failure !== undefined) return Promise.resolve({ kind: 'failed', failure });
      const others = running.get(refreshToken);
      if (others !== undefined) return others;
      held.delete(refreshToken);
      const answer = ask(signedIn, readServer, mayAsk).finally(() => running.delete(refreshToken));
      running.set(refreshToken, answer);
      return answer;
    },
    /** Forgets a sign-in that is over. */
    forget(refreshToken: string): void {
      held.delete(refreshToken);
      refused.delete(refreshToken);
    },
    /** Ends requests on their way. */
    stop(): void {
      stopping.abort();
    },
  };
}

function lasts(clock: Clock, { endsAt }: Held): boolean {
  return clock.now() < endsAt.now && clock.monotonic() < endsAt.monotonic;
}
