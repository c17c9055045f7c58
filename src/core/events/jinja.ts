import type { HaEvent } from './event.ts';
import type { JsonPath, PathStep } from './json-path.ts';
import { toStateChange } from './state-change.ts';

/** Methods of Python's dict: `data.items` would be the method, not the member of that name. */
const METHODS: ReadonlySet<string> = new Set([
  'clear',
  'copy',
  'fromkeys',
  'get',
  'items',
  'keys',
  'pop',
  'popitem',
  'setdefault',
  'update',
  'values',
]);

/** Words that Jinja does not read as a name. https://jinja.palletsprojects.com/en/stable/templates/ */
const RESERVED: ReadonlySet<string> = new Set(['and', 'else', 'if', 'in', 'is', 'not', 'or']);

/**
 * A template for the value at a path of an event. The present state of an entity comes from `states`, so it works in
 * any template; other values exist only in the trigger of an automation.
 * https://www.home-assistant.io/docs/configuration/templating/ and …/docs/automation/templating/
 */
export function toJinja(event: HaEvent, path: JsonPath): string {
  const change = toStateChange(event);
  return `{{ ${(change === null ? null : stateExpression(change.entityId, path)) ?? triggerExpression(path)} }}`;
}

function stateExpression(entityId: string, [root, side, member, ...rest]: JsonPath): string | null {
  if (root !== 'data') return null;
  if (side === 'entity_id') return 'trigger.entity_id';
  if (side === 'old_state')
    return `trigger.from_state${member === undefined ? '' : subscript([member, ...rest])}`;
  if (side !== 'new_state') return null;
  const [attribute, ...below] = rest;
  if (member === undefined) return 'trigger.to_state';
  if (member === 'state') return `states(${quote(entityId)})`;
  if (member === 'attributes' && attribute !== undefined)
    return `state_attr(${quote(entityId)}, ${quote(String(attribute))})${subscript(below)}`;
  return `trigger.to_state${subscript([member, ...rest])}`;
}

function triggerExpression(path: JsonPath): string {
  return `trigger.event${subscript(path)}`;
}

function subscript(path: readonly PathStep[]): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `[${String(step)}]`;
      const isName = /^[A-Za-z_][A-Za-z0-9_]*$/.test(step) && !METHODS.has(step) && !RESERVED.has(step);
      return isName ? `.${step}` : `[${quote(step)}]`;
    })
    .join('');
}

/** A text of Jinja: single quotes, and Python's escapes. */
function quote(text: string): string {
  const escaped = text
    .replace(/[\\']/g, (sign) => `\\${sign}`)
    .replace(/\n/g, '\\n')
    // Invisible characters, as Python escapes them.
    .replace(/[\p{Cc}\u2028\u2029]/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `'${escaped}'`;
}
