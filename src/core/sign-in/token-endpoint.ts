import { isWireRecord, readField, readText, type WireRecord } from '../events/read-field.ts';
import type { Route } from '../route/route.ts';
import { parseCredential } from '../servers/credential.ts';
import type { Failure } from '../stream/failure.ts';
import { askForm, type RestPorts } from '../stream/rest.ts';

/** The server, for the requests of a sign-in. None of them has a credential in its header. */
export interface SignInServer {
  readonly baseUrl: string;
  readonly userAgent: string;
  readonly route: Route;
}

export interface AccessToken {
  readonly accessToken: string;
  /** Milliseconds from now. 30 minutes in Home Assistant. */
  readonly lastsMs: number;
}

export type TokenAnswer<T> =
  | ({ readonly ok: true } & T)
  /** `signed-out` when Home Assistant itself refuses: that was a failed login, and must not be repeated. */
  | { readonly ok: false; readonly failure: Failure };

const NOT_HOME: Failure = { code: 'not-event-stream', status: 200 };

/**
 * `POST /auth/token` and `/auth/revoke` (https://developers.home-assistant.io/docs/auth_api). Each 4xx of the former counts
 * as a failed login, so every request is sent once and never repeated here.
 */
export async function exchangeCode(
  ports: RestPorts,
  server: SignInServer,
  sent: { readonly code: string; readonly clientId: string; readonly verifier: string | null },
  signal: AbortSignal,
): Promise<TokenAnswer<AccessToken & { readonly refreshToken: string }>> {
  const answer = await askToken(
    ports,
    server,
    {
      grant_type: 'authorization_code',
      code: sent.code,
      client_id: sent.clientId,
      ...(sent.verifier === null ? {} : { code_verifier: sent.verifier }),
    },
    signal,
  );
  if (!answer.ok) return answer;
  const refreshToken = readText(answer.body, 'refresh_token');
  const access = readAccess(answer.body);
  return access === null || refreshToken === ''
    ? { ok: false, failure: NOT_HOME }
    : { ok: true, ...access, refreshToken };
}

/** A new access token. The refresh token stays the same: Home Assistant does not rotate it. */
export async function refreshAccess(
  ports: RestPorts,
  server: SignInServer,
  sent: { readonly clientId: string; readonly refreshToken: string },
  signal: AbortSignal,
): Promise<TokenAnswer<AccessToken>> {
  const form = { grant_type: 'refresh_token', refresh_token: sent.refreshToken, client_id: sent.clientId };
  const answer = await askToken(ports, server, form, signal);
  if (!answer.ok) return answer;
  const access = readAccess(answer.body);
  return access === null ? { ok: false, failure: NOT_HOME } : { ok: true, ...access };
}

/**
 * Ends a sign-in at the server, with all its access tokens. The answer is always 200 and says nothing. Before 2022.9 there was no
 * path of its own for that, and asking for it is no failed login.
 */
export async function revoke(
  ports: RestPorts,
  server: SignInServer,
  refreshToken: string,
  signal: AbortSignal,
): Promise<void> {
  const form = { token: refreshToken };
  const answer = await askForm(ports, server, '/auth/revoke', form, signal);
  if (answer.ok && answer.status === 404)
    await askForm(ports, server, '/auth/token', { action: 'revoke', ...form }, signal);
}

async function askToken(
  ports: RestPorts,
  server: SignInServer,
  form: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<TokenAnswer<{ readonly body: WireRecord }>> {
  const answer = await askForm(ports, server, '/auth/token', form, signal);
  if (!answer.ok) return answer;
  const { status, body } = answer;
  if (status === 200) {
    return isWireRecord(body)
      ? { ok: true, body }
      : { ok: false, failure: { code: 'not-event-stream', status } };
  }
  // Only Home Assistant's own answer is JSON with an `error`; a proxy's 400 or 403 says something else. Home Assistant refuses
  // with no other status: a proxy before one that restarts may, and the sign-in is still good.
  const isOwn = (status === 400 || status === 403) && isWireRecord(body) && readText(body, 'error') !== '';
  return { ok: false, failure: isOwn ? { code: 'signed-out', status } : answer.failure };
}

function readAccess(body: WireRecord): AccessToken | null {
  const accessToken = readText(body, 'access_token');
  const seconds = readField(body, 'expires_in');
  if (!parseCredential('bearer', accessToken).ok || readText(body, 'token_type') !== 'Bearer') return null;
  if (typeof seconds !== 'number' || !(seconds > 0)) return null;
  return { accessToken, lastsMs: Math.min(seconds, 86_400) * 1_000 };
}
