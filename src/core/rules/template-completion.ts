import { TEMPLATE_NAMES } from './template.ts';

/** Names that fit at a caret. `from` and `to` are the UTF-16 positions of the text that one of them replaces. */
export interface TemplateCompletion {
  readonly from: number;
  readonly to: number;
  /** The name as in the list, and what it stands for. */
  readonly names: readonly (readonly [name: string, words: string])[];
}

/**
 * What can be inserted at a caret: names that begin so or mean so, where one is being typed.
 *
 * @param isAsked offers all names elsewhere too
 */
export function completeTemplate(text: string, caret: number, isAsked: boolean): TemplateCompletion | null {
  const open = text.slice(0, caret).lastIndexOf('{{');
  const typed = text.slice(open + 2, caret);
  if (open === -1 || /[}|]/.test(typed)) {
    return isAsked ? { from: caret, to: caret, names: TEMPLATE_NAMES } : null;
  }
  const prefix = typed.trim().toLowerCase();
  const begin = TEMPLATE_NAMES.filter(([name]) => name.startsWith(prefix));
  const mean = TEMPLATE_NAMES.filter(
    ([name, words]) => !name.startsWith(prefix) && ` ${words.toLowerCase()}`.includes(` ${prefix}`),
  );
  const rest = /^[\w.]*(?:\s*\}\})?/.exec(text.slice(caret))?.[0] ?? '';
  return { from: open, to: caret + rest.length, names: [...begin, ...mean] };
}

/** The text and the caret after a name was inserted. What is in `attribute` or `data` is still to be typed. */
export function takeName(
  text: string,
  { from, to }: Pick<TemplateCompletion, 'from' | 'to'>,
  name: string,
): { readonly text: string; readonly caret: number } {
  const inserted = `{{${name}}}`;
  const end = from + inserted.length;
  return {
    text: text.slice(0, from) + inserted + text.slice(to),
    caret: name.endsWith('.') ? end - 2 : end,
  };
}
