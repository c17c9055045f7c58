/**
 * True when `text` matches `glob`, in which `*` stands for any characters, also none. Everything else is literal.
 * Goes back to the last `*` only, so no pattern can make it slow.
 */
export function isGlobMatch(text: string, glob: string): boolean {
  let at = 0;
  let globAt = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (at < text.length) {
    if (glob[globAt] === '*') {
      starAt = globAt;
      resumeAt = at;
      globAt += 1;
    } else if (glob[globAt] === text[at]) {
      at += 1;
      globAt += 1;
    } else if (starAt !== -1) {
      resumeAt += 1;
      at = resumeAt;
      globAt = starAt + 1;
    } else {
      return false;
    }
  }
  while (glob[globAt] === '*') globAt += 1;
  return globAt === glob.length;
}
