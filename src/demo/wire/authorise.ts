import { timingSafeEqual } from 'node:crypto';
import type { EraFacts } from './era.ts';

/** The secrets that a home takes. `null` where it has none of that kind. */
export interface Secrets {
  /** Long-lived access token of an administrator. */
  readonly token: string | null;
  /** Long-lived access token of a person who is not one. */
  readonly plainToken: string | null;
  /** API password. A home of 2016 without one lets everybody in. */
  readonly password: string | null;
}

export type Access = 'admin' | 'plain' | 'refused';

export interface Presented {
  readonly authorization: string | undefined;
  readonly haAccess: string | undefined;
  readonly queryPassword: string | null;
}

/** Who is asking, as a home of that era finds out. The scheme's letters count: `bearer` is not `Bearer`. */
export function authorise(facts: EraFacts, secrets: Secrets, presented: Presented): Access {
  if (facts.takesPassword) {
    if (secrets.password === null && facts.isOpenWithoutPassword) return 'admin';
    if (isSame(presented.haAccess, secrets.password)) return 'admin';
    if (isSame(presented.queryPassword, secrets.password)) return 'admin';
  }
  if (facts.takesToken && presented.authorization?.startsWith('Bearer ') === true) {
    const token = presented.authorization.slice('Bearer '.length);
    if (isSame(token, secrets.token)) return 'admin';
    if (isSame(token, secrets.plainToken)) return facts.needsAdmin ? 'plain' : 'admin';
  }
  return 'refused';
}

function isSame(presented: string | null | undefined, secret: string | null): boolean {
  if (presented === null || presented === undefined || secret === null) return false;
  const left = Buffer.from(presented);
  const right = Buffer.from(secret);
  return left.length === right.length && timingSafeEqual(left, right);
}
