import type { BrowserWindow, BrowserWindowConstructorOptions, NativeTheme, Session } from 'electron';
import type { Clock } from '../../core/clock.ts';
import { PUSH_CHANNEL } from '../../core/ipc/channels.ts';
import type { PushName, Pushes } from '../../core/ipc/table.ts';
import type { WindowPlace } from '../../core/settings/settings.ts';
import type { BugReports } from '../app/bug-reports.ts';
import type { Signals } from '../app/signals.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { PAGE_ORIGIN } from './page-files.ts';
import { fitWindowPlace, measureFrame, MIN_SIZE, type Area } from './window-place.ts';

/** Background colours of the page's two themes, shown until the page is drawn. */
const GROUND = { light: '#f6f5f1', dark: '#181614' };

/** By then the window manager has framed a new window. */
const FRAMED_MS = 300;

export interface LogWindowPorts {
  readonly clock: Clock;
  readonly signals: Signals;
  readonly bugs: Pick<BugReports, 'preload' | 'answering'>;
  readonly settings: Pick<SettingsFile, 'current' | 'save' | 'onChange'>;
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  /** Work areas of the displays, the primary one first. */
  readonly workAreas: () => readonly Area[];
  readonly session: Session;
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>;
  readonly preload: string;
  readonly icon: string;
  /** Only if the app was started from its sources. */
  readonly devTools: boolean;
  /** A tray icon or a dock can reopen the window. Otherwise closing only minimises it. */
  readonly hasOtherWay: () => boolean;
}

/** The only window: created when it is needed, and destroyed with all its memory when closed. */
export type LogWindow = ReturnType<typeof createLogWindow>;

export function createLogWindow(ports: LogWindowPorts) {
  const { bugs, settings, signals } = ports;
  let leaving = false;
  let window: BrowserWindow | null = null;
  /** The window was on the screen at least once. */
  let isShown = false;
  let ready = false;
  const waiting = new Map<PushName, unknown>();

  function open(): BrowserWindow {
    const place = fitWindowPlace(settings.current().window, ports.workAreas());
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
      signals.emit('pageGone', 'load-failed');
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
    created.webContents.on('did-finish-load', () => {
      setTextSize(created);
    });
    created.on('close', (event) => {
      const { x, y, width, height } = created.getNormalBounds();
      // A window that is closed this soon was not moved by a person.
      frame ??= measureFrame(place, { x, y, width, height });
      const maximized = created.isMaximized();
      const window = { x: x - frame.x, y: y - frame.y, width, height, maximized };
      settings.save({ ...settings.current(), window });
      const mayClose = leaving || ports.hasOtherWay();
      closedByPerson = mayClose && !leaving;
      if (mayClose) return;
      event.preventDefault();
      created.minimize();
    });
    created.on('closed', () => {
      if (window !== created) return;
      window = null;
      isShown = false;
      ready = false;
      // A jump for this window does not apply to the next one.
      waiting.clear();
      signals.emit('windowClosed', closedByPerson);
    });
    created.webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) ready = false;
    });
    created.webContents.on('preload-error', (_event, _path, error) => {
      bugs.preload(error);
      signals.emit('pageGone', 'preload-error');
    });
    created.on('unresponsive', () => {
      bugs.answering(false);
    });
    created.on('responsive', () => {
      bugs.answering(true);
    });
    created.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason !== 'clean-exit') signals.emit('pageGone', details.reason);
    });
  }

  /** What a person changed by keys is for the moment. */
  function setTextSize(shown: BrowserWindow): void {
    shown.webContents.setZoomFactor((settings.current().textSize ?? 100) / 100);
  }

  let textSize = settings.current().textSize;
  settings.onChange((next) => {
    if (next.textSize === textSize) return;
    textSize = next.textSize;
    if (window !== null && !window.isDestroyed()) setTextSize(window);
  });

  function send(name: PushName, value: unknown): void {
    if (window !== null && !window.isDestroyed()) window.webContents.send(PUSH_CHANNEL, { name, value });
  }

  /** Brings it to the front, creating it when there is none. */
  function show(): void {
    if (window === null) {
      window = open();
      return;
    }
    isShown = true;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Sends to the page, or to the one that is loading. Only the last of each name. */
  function pushWhenReady<N extends 'focusEvent' | 'openPage' | 'showServer'>(
    name: N,
    value: Pushes[N],
  ): void {
    if (ready) send(name, value);
    else waiting.set(name, value);
  }

  return {
    isOpen: () => window !== null,
    isFocused: () => window?.isFocused() ?? false,
    show,
    /** Brings it to the front and shows an event, or what it already shows. */
    openAt(seq: number | null): void {
      if (seq !== null) pushWhenReady('focusEvent', { seq });
      show();
    },
    /** @param rule the rule that is to be edited there */
    openPage(page: Pushes['openPage']['page'], rule?: string): void {
      pushWhenReady('openPage', { page, ...(rule === undefined ? {} : { rule }) });
      show();
    },
    /** Brings it to the front with the events of one server, or of all with `null`. */
    openServer(serverId: string | null): void {
      pushWhenReady('showServer', { serverId });
      show();
    },
    /** Brings it to the front and shows an opened file of events. */
    openCapture(id: string): void {
      pushWhenReady('openPage', { page: 'events', capture: id });
      show();
    },
    /** Brings it to the front with the form of a new server. */
    openNewServer(): void {
      pushWhenReady('openPage', { page: 'settings', form: 'new-server' });
      show();
    },
    /** Sends to the page, if there is one. Not before the page asked for its first overview. */
    push<N extends PushName>(name: N, value: Pushes[N]): void {
      if (ready) send(name, value);
    },
    /** The page asked for its first overview: it listens now. */
    pageIsReady(): void {
      if (ready) return;
      ready = true;
      // After the answer to that request, so that the page has its overview before the push.
      setImmediate(() => {
        for (const [name, value] of waiting) send(name, value);
        waiting.clear();
      });
    },
    contents: () => (window === null || window.isDestroyed() ? null : window.webContents),
    /** Closes it, remembering its place. */
    close(): void {
      window?.close();
    },
    /** Destroys it at once, for a page that does not respond. */
    destroy(): void {
      window?.destroy();
    },
    /** Closes it for good: from now on it does not come back. */
    leave(): void {
      leaving = true;
      window?.close();
    },
    isLeaving: () => leaving,
  };
}
