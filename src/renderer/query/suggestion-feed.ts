import type { LogSource } from '../../core/ipc/log-port.ts';
import type { RequestArgs } from '../../core/ipc/table.ts';
import { completionsAt, toValueCandidate, type Candidate } from '../../core/query/complete-query.ts';
import { describeType } from '../../core/view/type-words.ts';
import { bridge } from '../state/bridge.ts';
import { suggestQueries, type Suggestion } from './suggestion.ts';

/** Delay after a key, so that fast typing does not ask for every letter. */
const ASK_AFTER_MS = 60;

type ListedFacet = RequestArgs<'listValues'>[1];

export interface SuggestionQuestion {
  readonly text: string;
  readonly caret: number;
  readonly source: LogSource;
  /** Newest first. */
  readonly recent: readonly string[];
  /** Names of the servers. */
  readonly servers: readonly string[];
}

export interface SuggestionAnswer {
  readonly suggestions: readonly Suggestion[];
  /** The typed value is only the beginning of one: a search for it would find nothing. */
  readonly isBegun: boolean;
}

/** Finds the suggestions at the caret. Only the newest question is answered. */
export class SuggestionFeed {
  readonly #onAnswer: (answer: SuggestionAnswer) => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #generation = 0;
  /** Values of main's last answer, and the place that they are for. */
  #seen: { readonly key: string; readonly suggestions: readonly Suggestion[] } = { key: '', suggestions: [] };

  constructor(onAnswer: (answer: SuggestionAnswer) => void) {
    this.#onAnswer = onAnswer;
  }

  ask({ text, caret, source, recent, servers }: SuggestionQuestion): void {
    this.stop();
    if (text.trim() === '') {
      this.#answer(suggestQueries(recent));
      return;
    }
    const completion = completionsAt(text, caret);
    if (completion === null) this.#answer([]);
    else if (completion.kind === 'candidates') {
      this.#answer(completion.candidates.map((candidate) => toSuggestion(candidate.insert, candidate)));
    } else if (completion.facet === 'server') {
      const names = servers.filter(beginsWith(completion.prefix));
      this.#answer(names.map((name) => toSuggestion(name, toValueCandidate(name))));
    } else this.#askMain(source, completion.facet, completion.from, completion.prefix);
  }

  /** Drops the pending question. */
  stop(): void {
    this.#generation += 1;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #answer(suggestions: readonly Suggestion[]): void {
    this.#onAnswer({ suggestions, isBegun: false });
  }

  /** Until the answer arrives, matching suggestions of the last one are shown, so that nothing flickers. */
  #askMain(source: LogSource, facet: ListedFacet, from: number, prefix: string): void {
    const generation = this.#generation;
    const key = `${source} ${facet} ${String(from)}`;
    const typed = prefix.toLowerCase();
    const fits = (text: string): boolean => text.toLowerCase().includes(typed);
    const isBegun = prefix !== '' && !/[*?]/.test(prefix);
    const known = this.#seen.key === key ? this.#seen.suggestions : [];
    this.#onAnswer({
      suggestions: known.filter(({ label, detail }) => fits(label) || fits(detail)),
      isBegun,
    });
    this.#timer = setTimeout(() => {
      // Up to a wildcard: only values with a prefix can be listed.
      const begin = prefix.replace(/[*?].*$/s, '').slice(0, 255);
      bridge()
        .listValues(source, facet, begin)
        .then(
          (values) => {
            if (generation !== this.#generation) return;
            const suggestions = values
              .filter(({ value }) => value !== prefix)
              .map(({ value, count, words }) => ({
                ...toSuggestion(
                  value,
                  toValueCandidate(value, facet === 'type' ? describeType(value) : words),
                ),
                count: count === 0 ? null : count,
              }));
            this.#seen = { key, suggestions };
            const isWhole = values.some(({ value }) => value === prefix.toLowerCase());
            this.#onAnswer({ suggestions, isBegun: isBegun && !isWhole && suggestions.length > 0 });
          },
          () => {
            // Without an answer the field works as before; main reports its own errors.
          },
        );
    }, ASK_AFTER_MS);
  }
}

function beginsWith(prefix: string): (value: string) => boolean {
  const begin = prefix.toLowerCase();
  return (value) => value !== prefix && value.toLowerCase().startsWith(begin);
}

function toSuggestion(label: string, candidate: Candidate): Suggestion {
  const group = candidate.isWhole ? 'Values' : 'Fields';
  return { group, label, detail: candidate.words, count: null, candidate };
}
