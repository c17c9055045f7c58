/** Values of queries are written into the text of a statement, because their number varies. */
export function quote(text: string): string {
  // Text that is not plain ASCII is written as bytes, so that no character can end the string.
  return /^[\x20-\x7e]*$/.test(text)
    ? `'${text.replaceAll("'", "''")}'`
    : `CAST(x'${Buffer.from(text).toString('hex')}' AS TEXT)`;
}

export function quoteBytes(value: Uint8Array | string): string {
  return typeof value === 'string' ? quote(value) : `x'${Buffer.from(value).toString('hex')}'`;
}

/** `column IN (1, 2)`, as 0 or 1 also if the column is NULL. */
export function isOneOf(column: string, values: readonly number[]): string {
  if (values.length === 0) return '0';
  return `coalesce(${column} IN (${values.join(',')}), 0)`;
}
