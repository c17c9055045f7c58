const MAX_FRAMES = 8;
const MAX_FRAME_CHARS = 160;

/** The result of `describeError`: a name and places in our own code, and nothing else. */
export const DESCRIBED_ERROR = /^(?:thrown=\w{1,20}|error=[\w.:?-]{1,80}(?: \| at [^|\n]{1,180}){0,8})$/;

/** Name and places of an error, without its message: messages quote values, which may be secret. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `thrown=${typeof error}`;
  const frames = (error.stack ?? '')
    .split(error.message)
    .join('')
    .split('\n')
    .filter((line) => /^\s+at \S/.test(line))
    .slice(0, MAX_FRAMES)
    .map(describeFrame);
  return [`error=${describeName(error.name)}`, ...frames].join(' | ');
}

function describeName(name: string): string {
  return /^[\w.:-]{1,80}$/.test(name) ? name : '?';
}

/** Keeps only the file name of a path. */
function describeFrame(line: string): string {
  return line
    .trim()
    .replace(/\(?(?:file:\/\/)?\/?[^\s()]*[/\\]/g, '(')
    .replace(/[^\w.$#<>[\] ():@,?-]/g, '?')
    .slice(0, MAX_FRAME_CHARS);
}
