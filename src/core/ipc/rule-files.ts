import type { PlanCounts } from '../rules/import-words.ts';
import type { FileProblem } from '../rules/rules-file.ts';

/** What a page is told of a file of rules that a person has chosen. It never sees a path. */
export type RulesFileView =
  /** It can't be read at all. */
  | { readonly kind: 'unreadable'; readonly text: string }
  /** Everything that is wrong with it; `more` were left out. */
  | {
      readonly kind: 'problems';
      readonly file: string;
      readonly problems: readonly FileProblem[];
      readonly more: number;
    }
  /** What an import would do. */
  | ({
      readonly kind: 'plan';
      readonly file: string;
      /** Names of those that would be replaced. */
      readonly changedNames: readonly string[];
      /** Those that stay off until their owner agrees. */
      readonly unconfirmed: number;
    } & PlanCounts);

/** How something ended, in a sentence. */
export interface RulesFileNote {
  readonly ok: boolean;
  readonly text: string;
}
