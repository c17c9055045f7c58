/** What is used of Electron's `app`. Only macOS sends these: https://www.electronjs.org/docs/latest/api/app#event-open-file-macos. */
interface OpeningApp {
  on(event: 'open-url' | 'open-file', fn: (event: { preventDefault(): void }, what: string) => void): unknown;
}

interface Opener {
  openLink(text: string): void;
  openFile(path: string): void;
}

/** More than a person opens while the app starts. */
const MAX_WAITING = 10;

/**
 * Links and files that macOS hands over by events. They come before the app is ready when it is started by one, so they wait.
 *
 * @returns gives those that wait, and all later ones, to the app that has started
 */
export function collectOpenings(app: OpeningApp): (opener: Opener) => void {
  let opener: Opener | null = null;
  const waiting: ((opener: Opener) => void)[] = [];
  const take = (open: (opener: Opener) => void): void => {
    if (opener !== null) open(opener);
    else if (waiting.length < MAX_WAITING) waiting.push(open);
  };
  app.on('open-url', (event, text) => {
    event.preventDefault();
    take((to) => {
      to.openLink(text);
    });
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    take((to) => {
      to.openFile(path);
    });
  });
  return (to) => {
    opener = to;
    for (const open of waiting.splice(0)) open(to);
  };
}
