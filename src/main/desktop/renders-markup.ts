/**
 * Whether a notification server on Linux reads the body as markup. One that can't be asked might
 * (https://specifications.freedesktop.org/notification-spec/latest/markup.html).
 */
export function rendersMarkup(platform: string, capabilities: readonly string[] | null): boolean {
  if (platform !== 'linux') return false;
  return capabilities === null || capabilities.includes('body-markup');
}
