import type { Failure } from './failure.ts';
import { TransportError } from './transport.ts';

/** A request was not sent, because no access token could be got for it. `failure` says why: only `signed-out` is a refusal. */
export class RenewalError extends TransportError {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super('aborted');
    this.name = 'RenewalError';
    this.failure = failure;
  }
}
