/** A longer file is more than one subject. Split it by sense; a file is never cut to meet this number. */
const MAX_LINES = 400;

/**
 * Checks how long files of code are.
 *
 * @param {ReadonlyMap<string, string>} texts text by path
 * @returns {{ findings: string[], summary: string }} one line for each file that is too long, and the mean length in words.
 */
export function measureFiles(texts) {
  const lengths = [...texts]
    .filter(([path]) => /^(?:src|test|scripts)\/.*\.(?:ts|mjs|css|sh)$/.test(path))
    .map(([path, text]) => ({ path, lines: text.trimEnd().split('\n').length }));
  const total = lengths.reduce((sum, { lines }) => sum + lines, 0);
  const mean = lengths.length === 0 ? 0 : Math.round(total / lengths.length);
  return {
    findings: lengths
      .filter(({ lines }) => lines > MAX_LINES)
      .map(({ path, lines }) => `${path} has ${String(lines)} lines; at most ${String(MAX_LINES)}`),
    summary: `${String(lengths.length)} files, ${String(mean)} lines in the mean`,
  };
}
