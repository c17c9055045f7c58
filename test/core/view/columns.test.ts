import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnChoice } from '../../../src/core/settings/settings.ts';
import {
  minWidthOf,
  moveColumn,
  resizeColumn,
  showColumn,
  toChoices,
  toColumns,
  toGridTemplate,
  type Column,
} from '../../../src/core/view/columns.ts';

const names = (columns: readonly Column[]): readonly ColumnChoice['name'][] =>
  columns.map(({ name }) => name);
const shown = (columns: readonly Column[]): readonly string[] =>
  names(columns.filter((column) => column.shown));

describe('columns of the log', () => {
  it('are the usual ones where nothing was chosen', () => {
    const columns = toColumns([]);
    expect(shown(columns)).toEqual(['time', 'icon', 'thing', 'text', 'by']);
    expect(toGridTemplate(columns)).toBe(
      'minmax(72px, 98px) minmax(20px, 20px) minmax(80px, 260px) minmax(160px, 1fr) minmax(44px, 84px)',
    );
    expect(toChoices(columns)).toEqual([]);
  });

  it('leave room for the mark of a server beside the time', () => {
    expect(toGridTemplate(toColumns([]), 14)).toMatch(/^minmax\(72px, 112px\) minmax\(20px, 20px\)/);
  });

  it('keep the chosen order, and a column that the choice does not know waits hidden at its end', () => {
    const columns = toColumns([
      { name: 'text', shown: true, widthPx: null },
      { name: 'time', shown: true, widthPx: 120 },
    ]);
    expect(names(columns)).toEqual([
      'text',
      'time',
      'icon',
      'thing',
      'by',
      'server',
      'type',
      'subject',
      'origin',
    ]);
    expect(shown(columns)).toEqual(['text', 'time']);
  });

  it('drop names that are unknown or come twice', () => {
    const wild = [
      { name: 'colour', shown: true, widthPx: 50 },
      { name: 'type', shown: true, widthPx: 90 },
      { name: 'type', shown: false, widthPx: 300 },
    ] as unknown as readonly ColumnChoice[];
    const columns = toColumns(wild);
    expect(names(columns).filter((name) => name === 'type')).toHaveLength(1);
    expect(columns[0]).toMatchObject({ name: 'type', shown: true });
    expect(columns).toHaveLength(9);
  });

  it('are never all hidden', () => {
    const hidden = toColumns([]).map((column) => ({ ...column, shown: false }));
    expect(shown(toColumns(hidden))).toEqual(['text']);
    let columns = toColumns([]);
    for (const { name } of columns) columns = showColumn(columns, name, false);
    expect(shown(columns)).toHaveLength(1);
  });

  it('resize within bounds, and have their usual width again', () => {
    const columns = toColumns([]);
    const widthOf = (list: readonly Column[]): number | null | undefined =>
      list.find(({ name }) => name === 'type')?.widthPx;
    expect(widthOf(resizeColumn(columns, 'type', 200.4))).toBe(200);
    expect(widthOf(resizeColumn(columns, 'type', -5))).toBe(minWidthOf('type'));
    expect(widthOf(resizeColumn(columns, 'type', 1e9))).toBe(2_000);
    expect(widthOf(resizeColumn(resizeColumn(columns, 'type', 300), 'type', null))).toBe(156);
    expect(resizeColumn(columns, 'text', 300)).toEqual(columns);
  });

  it('move, and come back to being the usual ones', () => {
    const columns = toColumns([]);
    const moved = moveColumn(columns, 'origin', 0);
    expect(names(moved)).toEqual([
      'origin',
      'time',
      'icon',
      'thing',
      'text',
      'by',
      'server',
      'type',
      'subject',
    ]);
    expect(toChoices(moved)).toHaveLength(9);
    expect(toChoices(moveColumn(moved, 'origin', 99))).toEqual([]);
  });

  it('always fill the list, and survive being kept, whatever was chosen', () => {
    const choice = fc.record({
      name: fc.constantFrom(...names(toColumns([]))),
      shown: fc.boolean(),
      widthPx: fc.option(fc.integer({ min: -100, max: 5_000 }), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 9 }), (choices) => {
        const columns = toColumns(choices);
        expect(new Set(names(columns)).size).toBe(9);
        expect(columns.filter((column) => column.shown && column.widthPx === null)).toHaveLength(1);
        expect(toColumns(toChoices(columns))).toEqual(columns);
        expect(toGridTemplate(columns)).toContain('1fr');
      }),
    );
  });
});
