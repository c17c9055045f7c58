import type { Series } from '../history/to-series.ts';

/** A series as a drawing, and its numbers as words. */
export interface SparkLine {
  /** `d` of an SVG path: steps, because a state lasts until the next. */
  readonly path: string;
  /** The point of the last value. */
  readonly end: { readonly x: number; readonly y: number };
  readonly min: string;
  readonly max: string;
  readonly last: string;
  /** Epoch ms of the first and the last point. */
  readonly from: number;
  readonly to: number;
}

/** Most points that are drawn: about one for each pixel. */
const MAX_POINTS = 300;

/** Fits a series into a box of CSS pixels; `null` for less than two points. */
export function toSparkLine({ points, unit }: Series, width: number, height: number): SparkLine | null {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return null;
  const values = points.map(({ value }) => value);
  const min = values.reduce((a, b) => Math.min(a, b));
  const max = values.reduce((a, b) => Math.max(a, b));
  const span = Math.max(1, last.at - first.at);
  const x = (at: number): number => round(((at - first.at) / span) * width);
  const y = (value: number): number =>
    round(max === min ? height / 2 : height - ((value - min) / (max - min)) * height);
  const drawn = thin(points);
  const steps = drawn.map(({ at, value }, place) =>
    place === 0 ? `M${String(x(at))} ${String(y(value))}` : `H${String(x(at))}V${String(y(value))}`,
  );
  const say = (value: number): string =>
    `${String(Number(value.toPrecision(6)))}${unit === '' ? '' : ` ${unit}`}`;
  return {
    path: steps.join(''),
    end: { x: x(last.at), y: y(last.value) },
    min: say(min),
    max: say(max),
    last: say(last.value),
    from: first.at,
    to: last.at,
  };
}

/** Keeps the lowest and the highest of each section, so that no peak is lost. */
function thin(points: Series['points']): Series['points'] {
  if (points.length <= MAX_POINTS) return points;
  const stretch = Math.ceil(points.length / (MAX_POINTS / 2));
  const kept: Series['points'][number][] = [];
  for (let from = 0; from < points.length; from += stretch) {
    const part = points.slice(from, from + stretch).toSorted((a, b) => a.value - b.value);
    const ends = [part[0], part.at(-1)].filter((point) => point !== undefined);
    kept.push(...new Set(ends.toSorted((a, b) => a.at - b.at)));
  }
  return kept;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
