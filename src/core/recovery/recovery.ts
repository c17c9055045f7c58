import type { HaEvent } from '../events/event.ts';
import type { Failure } from '../stream/failure.ts';
import type { Asked, Part } from './ask-in-parts.ts';
import type { ServerClock } from './server-clock.ts';

/** The recovered events of a gap. The words for it are in `describe-recovery.ts`. */
export interface Recovery {
  /** Oldest first, none of them shown before. */
  readonly events: readonly HaEvent[];
  readonly outcome: RecoveryOutcome;
}

export type RecoveryOutcome =
  /** Every entity and the whole gap was asked about, and answered. */
  | { readonly kind: 'complete' }
  | { readonly kind: 'partial'; readonly missing: readonly Missing[] }
  /** Not at its end: what is before this moment, epoch ms by the server's clock, and by ours after `toOurTime`, is still to be asked. */
  | { readonly kind: 'running'; readonly downTo: number }
  | { readonly kind: 'unavailable'; readonly why: UnavailableReason };

export type UnavailableReason =
  | 'no-recorder'
  | 'failed'
  | 'other-types'
  /** The connection ended before there was an answer. */
  | 'ended'
  /** The connection is unstable and too many gaps wait. */
  | 'too-many-gaps';

/** What was not asked, or not answered, or left out. */
export type Missing =
  /** Everything before this moment, epoch ms by the server's clock, and by ours after `toOurTime`. */
  | { readonly what: 'earlier'; readonly since: number }
  /** Entities that no request was left for. */
  | { readonly what: 'entities'; readonly asked: number; readonly total: number }
  /** The server did not list its entities, so only those that were seen were asked about. */
  | { readonly what: 'unseen-entities' }
  /** An answer could not be read. */
  | { readonly what: 'failed' }
  /** The server has a logbook but no history. */
  | { readonly what: 'history' }
  /** The server's time is unknown, so the wrong hours may have been asked about. */
  | { readonly what: 'clock' };

/** A 404 is a server without the integration. */
export function isAbsent(failure: Failure | null): boolean {
  return failure?.code === 'no-api';
}

/**
 * What is missing in the answers to a question.
 * @param end of the whole span that was asked about, epoch ms by the server's clock
 * @param total number of entities that the server has
 */
export function missingOf(
  { answered, left, failure }: Asked,
  { end, total }: { readonly end: number; readonly total: number },
): readonly Missing[] {
  if (left.length === 0 || isAbsent(failure)) return [];
  const failed: readonly Missing[] = [{ what: 'failed' }];
  if (answered.length === 0) return failed;
  const asked = namesOf(answered);
  const unasked = [...namesOf(left)].filter((name) => !asked.has(name)).length;
  const since = left.filter((part) => isAskedInPart(part, end, asked)).map(({ span }) => span.to);
  const missing: readonly Missing[] = [
    ...(unasked === 0 ? [] : [{ what: 'entities', asked: total - unasked, total } as const]),
    ...since.map((at) => ({ what: 'earlier', since: at }) as const),
  ];
  return failure === null && missing.length > 0 ? missing : [...failed, ...missing];
}

/** Only newer parts of its question were answered. */
function isAskedInPart({ span, names }: Part, end: number, asked: ReadonlySet<string>): boolean {
  return span.to < end && (names === null || names.some((name) => asked.has(name)));
}

function namesOf(parts: readonly Part[]): ReadonlySet<string> {
  return new Set(parts.flatMap(({ names }) => names ?? []));
}

/** Each kind once: of several moments the latest, because before it not everything was asked about. */
export function withoutRepeats(missing: readonly Missing[]): readonly Missing[] {
  const byKind = new Map<Missing['what'], Missing>();
  for (const one of missing) {
    const known = byKind.get(one.what);
    const isLater = one.what === 'earlier' && known?.what === 'earlier' && one.since > known.since;
    if (known === undefined || isLater) byKind.set(one.what, one);
  }
  return [...byKind.values()];
}

/** The same outcome, with one more thing missing. */
export function withMissing(outcome: RecoveryOutcome, missing: Missing): RecoveryOutcome {
  switch (outcome.kind) {
    case 'complete':
      return { kind: 'partial', missing: [missing] };
    case 'partial':
      return { kind: 'partial', missing: withoutRepeats([...outcome.missing, missing]) };
    case 'running':
    case 'unavailable':
      return outcome;
  }
}

/** The same outcome, with its moments by our clock. */
export function toOurTime(outcome: RecoveryOutcome, clock: ServerClock): RecoveryOutcome {
  switch (outcome.kind) {
    case 'partial': {
      const missing = outcome.missing.map((one) =>
        one.what === 'earlier' ? { ...one, since: clock.toOurs(one.since) } : one,
      );
      return { kind: 'partial', missing };
    }
    case 'running':
      return { kind: 'running', downTo: clock.toOurs(outcome.downTo) };
    case 'complete':
    case 'unavailable':
      return outcome;
  }
}
