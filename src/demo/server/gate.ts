import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The secrets that the home accepts. `null` if it has none of that kind. */
export interface Secrets {
  /** Long-lived access token of an administrator. */
  readonly token: string;
  /** Long-lived access token of a user who is not an administrator. */
  readonly plainToken: string | null;
  /** API password of an administrator, which homes had until 0.100. */
  readonly password: string | null;
}

/** Whether a request has the right `needs`. The scheme is case-sensitive: `bearer` is not `Bearer`. */
export function isAdmitted(
  { token, plainToken, password }: Secrets,
  { headers }: IncomingMessage,
  query: URLSearchParams,
  needs: 'user' | 'admin',
): boolean {
  const bearer = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1];
  const passwords = [headers['x-ha-access'], query.get('api_password')];
  return (
    isSame(bearer, token) ||
    passwords.some((each) => isSame(each, password)) ||
    (needs === 'user' && isSame(bearer, plainToken))
  );
}

function isSame(presented: string | string[] | null | undefined, secret: string | null): boolean {
  if (typeof presented !== 'string' || secret === null) return false;
  const left = Buffer.from(presented);
  const right = Buffer.from(secret);
  return left.length === right.length && timingSafeEqual(left, right);
}
