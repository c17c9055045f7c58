const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;

/** Width of a text in CSS pixels, in the page's own typeface. `font` is weight and size: `600 12px`. */
export function measureText(text: string, font: string): number {
  const key = `${font} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return text.length * 8;
  context.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  const { width } = context.measureText(text);
  if (widths.size > 2_000) widths.clear();
  widths.set(key, width);
  return width;
}
