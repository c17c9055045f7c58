/** The characters of a token: RFC 9110 5.6.2. */
const TOKEN_CHARS = new Set(
  "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".split(''),
);
const SPACE = '\t\n\r ';

/**
 * Type and subtype of a `Content-Type`, lower case; `null` where it is none. The steps of "parse a MIME type", without
 * its parameters: https://mimesniff.spec.whatwg.org/#parsing-a-mime-type
 */
export function readEssence(value: string): string | null {
  const text = trim(value);
  const slash = text.indexOf('/');
  if (slash === -1) return null;
  const type = text.slice(0, slash);
  const [beforeParameters = ''] = text.slice(slash + 1).split(';');
  const subtype = trimEnd(beforeParameters);
  return isToken(type) && isToken(subtype) ? `${type}/${subtype}`.toLowerCase() : null;
}

function isToken(text: string): boolean {
  return text !== '' && text.split('').every((char) => TOKEN_CHARS.has(char));
}

function trim(text: string): string {
  let start = 0;
  while (start < text.length && SPACE.includes(text.charAt(start))) start += 1;
  return trimEnd(text.slice(start));
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && SPACE.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
