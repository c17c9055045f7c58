const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number that a text is as a whole, `null` for anything else: `21.5`, `-3`, `1e3`; not `0x10`, ` 5` or `Infinity`. */
export function toNumber(text: string): number | null {
  if (!NUMBER.test(text)) return null;
  const number = Number(text);
  // Adding zero turns -0 into 0.
  return Number.isFinite(number) ? number + 0 : null;
}
