import { isWireRecord } from '../events/read-field.ts';
import { LIMITS } from '../limits.ts';

/** How a request proves its right to a server. Never more than one at once. */
export type CredentialKind =
  /** Signed in with Home Assistant in the browser: short-lived access tokens, each got with a refresh token. 0.77 to today. */
  | 'sign-in'
  /** `Authorization: Bearer`, a long-lived access token: 0.79 to today. */
  | 'bearer'
  /** `x-ha-access`, the API password: 0.26 to 0.100. */
  | 'password'
  /** `?api_password=`, the same password in the address. Ends up in logs of servers and proxies: off unless chosen. */
  | 'query'
  /** A server without a password, or an address that is trusted. */
  | 'none';

/** Kinds whose secret a person types. */
export type TypedKind = Exclude<CredentialKind, 'none' | 'sign-in'>;

/**
 * A checked secret as a request sends it. In plain text, so only in the main process or the terminal. That of `sign-in` is
 * an access token, which lasts half an hour and is kept in memory only.
 */
export type Credential =
  { readonly kind: 'none' } | { readonly kind: TypedKind | 'sign-in'; readonly secret: string };

/** What a sign-in in the browser leaves: a refresh token, and the `client_id` without which it is worth nothing. */
export interface SignedIn {
  readonly kind: 'sign-in';
  readonly clientId: string;
  readonly refreshToken: string;
}

/** A credential as the vault keeps it. */
export type StoredCredential =
  { readonly kind: 'none' } | { readonly kind: TypedKind; readonly secret: string } | SignedIn;

/** Where a secret is kept, as shown to its owner. */
export type SecretPlace =
  /** Encrypted with a key from the system's keyring. */
  | 'keyring'
  /** In memory until Porchlight quits, because there is no keyring. */
  | 'memory'
  /** On disk with a key that everybody knows, by its owner's consent. */
  | 'weak'
  /** Required but absent, or stored but not readable now. */
  | 'missing'
  /** The server requires none. */
  | 'not-needed';

/** What is wrong with a secret. Never contains the secret. */
export type CredentialProblem = 'empty' | 'too-long' | 'control-characters' | 'not-latin-1';

export type ParsedCredential =
  | { readonly ok: true; readonly credential: Exclude<StoredCredential, SignedIn> }
  | { readonly ok: false; readonly problem: CredentialProblem };

/**
 * Checks a secret before it can reach a header, because `fetch` puts an invalid header value into its error text.
 * Spaces and line ends around a pasted token are trimmed. RFC 9110 5.5 says what a field value may contain. Half a
 * surrogate pair is not a character and can't be sent.
 */
export function parseCredential(kind: TypedKind | 'none', input: string): ParsedCredential {
  if (kind === 'none') return { ok: true, credential: { kind } };
  const secret = input.trim();
  if (secret === '') return { ok: false, problem: 'empty' };
  if (secret.length > LIMITS.maxSecretChars) return { ok: false, problem: 'too-long' };
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f-\u009f\p{Surrogate}]/u.test(secret))
    return { ok: false, problem: 'control-characters' };
  if (kind !== 'query' && /[^\u0020-\u00ff]/.test(secret)) return { ok: false, problem: 'not-latin-1' };
  return { ok: true, credential: { kind, secret } };
}

/** A `client_id` and a refresh token as Home Assistant knows them: an address of ours, and 128 hexadecimal digits. */
const CLIENT_ID = /^http:\/\/127\.0\.0\.1:\d{1,5}$/;
const REFRESH_TOKEN = /^[\w.-]{16,1024}$/;

/** Whether both parts may be stored and sent. */
export function isSignedIn(clientId: string, refreshToken: string): boolean {
  return CLIENT_ID.test(clientId) && REFRESH_TOKEN.test(refreshToken);
}

/** The text that the vault seals. */
export function toSecretText(credential: Exclude<StoredCredential, { readonly kind: 'none' }>): string {
  if (credential.kind !== 'sign-in') return credential.secret;
  const { clientId, refreshToken } = credential;
  return JSON.stringify({ clientId, refreshToken });
}

/** The credential of a text that the vault has opened; `null` when it is none. */
export function readSecretText(
  kind: Exclude<CredentialKind, 'none'>,
  text: string,
): Exclude<StoredCredential, { readonly kind: 'none' }> | null {
  if (kind === 'sign-in') return readSignedIn(text);
  const parsed = parseCredential(kind, text);
  return parsed.ok && parsed.credential.kind !== 'none' ? parsed.credential : null;
}

function readSignedIn(text: string): SignedIn | null {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isWireRecord(document)) return null;
  const { clientId, refreshToken } = document;
  if (typeof clientId !== 'string' || typeof refreshToken !== 'string') return null;
  return isSignedIn(clientId, refreshToken) ? { kind: 'sign-in', clientId, refreshToken } : null;
}

/** The sentence for a person, with the next step. */
export function describeCredentialProblem(problem: CredentialProblem, kind: TypedKind | 'none'): string {
  const what = kind === 'bearer' ? 'access token' : 'API password';
  return {
    empty: `The ${what} is empty. Paste it here.`,
    'too-long': `This is too long for an ${what}. Copy only the ${what} itself and paste it again.`,
    'control-characters': `The ${what} has a line break or another invisible character inside. Copy it again in one piece.`,
    'not-latin-1': `The ${what} has a character that can't be sent in a header. Copy it again from Home Assistant.`,
  }[problem];
}
