import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DestinationView } from '../../core/ipc/overview.ts';
import { describePicture, describeSendTo, describeSound } from '../../core/rules/also-words.ts';
import type { HomeThing } from '../../core/rules/home-things.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { foldStyles, OpenFolds } from './fold-part.ts';
import type { PartChange } from './rule-draft.ts';
import './rule-picture.ts';
import './rule-send-to.ts';
import './rule-sound.ts';

/** What a rule does besides its words: sound, picture, and where it is sent. Fires `pl-part`. */
@customElement('pl-rule-also')
export class RuleAlso extends LitElement {
  static override styles = [
    base,
    fields,
    foldStyles,
    css`
      :host {
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) accessor rule!: Rule;
  @property({ attribute: false }) accessor things: readonly HomeThing[] = [];
  @property({ attribute: false }) accessor homes: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) accessor destinations: readonly DestinationView[] = [];

  readonly #open = new OpenFolds(this);

  #change(change: PartChange): void {
    this.dispatchEvent(new CustomEvent<PartChange>('pl-part', { detail: change }));
  }

  protected override render(): unknown {
    const { rule, things, homes, destinations } = this;
    const sound = (): unknown =>
      html`<pl-rule-sound
        .rule=${rule}
        @pl-sound=${({ detail }: CustomEvent<Rule['sound'] | null>) => this.#change({ sound: detail ?? null })}
      ></pl-rule-sound>`;
    const picture = (): unknown =>
      html`<pl-rule-picture
        .shows=${rule.shows}
        .things=${things}
        .homes=${homes}
        @pl-picture=${({ detail }: CustomEvent<string | null>) => this.#change({ shows: detail })}
      ></pl-rule-picture>`;
    const sendTo = (): unknown =>
      html`<pl-rule-send-to
        .chosen=${rule.sendTo ?? []}
        .destinations=${destinations}
        @pl-send-to=${({ detail }: CustomEvent<readonly string[]>) =>
          this.#change({ sendTo: detail.length === 0 ? null : detail })}
      ></pl-rule-send-to>`;
    return html`${this.#open.part('Sound', describeSound(rule), sound)}
    ${this.#open.part('Picture', describePicture(rule, things, homes), picture)}
    ${this.#open.part('Also send to', describeSendTo(rule, destinations), sendTo)}`;
  }
}
