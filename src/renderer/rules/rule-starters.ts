import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BackTest } from '../../core/rules/back-test.ts';
import type { HomeThing } from '../../core/rules/home-things.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { describeRule } from '../../core/rules/rule-words.ts';
import { withoutKept, type Starter } from '../../core/rules/starters.ts';
import { describeStarterCount } from '../../core/view/trial-words.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { ruleOfStarter } from './rule-draft.ts';

/** Rules for the things that a home has, each kept by one click, with how often it would have told. */
@customElement('pl-rule-starters')
export class RuleStarters extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      .all {
        padding: 12px 18px 14px;
        border-top: 1px solid var(--line);
      }
      h3 {
        font-size: 13px;
        font-weight: 650;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding: 7px 0;
      }
      .what {
        flex: 1 1 200px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      code {
        white-space: pre-wrap;
      }
      .bad {
        color: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) accessor things: readonly HomeThing[] = [];
  @property({ attribute: false }) accessor starters: readonly Starter[] = [];
  @property({ attribute: false }) accessor rules: readonly Rule[] = [];
  /** By the key of a starter. */
  @state() accessor counts: ReadonlyMap<string, BackTest> = new Map();
  @state() accessor refusal = '';
  #shown: readonly Starter[] = [];
  readonly #asked = new Set<string>();
  #counting: Promise<unknown> = Promise.resolve();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('starters') && !changed.has('rules')) return;
    this.#shown = withoutKept(this.starters, this.rules);
    for (const starter of this.#shown) {
      if (this.#asked.has(starter.key)) continue;
      this.#asked.add(starter.key);
      // One after another: each reads a week.
      this.#counting = this.#counting.then(() => this.#count(starter)).catch(() => undefined);
    }
  }

  async #count(starter: Starter): Promise<void> {
    while (this.isConnected) {
      const week = await bridge().tryRule(ruleOfStarter(starter), 7);
      if (week === null) return;
      this.counts = new Map(this.counts).set(starter.key, week);
      if (week.checkedUntil === null) return;
    }
  }

  async #keep(starter: Starter): Promise<void> {
    this.refusal = (await bridge().saveRule(ruleOfStarter(starter))) ?? '';
  }

  protected override render(): unknown {
    if (this.#shown.length === 0) return nothing;
    return html`<section class="all" aria-labelledby="starters">
      <h3 id="starters">For your home</h3>
      <ul>
        ${repeat(
          this.#shown,
          ({ key }) => key,
          (starter) => {
            const rule = ruleOfStarter(starter);
            const count = describeStarterCount(this.counts.get(starter.key) ?? null);
            return html`<li>
              <div class="what">
                <p>${starter.name}</p>
                <p class="hint">
                  ${describeRule(rule, null, this.things)}${count === '' ? '' : ` ${count}.`}
                </p>
                ${
                  starter.needs === undefined
                    ? nothing
                    : html`<p class="hint">
                        Home Assistant tells of it only with <code>${starter.needs}</code> in its
                        configuration.
                      </p>`
                }
              </div>
              <button
                class="btn small"
                aria-label=${`Add the rule: ${starter.name}`}
                @click=${() => ask(this.#keep(starter))}
              >
                ${icons.plus(13)}Add
              </button>
            </li>`;
          },
        )}
      </ul>
      <p class="bad" role="status">${this.refusal}</p>
    </section>`;
  }
}
