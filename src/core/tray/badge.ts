/** Rows of a bold digit, which stays readable when a panel makes the icon smaller. */
const GLYPHS: Readonly<Record<string, readonly string[]>> = {
  '1': ['..##..', '.###..', '####..', '..##..', '..##..', '..##..', '..##..', '..##..', '..##..'],
  '2': ['.####.', '##..##', '....##', '....##', '...##.', '..##..', '.##...', '##....', '######'],
  '3': ['.####.', '##..##', '....##', '....##', '..###.', '....##', '....##', '##..##', '.####.'],
  '4': ['....##', '...###', '..####', '.##.##', '##..##', '######', '######', '....##', '....##'],
  '5': ['######', '##....', '##....', '#####.', '....##', '....##', '....##', '##..##', '.####.'],
  '6': ['..###.', '.##...', '##....', '#####.', '##..##', '##..##', '##..##', '##..##', '.####.'],
  '7': ['######', '....##', '....##', '...##.', '...##.', '..##..', '..##..', '.##...', '.##...'],
  '8': ['.####.', '##..##', '##..##', '##..##', '.####.', '##..##', '##..##', '##..##', '.####.'],
  '9': ['.####.', '##..##', '##..##', '##..##', '.#####', '....##', '....##', '...##.', '.###..'],
  '+': ['......', '......', '..##..', '..##..', '######', '######', '..##..', '..##..', '......'],
};
const GLYPH = { width: 6, height: 9 };
const PADDING = 2;
const RING = 1;
/** Blue, green, red: white on it has a contrast of 5.6. */
const GROUND = [0x28, 0x28, 0xc6] as const;
/** The edge length for which the sizes above are. */
const USUAL_PX = 24;
/** Points in each direction by which the coverage of a pixel is measured. */
const SAMPLES = 4;

/** What an icon says of unread alerts: "", "3", "9+". */
export function badgeText(unread: number): string {
  if (unread <= 0) return '';
  return unread > 9 ? '9+' : String(unread);
}

/**
 * Draws a count into the lower right corner of a square icon, with a gap around it, so that it stands out on any picture and any
 * panel. A text that is empty leaves the icon as it is.
 *
 * @param bgra rows of blue, green, red and alpha, colours already times alpha
 * @param edge length in pixels
 * @returns a copy
 */
export function drawBadge(bgra: Uint8Array, edge: number, text: string): Uint8Array {
  const drawn = Uint8Array.from(bgra);
  if (text === '') return drawn;
  const unit = Math.max(1, Math.round(edge / USUAL_PX));
  const glyphs = Array.from(text).flatMap((each) => GLYPHS[each] ?? []);
  const count = glyphs.length / GLYPH.height;
  const height = (GLYPH.height + 2 * PADDING) * unit;
  const textWidth = (count * GLYPH.width + (count - 1)) * unit;
  const width = Math.max(height, textWidth + 2 * PADDING * unit);
  const [left, top] = [edge - width, edge - height];
  const textLeft = left + Math.floor((width - textWidth) / 2);
  const textTop = top + PADDING * unit;

  const isInk = (x: number, y: number): boolean => {
    const column = Math.floor((x - textLeft) / unit);
    const row = Math.floor((y - textTop) / unit);
    const place = Math.floor(column / (GLYPH.width + 1));
    if (column < 0 || row < 0 || row >= GLYPH.height || place >= count) return false;
    return glyphs[place * GLYPH.height + row]?.[column - place * (GLYPH.width + 1)] === '#';
  };

  for (let y = 0; y < edge; y += 1) {
    for (let x = 0; x < edge; x += 1) {
      const ring = coverOf(x, y, { left, top, width, height }, RING * unit);
      if (ring === 0) continue;
      const cover = coverOf(x, y, { left, top, width, height }, 0);
      const ink = isInk(x, y);
      const at = (y * edge + x) * 4;
      for (let channel = 0; channel < 4; channel += 1) {
        const colour = ink ? 255 : (GROUND[channel] ?? 255);
        drawn[at + channel] = Math.round((drawn[at + channel] ?? 0) * (1 - ring) + colour * cover);
      }
    }
  }
  return drawn;
}

interface Pill {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How much of a pixel is in a shape with round ends, 0 to 1. */
function coverOf(x: number, y: number, { left, top, width, height }: Pill, wider: number): number {
  const radius = height / 2;
  const middle = top + radius;
  let hits = 0;
  for (let point = 0; point < SAMPLES * SAMPLES; point += 1) {
    const px = x + ((point % SAMPLES) + 0.5) / SAMPLES;
    const py = y + (Math.floor(point / SAMPLES) + 0.5) / SAMPLES;
    const nearest = Math.min(Math.max(px, left + radius), left + width - radius);
    if (Math.hypot(px - nearest, py - middle) <= radius + wider) hits += 1;
  }
  return hits / (SAMPLES * SAMPLES);
}
