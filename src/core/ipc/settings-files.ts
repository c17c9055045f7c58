import type { FileProblem } from '../rules/rules-file.ts';

/** What a page is told of a file of settings that a person has chosen. It never sees a path. */
export type SettingsFileView =
  /** It can't be read or taken at all. */
  | { readonly kind: 'unreadable'; readonly text: string }
  /** Everything that is wrong with it; `more` were left out. */
  | {
      readonly kind: 'problems';
      readonly file: string;
      readonly problems: readonly FileProblem[];
      readonly more: number;
    }
  /** Each change that it would make, in a sentence; none if all is there already. */
  | { readonly kind: 'plan'; readonly file: string; readonly changes: readonly string[] };
