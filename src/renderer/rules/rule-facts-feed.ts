import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BackTest } from '../../core/rules/back-test.ts';
import type { RuleFacts } from '../../core/rules/refuse-rule.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { bridge } from '../state/bridge.ts';

/** Delay after a key, so that fast typing does not ask for every letter. */
const ASK_AFTER_MS = 250;

/** Asks what a rule would do, and again when it changes. Only the newest question is answered. */
export class RuleFactsFeed implements ReactiveController {
  /** `null` until there is an answer about the rule as it is. */
  facts: RuleFacts | null = null;
  /** The last 24 hours, as far as they were checked; `null` until there is an answer. */
  day: BackTest | null = null;
  /** The last seven days; asked after the last day, which takes less time. */
  week: BackTest | null = null;
  readonly #host: ReactiveControllerHost;
  #asked = '';
  /** What decides how often it tells, as it was asked for last. */
  #counted = '';
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#asked = '';
  }

  /** Call it with each state of the rule. */
  look(rule: Rule): void {
    const { id, name, says, query, server, cooldownMs, timing, onlyIf, maxPerHour } = rule;
    const counted = JSON.stringify([id, query, server, cooldownMs, timing, onlyIf, maxPerHour, name === '']);
    const key = JSON.stringify([counted, name, says]);
    if (key === this.#asked) return;
    const isFirst = this.#asked === '';
    this.#asked = key;
    if (counted !== this.#counted) {
      this.facts = null;
      this.day = null;
      this.week = null;
    }
    this.#counted = counted;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (rule.query === '' || rule.name === '') return;
    this.#timer = setTimeout(
      () => {
        this.#read(rule, key).catch(() => {
          // Without an answer the rule can still be saved; main reports its own errors.
        });
      },
      isFirst ? 0 : ASK_AFTER_MS,
    );
  }

  async #read(rule: Rule, key: string): Promise<void> {
    await this.#try(rule, 1, key, (day) => {
      this.day = day;
    });
    if (key !== this.#asked) return;
    const facts = await bridge().readRuleFacts(rule);
    if (key !== this.#asked) return;
    this.facts = facts;
    this.#host.requestUpdate();
    if (this.day === null) return;
    await this.#try(rule, 7, key, (week) => {
      this.week = week;
    });
  }

  /** Shows what was found so far, until all was checked or the rule is another. */
  async #try(rule: Rule, days: 1 | 7, key: string, show: (found: BackTest | null) => void): Promise<void> {
    for (;;) {
      const found = await bridge().tryRule(rule, days);
      if (key !== this.#asked) return;
      show(found);
      this.#host.requestUpdate();
      if (typeof found?.checkedUntil !== 'number') return;
    }
  }
}
