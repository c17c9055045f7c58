import { STRAIGHT, type RouteAnswer } from '../route/route.ts';
import { parseCredential, type Credential } from '../servers/credential.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { Failure } from './failure.ts';
import type { Target } from './request.ts';

export interface TargetOptions {
  readonly baseUrl: string;
  readonly userAgent: string;
  readCredential(): Promise<Credential | null>;
  readRoute?(): Promise<RouteAnswer>;
  readonly signal: AbortSignal;
}

export type TargetAnswer =
  { readonly ok: true; readonly target: Target } | { readonly ok: false; readonly failure: Failure };

/** Asks for the secret and the way of a server. Neither is kept, so that a change of them counts from the next request on. */
export async function readTarget(options: TargetOptions): Promise<TargetAnswer> {
  const { baseUrl, userAgent, signal } = options;
  // A keyring may keep a prompt open for as long as it likes.
  const credential = await unlessAborted(options.readCredential(), signal);
  if (signal.aborted) return fail({ code: 'closed' });
  if (credential === null) return fail({ code: 'no-credential' });
  if (!isSendable(credential)) return fail({ code: 'bad-credential' });
  const answer = await unlessAborted(options.readRoute?.() ?? STRAIGHT, signal);
  if (answer === null) return fail({ code: 'closed' });
  if (!answer.ok) return fail({ code: 'tls-file', file: answer.problem });
  return { ok: true, target: { baseUrl, credential, userAgent, route: answer.route } };
}

function fail(failure: Failure): TargetAnswer {
  return { ok: false, failure };
}

/** What can't be put into a header must not reach one: node:http would quote it in its error. */
function isSendable(credential: Credential): boolean {
  return credential.kind === 'none' || parseCredential(credential.kind, credential.secret).ok;
}
