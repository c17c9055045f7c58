import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pictureChoices } from '../../core/rules/also-words.ts';
import type { HomeThing } from '../../core/rules/home-things.ts';
import { choice } from '../parts/field.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';

/** The camera whose picture a notification shows. Fires `pl-picture` with its entity id, or `null`. */
@customElement('pl-rule-picture')
export class RulePicture extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        gap: 6px;
      }
    `,
  ];

  @property() accessor shows: string | undefined;
  @property({ attribute: false }) accessor things: readonly HomeThing[] = [];
  @property({ attribute: false }) accessor homes: ReadonlyMap<string, string> = new Map();

  protected override render(): unknown {
    const offered = pictureChoices(this.things, this.shows, this.homes);
    if (offered.length === 1) return html`<p class="hint">No camera was seen so far.</p>`;
    return html`${choice({
        id: 'picture',
        label: 'Picture of',
        options: offered,
        chosen: this.shows ?? '',
        onChoose: (entity) =>
          this.dispatchEvent(
            new CustomEvent<string | null>('pl-picture', { detail: entity === '' ? null : entity }),
          ),
      })}
      <p class="hint">
        The notification shows what the camera sees at that moment. The picture is not kept. Without one, the
        notification comes all the same.
      </p>`;
  }
}
