import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RuleFacts } from '../../core/rules/refuse-rule.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { bridge } from '../state/bridge.ts';

/** Delay after a key, so that fast typing does not ask for every letter. */
const ASK_AFTER_MS = 250;

/** Asks what a rule would do, and again when it changes. Only the newest question is answered. */
export class RuleFactsFeed implements ReactiveController {
  /** `null` until there is an answer about the rule as it is. */
  facts: RuleFacts | null = null;
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
    const key = JSON.stringify([rule.id, rule.query, rule.server, rule.cooldownMs, rule.name === '']);
    if (key === this.#asked) return;
    const isFirst = this.#asked === '';
    this.#asked = key;
    this.facts = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (rule.query === '' || rule.name === '') return;
    this.#timer = setTimeout(
      () => {
        bridge()
          .readRuleFacts(rule)
          .then(
            (facts) => {
              if (key !== this.#asked) return;
              this.facts = facts;
              this.#host.requestUpdate();
            },
            () => {
              // Without an answer the rule can still be saved; main reports its own errors.
            },
          );
      },
      isFirst ? 0 : ASK_AFTER_MS,
    );
  }
}
