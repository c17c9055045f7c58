import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { entitiesIn, MAX_ASKED, type HomeFacts, type HomeQuestion } from '../../core/rules/home-facts.ts';
import type { HomeThing } from '../../core/rules/home-things.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { bridge } from '../state/bridge.ts';

/** What the homes have, as far as some rules need it. A form or list says which rules with each of its states. */
export class HomeThingsFeed implements ReactiveController {
  facts: HomeFacts = { things: [], places: [], starters: [] };
  readonly #host: ReactiveControllerHost;
  /** Chosen a moment ago, before there is an answer about them. */
  #chosen: readonly HomeThing[] = [];
  #asked = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asked = '';
  }

  get things(): readonly HomeThing[] {
    return this.#chosen.length === 0 ? this.facts.things : [...this.facts.things, ...this.#chosen];
  }

  /** Things that came with a chosen option. */
  note(things: readonly HomeThing[]): void {
    this.#chosen = things;
  }

  /** @param whose the rule whose things are to be known, and not only those that it names */
  look(rules: readonly Rule[], whose: Rule | null): void {
    const question: HomeQuestion = {
      entities: [...new Set(rules.flatMap(entitiesIn))].slice(0, MAX_ASKED),
      query: whose?.query ?? '',
      server: whose?.server ?? null,
    };
    const key = JSON.stringify(question);
    if (key === this.#asked) return;
    this.#asked = key;
    this.#read(question, key).catch(() => {
      // Without names, ids are shown; main reports its own errors.
    });
  }

  async #read(question: HomeQuestion, key: string): Promise<void> {
    const facts = await bridge().readHome({ ...question, entities: [...question.entities] });
    if (key !== this.#asked) return;
    this.facts = facts;
    this.#chosen = [];
    this.#host.requestUpdate();
  }
}
