/** JSON text of any decoded value, in which `NaN` and the infinities keep their names, quoted. */
export function toJsonText(value: unknown): string {
  const text: string | undefined = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'number' && !Number.isFinite(each) ? String(each) : each,
  );
  return text ?? '';
}
