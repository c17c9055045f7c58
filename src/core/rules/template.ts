import { toLine } from '../events/text.ts';

/** What a template may name, with what it stands for. `attribute` and `data` are followed by what is in them. */
export const TEMPLATE_NAMES = [
  ['what', 'What happened: Front door opened'],
  ['name', 'The thing: Front door'],
  ['to', 'What it is now, with its unit: open, 21.3 °C'],
  ['from', 'What it was before'],
  ['room', 'The room of the thing'],
  ['floor', 'The floor of that room'],
  ['device', 'The device of the thing'],
  ['by', 'Who did it, where that is known'],
  ['time', 'When it happened: 14:05'],
  ['since', 'Since when it is so: 14:05'],
  ['duration', 'For how long it is so: 10 min'],
  ['count', 'How often it happened'],
  ['entity', 'The entity id: light.hall'],
  ['type', 'The event type: state_changed'],
  ['server', 'The home'],
  ['rule', 'The name of this rule'],
  ['attribute.', 'An attribute: attribute.battery_level'],
  ['data.', 'What the event has: data.command'],
] as const;

type Listed = (typeof TEMPLATE_NAMES)[number][0];
/** A name of the list, or another word for one. */
export type TemplateName = Exclude<Listed, `${string}.`> | 'attribute' | 'data';

/** Other words for names of the list. */
const ALIASES: ReadonlyMap<string, TemplateName> = new Map([
  ['area', 'room'],
  ['state', 'to'],
]);
const WITH_PATH: ReadonlySet<string> = new Set(['attribute', 'data']);
const PLAIN: ReadonlySet<string> = new Set(
  TEMPLATE_NAMES.map(([name]) => name).filter((name) => !name.endsWith('.')),
);

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'name';
      readonly name: TemplateName;
      /** What is meant in `attribute` and `data`; empty for the other names. */
      readonly path: readonly string[];
      /** What is said where there is no value. */
      readonly otherwise: string;
    };

/** What is wrong in a template, as a sentence, and the UTF-16 position of it. */
export interface TemplateError {
  readonly message: string;
  readonly at: number;
}

export type ParsedTemplate =
  | { readonly ok: true; readonly parts: readonly TemplatePart[] }
  | { readonly ok: false; readonly error: TemplateError };

/** What people who know the templates of Home Assistant may write. */
const FILTER = /^(?:\w+\(|(?:default|float|int|lower|round|string|title|upper)$)/;
/** Most names in one template, steps of a path, and characters of a step and of one value. */
const MAX_NAMES = 30;
const MAX_STEPS = 8;
const MAX_STEP_CHARS = 64;
const MAX_VALUE_CHARS = 300;

/**
 * Reads a template: text with names in it, as `{{name}} is {{to}}`, or with what is said where there is no value, as
 * `{{by|Somebody}}`. That is all there is: it calculates nothing, calls nothing and repeats nothing.
 */
export function parseTemplate(template: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (;;) {
    const open = template.indexOf('{{', at);
    const text = template.slice(at, open === -1 ? undefined : open);
    const stray = findStray(text);
    if (stray !== null) return fail(at + stray.at, stray.message);
    if (text !== '') parts.push({ kind: 'text', text });
    if (open === -1) return { ok: true, parts };
    const close = template.indexOf('}}', open + 2);
    if (close === -1) return fail(open, 'This {{ has no }} after it.');
    const read = readName(template.slice(open + 2, close));
    if (typeof read === 'string') return fail(open + 2, read);
    if (parts.filter(({ kind }) => kind === 'name').length === MAX_NAMES)
      return fail(open, `A text has at most ${String(MAX_NAMES)} names.`);
    parts.push(read);
    at = close + 2;
  }
}

/** "character 12: this {{ has no }} after it." */
export function describeTemplateError({ message, at }: TemplateError): string {
  return `character ${String(at + 1)}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

/**
 * Puts values in the places of their names. A value is put in as it is, also where it looks like a name itself. The result is
 * one safe line.
 *
 * @param read the value of a name; empty where it has none
 * @param maxChars code points of the result
 */
export function fillTemplate(
  parts: readonly TemplatePart[],
  read: (name: TemplateName, path: readonly string[]) => string,
  maxChars: number,
): string {
  const texts = parts.map((part) =>
    part.kind === 'text' ? part.text : toLine(read(part.name, part.path), MAX_VALUE_CHARS) || part.otherwise,
  );
  return toLine(texts.join(''), maxChars);
}

function fail(at: number, message: string): ParsedTemplate {
  return { ok: false, error: { message, at } };
}

/** What looks like the template language of Home Assistant, or like half of a name. */
function findStray(text: string): TemplateError | null {
  const block = /\{[%#]/.exec(text);
  if (block !== null)
    return { at: block.index, message: 'There are no blocks here, only names such as {{name}}.' };
  const close = text.indexOf('}}');
  return close === -1 ? null : { at: close, message: 'This }} has no {{ before it.' };
}

/** A name and what stands for it, or why it is none. */
function readName(inner: string): TemplatePart | string {
  if (inner.includes('{')) return 'A name has no other name inside.';
  const bar = inner.indexOf('|');
  const words = (bar === -1 ? inner : inner.slice(0, bar)).trim();
  const otherwise = bar === -1 ? '' : inner.slice(bar + 1).trim();
  if (otherwise.includes('|') || FILTER.test(otherwise))
    return 'There are no filters here. After | comes the text for where there is no value: {{by|Somebody}}.';
  const [first = '', ...path] = words.split('.');
  const name = toName(first, path);
  if (typeof name !== 'string') return name.message;
  return { kind: 'name', name, path, otherwise };
}

function toName(first: string, path: readonly string[]): TemplateName | { readonly message: string } {
  if (first === '') return { message: 'A name is missing between {{ and }}.' };
  const name = ALIASES.get(first) ?? first;
  if (!isName(name)) {
    const shown = toLine(first, 30);
    return { message: `There is no name “${shown}”. Choose one from the list, such as name, to or room.` };
  }
  if (!WITH_PATH.has(name))
    return path.length === 0 ? name : { message: `${first} has nothing inside. Leave out what follows it.` };
  const isPath =
    path.length > 0 &&
    path.length <= MAX_STEPS &&
    path.every((step) => step.trim() !== '' && step.length <= MAX_STEP_CHARS);
  return isPath
    ? name
    : {
        message: `Say which ${name}, such as ${name === 'data' ? 'data.command' : 'attribute.battery_level'}.`,
      };
}

function isName(name: string): name is TemplateName {
  return PLAIN.has(name) || WITH_PATH.has(name);
}
