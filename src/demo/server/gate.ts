import type { IncomingMessage } from 'node:http';
import { authorise } from '../wire/authorise.ts';
import type { Access, Secrets } from '../wire/authorise.ts';
import type { EraFacts } from '../wire/era.ts';

/** Lets requests in or not, and counts the bad ones as Home Assistant's `http/ban.py` does. */
export interface Gate {
  /** True for every request once the address is banned, whatever it brings. */
  isBanned(): boolean;
  /** Whether the request may do what needs `needs`. A refusal counts as a failed login. */
  admits(request: IncomingMessage, query: URLSearchParams, needs: 'user' | 'admin'): boolean;
}

export function createGate(facts: EraFacts, secrets: Secrets, banThreshold: number | null): Gate {
  let failures = 0;
  return {
    isBanned: () =>
      banThreshold !== null && failures > 0 && facts.isBanned?.(failures, banThreshold) === true,
    admits(request, query, needs) {
      const access = authorise(facts, secrets, {
        authorization: request.headers.authorization,
        haAccess: firstOf(request.headers['x-ha-access']),
        queryPassword: query.get('api_password'),
      });
      const isAdmitted = isEnough(access, needs);
      if (!isAdmitted) failures++;
      else if (facts.goodLoginResets) failures = 0;
      return isAdmitted;
    },
  };
}

function isEnough(access: Access, needs: 'user' | 'admin'): boolean {
  return access === 'admin' || (access === 'plain' && needs === 'user');
}

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
