import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RequestAnswer } from '../../core/ipc/table.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { bridge } from '../state/bridge.ts';

/** Delay after a key, so that fast typing does not ask for every letter. */
const ASK_AFTER_MS = 250;

/** Asks what a rule would say of its newest match, and again when it changes. Only the newest question is answered. */
export class RulePreviewFeed implements ReactiveController {
  /** `undefined` until there is an answer. */
  preview: RequestAnswer<'previewRule'> | undefined = undefined;
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

  /** Call it with each state of the rule. The earlier answer stays until there is another one. */
  look(rule: Rule): void {
    const key = JSON.stringify(rule);
    if (key === this.#asked) return;
    const isFirst = this.#asked === '';
    this.#asked = key;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (rule.query === '' || rule.name === '') return;
    this.#timer = setTimeout(
      () => {
        this.#read(rule, key).catch(() => {
          // The rule is what it is without an example.
        });
      },
      isFirst ? 0 : ASK_AFTER_MS,
    );
  }

  async #read(rule: Rule, key: string): Promise<void> {
    const preview = await bridge().previewRule(rule);
    if (key !== this.#asked) return;
    this.preview = preview;
    this.#host.requestUpdate();
  }
}
