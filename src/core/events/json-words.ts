/** JSON text of any decoded value, in which `NaN` and the infinities keep their names. Keys in their order. */
export function toJsonText(value: unknown): string {
  return (
    JSON.stringify(value, (_key, each: unknown) =>
      typeof each === 'number' && !Number.isFinite(each) ? String(each) : each,
    ) ?? ''
  );
}
