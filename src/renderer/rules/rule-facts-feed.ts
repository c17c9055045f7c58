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
  /** The last seven days; asked after the last day, which takes less time. */
  week: BackTest | null = null;
  readonly #host: ReactiveControllerHost;
  #asked = '';
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
    const { id, query, server, cooldownMs, timing, onlyIf, maxPerHour } = rule;
    const key = JSON.stringify([id, query, server, cooldownMs, timing, onlyIf, maxPerHour, rule.name === '']);
    if (key === this.#asked) return;
    const isFirst = this.#asked === '';
    this.#asked = key;
    this.facts = null;
    this.week = null;
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
    const facts = await bridge().readRuleFacts(rule);
    if (key !== this.#asked) return;
    this.facts = facts;
    this.#host.requestUpdate();
    if (facts.lastDay === null) return;
    const week = await bridge().tryRule(rule, 7);
    if (key !== this.#asked) return;
    this.week = week;
    this.#host.requestUpdate();
  }
}
