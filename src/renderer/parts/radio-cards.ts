import { html, type TemplateResult } from 'lit';

/** A choice, what it is called, and what it means. */
export type RadioCard<T> = readonly [value: T, title: string, hint: string];

/** Choices of which each needs a few words. Styled by `fields`. */
export function radioCards<T extends string>(
  name: string,
  cards: readonly RadioCard<T>[],
  chosen: T,
  onChoose: (value: T) => void,
): readonly TemplateResult[] {
  return cards.map(
    ([value, title, hint]) =>
      html`<label class="kind">
        <input type="radio" name=${name} .checked=${chosen === value} @change=${() => onChoose(value)} />
        <span>${title}</span><span class="hint">${hint}</span>
      </label>`,
  );
}
