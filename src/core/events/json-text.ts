/** JSON text of any decoded value, in which `NaN` and the infinities keep their names, quoted. Empty for none. */
export function toJsonText(value: unknown): string {
  if (value === undefined) return '';
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'number' && !Number.isFinite(each) ? String(each) : each,
  );
}
