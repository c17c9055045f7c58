/** What a link may show. No link changes anything. */
export type Link =
  /** An event of the log, by its key. */
  { readonly kind: 'event'; readonly seq: number } | { readonly kind: 'sign-in' };

/** The scheme of Porchlight's links, with its colon. */
export const LINK_SCHEME = 'porchlight:';

/** Whether somebody meant it as one of our links, right or wrong. */
export function looksLikeLink(text: string): boolean {
  return text.slice(0, LINK_SCHEME.length).toLowerCase() === LINK_SCHEME;
}

/**
 * Reads `porchlight://event/<key>` and `porchlight://sign-in`. Anybody can make a link, also a web page, so it is one of these
 * two letter for letter, but for a slash at the end, which browsers add. `null` for anything else.
 */
export function parseLink(text: string): Link | null {
  if (/^porchlight:\/\/sign-in\/?$/.test(text)) return { kind: 'sign-in' };
  const key = /^porchlight:\/\/event\/([1-9]\d{0,15})\/?$/.exec(text)?.[1];
  const seq = Number(key ?? Number.NaN);
  return Number.isSafeInteger(seq) ? { kind: 'event', seq } : null;
}
