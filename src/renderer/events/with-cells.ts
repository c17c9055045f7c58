import type { TemplateResult } from 'lit';
import type { ColumnName } from '../../core/view/columns.ts';

/** Where the cells go in the template of a row: after its last value. */
const PLACE = '<!--cells-->';

const made = new WeakMap<readonly ColumnName[], TemplateStringsArray>();

/**
 * A row and its cells as one template, so that cells in any order cost no more than cells written down in it: as a list of
 * values each of them would cost a part and a comment of its own, for every row. Lit keeps one template for one array of
 * strings, so they are joined once for each array of columns.
 *
 * @param row a template with `<!--cells-->` behind its last value. The same for the same columns.
 */
export function withCells(
  row: TemplateResult<1>,
  columns: readonly ColumnName[],
  cellOf: (name: ColumnName) => TemplateResult<1>,
): TemplateResult<1> {
  const cells = columns.map(cellOf);
  const strings = made.get(columns) ?? joinStrings(row, cells);
  made.set(columns, strings);
  return { ...row, strings, values: [...row.values, ...cells.flatMap(({ values }) => values)] };
}

/** Where two templates meet, the last string of one and the first of the other are one string. */
function joinStrings(row: TemplateResult<1>, cells: readonly TemplateResult<1>[]): TemplateStringsArray {
  const [before = '', after = ''] = row.strings.at(-1)?.split(PLACE) ?? [];
  const joined = [...row.strings.slice(0, -1), before];
  for (const strings of [...cells.map((cell) => cell.strings), [after]]) {
    const [first = '', ...rest] = strings;
    joined.push((joined.pop() ?? '') + first, ...rest);
  }
  return Object.assign(joined, { raw: joined });
}
