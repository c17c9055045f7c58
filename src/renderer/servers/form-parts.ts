import { html, type TemplateResult } from 'lit';
import type { CredentialKind } from '../../core/servers/credential.ts';
import type { ServerColour } from '../../core/servers/profile.ts';
import { textOf } from '../parts/field.ts';
import { radioCards } from '../parts/radio-cards.ts';
import { CREDENTIAL_KINDS, TOKEN_STEPS } from './credential-kinds.ts';
import { COLOURS } from './server-draft.ts';

/** The six colours as round radio buttons. */
export function colourSwatches(
  chosen: ServerColour,
  onChoose: (colour: ServerColour) => void,
): TemplateResult {
  return html`<fieldset class="field">
    <legend class="label">Colour</legend>
    <div class="swatches">
      ${COLOURS.map(
        (colour) =>
          html`<input
            type="radio"
            name="colour"
            .style=${`--swatch:var(--s-${colour})`}
            aria-label=${colour}
            title=${colour}
            .checked=${chosen === colour}
            @change=${() => onChoose(colour)}
          />`,
      )}
    </div>
  </fieldset>`;
}

/** The credential kinds with their explanations. */
export function kindChoice(chosen: CredentialKind, onChoose: (kind: CredentialKind) => void): TemplateResult {
  const cards = CREDENTIAL_KINDS.map(({ kind, name, explanation }) => [kind, name, explanation] as const);
  return html`<fieldset>
    <legend class="label">Sign-in</legend>
    <div class="kinds">${radioCards('kind', cards, chosen, onChoose)}</div>
  </fieldset>`;
}

/** How to make a token, in three steps. */
export function tokenSteps(open: boolean): TemplateResult {
  return html`<details ?open=${open}>
    <summary>How to make a token</summary>
    <ol>
      ${TOKEN_STEPS.map((step) => html`<li>${step}</li>`)}
    </ol>
  </details>`;
}

/** Which event types the server is asked for. */
export function typeRestriction(
  restrict: readonly string[],
  onChange: (restrict: readonly string[]) => void,
): TemplateResult {
  return html`<div class="field">
    <label class="label" for="restrict">Only these event types (leave empty for all)</label>
    <input
      id="restrict"
      type="text"
      placeholder="state_changed, call_service"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      aria-describedby="restrict-hint"
      .value=${restrict.join(', ')}
      @change=${(event: Event) =>
        onChange([
          ...new Set(
            textOf(event)
              .split(/[\s,]+/)
              .filter(Boolean),
          ),
        ])}
    />
    <p class="hint" id="restrict-hint">
      The server then sends nothing else. Names must match exactly, with capitals and without wildcards.
    </p>
  </div>`;
}
