import type { Row } from '../events/row.ts';
import { domainOf, isEntityId } from '../events/entity-name.ts';
import { clampText } from '../events/text.ts';
import type { Facet } from '../query/ast.ts';
import type { Place } from '../registry/registry.ts';
import type { ColumnName } from './columns.ts';
import { isOwnRow, shownTypeOf } from './row-kind.ts';
import { describeStretch } from './time-axis.ts';

/** What a cell of the log stands for in a query. */
export type CellTerm =
  | { readonly kind: 'facet'; readonly facet: Facet | Place; readonly value: string; readonly label: string }
  /** Words that stand side by side in an event. */
  | { readonly kind: 'words'; readonly value: string; readonly label: string }
  /** Epoch ms, `to` excluded. */
  | { readonly kind: 'time'; readonly from: number; readonly to: number; readonly label: string };

const MINUTE_MS = 60_000;
/** Events whose subject is a service. */
const SERVICE_TYPES: ReadonlySet<string> = new Set(['call_service', 'service_registered', 'service_removed']);
/** As much of a sentence as tells it from others. */
const MAX_PHRASE_CHARS = 80;
/** Longest text of a menu item. */
const MAX_LABEL_CHARS = 48;

export interface CellFacts {
  /** As its owner named it. */
  readonly serverName: string;
  /** Epoch ms. */
  readonly now: number;
}

/** What the cell of a row stands for; `null` where it is empty. */
export function toCellTerm(row: Row, column: ColumnName, { serverName, now }: CellFacts): CellTerm | null {
  switch (column) {
    case 'time': {
      const from = Math.floor(row.at / MINUTE_MS) * MINUTE_MS;
      return {
        kind: 'time',
        from,
        to: from + MINUTE_MS,
        label: describeStretch(from, from + MINUTE_MS, now),
      };
    }
    case 'server':
      return facet('server', serverName === '' ? row.serverId : serverName);
    case 'type':
      return isOwnRow(row) ? facet('kind', row.kind) : facet('type', shownTypeOf(row));
    case 'icon':
      return facet('domain', domainOf(row.target ?? row.subject));
    case 'by':
      if (row.run !== undefined) return facet('entity', row.run);
      return row.by === undefined ? facet('user', row.user ?? '') : facet('person', row.by);
    case 'thing':
      return row.target === undefined ? subjectTerm(row) : facet('entity', row.target);
    case 'subject':
      return subjectTerm(row);
    case 'text':
      return isOwnRow(row) ? facet('kind', row.kind) : phrase(row.text);
    case 'origin':
      return facet('origin', row.origin.toLowerCase());
  }
}

/** The entity that a row is about, else `null`. */
export function entityOf(row: Row): string | null {
  return isEntityId(row.subject) && !SERVICE_TYPES.has(row.type) ? row.subject : null;
}

function subjectTerm(row: Row): CellTerm | null {
  const { subject, type } = row;
  if (SERVICE_TYPES.has(type)) return facet('service', subject);
  return entityOf(row) === null ? phrase(subject) : facet('entity', subject);
}

function facet(name: Facet | Place, value: string): CellTerm | null {
  return value === ''
    ? null
    : { kind: 'facet', facet: name, value, label: clampText(value, MAX_LABEL_CHARS) };
}

/** A text without a letter or a digit can't be looked for. */
function phrase(text: string): CellTerm | null {
  const value = shortenAtWord(text);
  if (!/[\p{L}\p{N}]/u.test(value)) return null;
  return { kind: 'words', value, label: `"${clampText(value, MAX_LABEL_CHARS)}"` };
}

/** A half word would find nothing. */
function shortenAtWord(text: string): string {
  const line = text.replace(/…$/u, '').replace(/\s+/gu, ' ').trim();
  if (line.length <= MAX_PHRASE_CHARS) return line;
  const cut = line.slice(0, MAX_PHRASE_CHARS + 1);
  const end = cut.lastIndexOf(' ');
  return end > 0 ? cut.slice(0, end) : line.slice(0, MAX_PHRASE_CHARS);
}
