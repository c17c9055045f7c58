import { LIMITS } from '../limits.ts';

/** How a request proves its right to a server. Never more than one at once. */
export type CredentialKind =
  /** `Authorization: Bearer`, a long-lived access token: 0.79 to today. */
  | 'bearer'
  /** `x-ha-access`, the API password: 0.26 to 0.100. */
  | 'password'
  /** `?api_password=`, the same password in the address. Ends up in logs of servers and proxies: off unless chosen. */
  | 'query'
  /** A server without a password, or an address that is trusted. */
  | 'none';

/** A checked secret. The only type with one in plain text, and only in the main process or the terminal. */
export type Credential =
  { readonly kind: 'none' } | { readonly kind: Exclude<CredentialKind, 'none'>; readonly secret: string };

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
  | { readonly ok: true; readonly credential: Credential }
  | { readonly ok: false; readonly problem: CredentialProblem };

/**
 * Checks a secret before it can reach a header, because `fetch` puts an invalid header value into its error text.
 * Spaces and line ends around a pasted token are trimmed. RFC 9110 5.5 says what a field value may contain. Half a
 * surrogate pair is not a character and can't be sent.
 */
export function parseCredential(kind: CredentialKind, input: string): ParsedCredential {
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

/** The sentence for a person, with the next step. */
export function describeCredentialProblem(problem: CredentialProblem, kind: CredentialKind): string {
  const what = kind === 'bearer' ? 'access token' : 'API password';
  return {
    empty: `The ${what} is empty. Paste it here.`,
    'too-long': `This is too long for an ${what}. Copy only the ${what} itself and paste it again.`,
    'control-characters': `The ${what} has a line break or another invisible character inside. Copy it again in one piece.`,
    'not-latin-1': `The ${what} has a character that can't be sent in a header. Copy it again from Home Assistant.`,
  }[problem];
}
