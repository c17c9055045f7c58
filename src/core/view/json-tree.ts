import { isWireRecord } from '../events/read-field.ts';
import { formatPath, type JsonPath, type PathStep } from '../events/json-path.ts';
import { toJsonText } from '../events/json-text.ts';
import { clampText, stripUnsafe } from '../events/text.ts';

export type JsonKind = 'string' | 'number' | 'literal' | 'list' | 'object';

/** A line of a JSON tree, ready to draw. */
export interface JsonLine {
  /** The path as text: unique within the tree. Empty for the root, which has no line. */
  readonly id: string;
  readonly path: JsonPath;
  /** 1 for the root's members. */
  readonly level: number;
  /** Position among its siblings from 1, and their number. */
  readonly place: number;
  readonly siblings: number;
  readonly label: string;
  readonly kind: JsonKind;
  /** The value in JSON, or how much is in it; one safe line. */
  readonly text: string;
  /** `null` if the line can't be opened. */
  readonly open: boolean | null;
}

/** Most lines; further ones are counted, not drawn. The raw text has them all. */
export const MAX_JSON_LINES = 2_000;
const MAX_VALUE_CHARS = 2_000;
const MAX_LABEL_CHARS = 120;

/** The lines of a tree in which the members at some paths are open. `left` counts those that are not drawn. */
export function toJsonLines(
  root: unknown,
  isOpen: (path: string) => boolean,
): { readonly lines: readonly JsonLine[]; readonly left: number } {
  const lines: JsonLine[] = [];
  let left = 0;

  function visit(value: unknown, path: JsonPath): void {
    const members = membersOf(value);
    members.forEach(([step, member], place) => {
      if (lines.length >= MAX_JSON_LINES) {
        left += 1;
        return;
      }
      const memberPath = [...path, step];
      const id = formatPath(memberPath);
      const open = membersOf(member).length === 0 ? null : isOpen(id);
      lines.push({
        id,
        path: memberPath,
        level: memberPath.length,
        place: place + 1,
        siblings: members.length,
        label: clampText(stripUnsafe(String(step)), MAX_LABEL_CHARS),
        kind: kindOf(member),
        text: textOf(member),
        open,
      });
      if (open === true) visit(member, memberPath);
    });
  }

  visit(root, []);
  return { lines, left };
}

/** Paths that are open at first: the event, its data, and the states with their attributes. */
export function isOpenAtFirst(path: string): boolean {
  return /^data(?:\.(?:new_state|service_data|target)(?:\.attributes)?)?$/.test(path);
}

function membersOf(value: unknown): readonly (readonly [PathStep, unknown])[] {
  if (Array.isArray(value)) return value.map((item: unknown, place) => [place, item] as const);
  return isWireRecord(value) ? Object.entries(value) : [];
}

function kindOf(value: unknown): JsonKind {
  if (Array.isArray(value)) return 'list';
  if (isWireRecord(value)) return 'object';
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'number' : 'literal';
}

function textOf(value: unknown): string {
  const count = membersOf(value).length;
  if (Array.isArray(value)) return count === 0 ? '[]' : `${String(count)} ${count === 1 ? 'item' : 'items'}`;
  if (isWireRecord(value)) return count === 0 ? '{}' : `${String(count)} ${count === 1 ? 'key' : 'keys'}`;
  return clampText(
    stripUnsafe(typeof value === 'number' ? String(value) : toJsonText(value)),
    MAX_VALUE_CHARS,
  );
}
