import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  NativeTheme,
  Session,
  WebContents,
} from 'electron';
import type { Clock } from '../../core/clock.ts';
import { PUSH_CHANNEL } from '../../core/ipc/channels.ts';
import type { PushName, Pushes } from '../../core/ipc/table.ts';
import type { WindowPlace } from '../../core/settings/settings.ts';
import { PAGE_ORIGIN } from './page-files.ts';
import { fitWindowPlace, measureFrame, MIN_SIZE, type Area } from './window-place.ts';

/** Grounds of the page's two themes, shown until it has drawn itself. */
const GROUND = { light: '#f6f5f1', dark: '#181614' };

/** By then a window manager has put its frame around a new window. */
const FRAMED_MS = 300;

export interface LogWindowPorts {
  readonly clock: Clock;
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  /** Work areas of the displays, the primary one first. */
  readonly workAreas: () => readonly Area[];
  readonly session: Session;
  readonly nativeTheme: NativeTheme;
  readonly preload: string;
  readonly icon: string;
  /** Only where the app was started from its sources. */
  readonly devTools: boolean;
  readonly place: () => WindowPlace | null;
  readonly savePlace: (place: WindowPlace) => void;
  /** `false`: closing only minimises. */
  readonly mayClose: () => boolean;
  readonly onClosed: (byPerson: boolean) => void;
  /** The page can't work: its process died, or it could not be loaded. */
  readonly onPageGone: (reason: string) => void;
  readonly onPreloadError: (error: unknown) => void;
  /** The page answers no longer, or again. */
  readonly onAnswering: (isAnswering: boolean) => void;
}

/** The one window: there while it is wanted, and gone with everything it held when closed. */
export interface LogWindow {
  isOpen(): boolean;
  /** Brings it to the front, creating it when there is none. */
  show(): void;
  /** Sends to the page, if there is one. Not before the page asked for its first overview. */
  push<N extends PushName>(name: N, value: Pushes[N]): void;
  /** The same, but kept for the page that is on its way. One of each name. */
  pushWhenReady<N extends 'focusEvent' | 'openPage'>(name: N, value: Pushes[N]): void;
  /** The page asked for its first overview: it listens now. */
  pageIsReady(): void;
  contents(): WebContents | null;
  /** Closes it, remembering its place. */
  close(): void;
  /** Ends it at once, for a page that does not answer. */
  destroy(): void;
}

export function createLogWindow(ports: LogWindowPorts): LogWindow {
  let window: BrowserWindow | null = null;
  /** The window was on the screen at least once. */
  let isShown = false;
  let ready = false;
  const waiting = new Map<PushName, unknown>();

  function open(): BrowserWindow {
    const place = fitWindowPlace(ports.place(), ports.workAreas());
    const created = ports.create({
      x: place.x,
      y: place.y,
      width: place.width,
      height: place.height,
      minWidth: MIN_SIZE.width,
      minHeight: MIN_SIZE.height,
      show: false,
      title: 'Porchlight',
      icon: ports.icon,
      autoHideMenuBar: true,
      backgroundColor: ports.nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
      webPreferences: {
        session: ports.session,
        preload: ports.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        devTools: ports.devTools,
      },
    });
    if (place.maximized) created.maximize();
    watch(created, place);
    void created.loadURL(`${PAGE_ORIGIN}/index.html`).catch(() => {
      ports.onPageGone('load-failed');
    });
    return created;
  }

  function watch(created: BrowserWindow, place: WindowPlace): void {
    let closedByPerson = false;
    let frame: ReturnType<typeof measureFrame> | null = null;
    const reveal = (): void => {
      if (isShown || created.isDestroyed()) return;
      isShown = true;
      created.show();
    };
    created.once('show', () => {
      ports.clock.after(FRAMED_MS, () => {
        if (!created.isDestroyed()) frame = measureFrame(place, created.getNormalBounds());
      });
    });
    created.once('ready-to-show', reveal);
    // A hidden window on Wayland may never be ready to show (https://github.com/electron/electron/issues/48859).
    created.webContents.once('did-finish-load', reveal);
    created.on('close', (event) => {
      const { x, y, width, height } = created.getNormalBounds();
      // Nobody has moved a window that is closed so soon.
      frame ??= measureFrame(place, { x, y, width, height });
      ports.savePlace({ x: x - frame.x, y: y - frame.y, width, height, maximized: created.isMaximized() });
      closedByPerson = ports.mayClose();
      if (closedByPerson) return;
      event.preventDefault();
      created.minimize();
    });
    created.on('closed', () => {
      if (window !== created) return;
      window = null;
      isShown = false;
      ready = false;
      // What was to be shown in this window is not for the next one.
      waiting.clear();
      ports.onClosed(closedByPerson);
    });
    created.webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) ready = false;
    });
    created.webContents.on('preload-error', (_event, _path, error) => {
      ports.onPreloadError(error);
      ports.onPageGone('preload-error');
    });
    created.on('unresponsive', () => {
      ports.onAnswering(false);
    });
    created.on('responsive', () => {
      ports.onAnswering(true);
    });
    created.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason !== 'clean-exit') ports.onPageGone(details.reason);
    });
  }

  function send(name: PushName, value: unknown): void {
    if (window !== null && !window.isDestroyed()) window.webContents.send(PUSH_CHANNEL, { name, value });
  }

  return {
    isOpen: () => window !== null,
    show() {
      if (window === null) {
        window = open();
        return;
      }
      isShown = true;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    push(name, value) {
      if (ready) send(name, value);
    },
    pushWhenReady(name, value) {
      if (ready) send(name, value);
      else waiting.set(name, value);
    },
    pageIsReady() {
      if (ready) return;
      ready = true;
      // After the answer to the request that told us, so that the page knows what the push is about.
      setImmediate(() => {
        for (const [name, value] of waiting) send(name, value);
        waiting.clear();
      });
    },
    contents: () => (window === null || window.isDestroyed() ? null : window.webContents),
    close() {
      window?.close();
    },
    destroy() {
      window?.destroy();
    },
  };
}
