import { describeFailure } from '../stream/describe-failure.ts';
import type { Failure, FailureCode } from '../stream/failure.ts';

interface Miss {
  readonly baseUrl: string;
  readonly failure: Failure;
}

/** Failures that say nothing of the computer behind an address but that this port is not the one. */
const NOTHING_THERE: readonly FailureCode[] = ['closed', 'refused', 'timeout', 'unreachable', 'dns'];

/** Why no Home Assistant was found at any of the addresses, in one or two sentences. */
export function describeNothing(misses: readonly Miss[]): string {
  const told = [...misses].sort((a, b) => weigh(b) - weigh(a))[0];
  if (told === undefined) return 'There is nothing to ask at this address.';
  const { baseUrl, failure } = told;
  const { host } = new URL(baseUrl);
  if (failure.code === 'no-api' || failure.code === 'not-event-stream' || failure.code === 'no-content') {
    return `What answers at ${host} is not Home Assistant. Open the address in a browser to see what it is.`;
  }
  const { cause, next } = describeFailure(failure, { name: host, baseUrl, credentialKind: 'none' });
  return `${cause} ${next.replaceAll(' in Settings', '')}`;
}

/** The answer of a server tells more than a closed port. */
function weigh({ failure }: Miss): number {
  return !NOTHING_THERE.includes(failure.code) ? NOTHING_THERE.length : NOTHING_THERE.indexOf(failure.code);
}
