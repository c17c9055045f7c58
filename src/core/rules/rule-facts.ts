import type { Guarded } from './guarded.ts';
import type { RuleCount } from './refuse-rule.ts';

/** What a person should know of a rule before it is kept. */
export interface RuleFacts {
  /** What it would have told in the last 24 hours; `null` where those can't be asked for. */
  readonly lastDay: RuleCount | null;
  /** The things it is about, as far as they were seen; `null` for one that names no kind of thing. */
  readonly guarded: readonly Guarded[] | null;
  /** Why it can't be kept, in one sentence. */
  readonly refusal: string | null;
}
