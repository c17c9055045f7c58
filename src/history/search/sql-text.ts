/** Values of queries go into the text of a statement, since nobody knows beforehand how many there are. */
export function quote(text: string): string {
  // Whatever is not plain ASCII is written as its bytes, so that no character can end the text.
  return /^[\x20-\x7e]*$/.test(text)
    ? `'${text.replaceAll("'", "''")}'`
    : `CAST(x'${Buffer.from(text).toString('hex')}' AS TEXT)`;
}

export function quoteBytes(value: Uint8Array | string): string {
  return typeof value === 'string' ? quote(value) : `x'${Buffer.from(value).toString('hex')}'`;
}

/** `column IN (1, 2)`, as 0 or 1 also where the column is empty. */
export function isOneOf(column: string, values: readonly number[]): string {
  if (values.length === 0) return '0';
  return `coalesce(${column} IN (${values.join(',')}), 0)`;
}
