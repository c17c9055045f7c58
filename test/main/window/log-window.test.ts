import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings/settings.ts';
import type { Signals } from '../../../src/main/app/signals.ts';
import { createLogWindow } from '../../../src/main/window/log-window.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { FakeWindow } from '../support/fake-window.ts';

function createBench(isClosable = true) {
  const clock = createVirtualClock();
  const windows: FakeWindow[] = [];
  const closed: boolean[] = [];
  const gone: string[] = [];
  const answers: boolean[] = [];
  let settings: Settings = DEFAULT_SETTINGS;
  let follow: (next: Settings) => void = () => undefined;
  const signals: Signals = new EventEmitter();
  signals.on('windowClosed', (byPerson) => void closed.push(byPerson));
  signals.on('pageGone', (reason) => void gone.push(reason));
  const window = createLogWindow({
    clock,
    create() {
      const created = new FakeWindow();
      windows.push(created);
      return created.asBrowserWindow();
    },
    workAreas: () => [{ x: 0, y: 0, width: 1280, height: 800 }],
    session: {} as never,
    nativeTheme: { shouldUseDarkColors: false },
    preload: '',
    icon: '',
    devTools: false,
    settings: {
      current: () => settings,
      save: (next) => void (settings = next),
      onChange(fn) {
        follow = fn;
        return () => undefined;
      },
    },
    hasOtherWay: () => isClosable,
    signals,
    bugs: {
      preload: () => void gone.push('preload'),
      answering: (isAnswering) => void answers.push(isAnswering),
    },
  });
  return {
    window,
    change(patch: Partial<Settings>): void {
      settings = { ...settings, ...patch };
      follow(settings);
    },
    closed,
    gone,
    answers,
    newest(): FakeWindow {
      const last = windows.at(-1);
      if (last === undefined) throw new Error('There is no window.');
      return last;
    },
  };
}

describe('the size of the text', () => {
  it('is set when the page is there and when it is changed, and left alone otherwise', () => {
    const { window, newest, change } = createBench();
    change({ textSize: 130 });
    window.show();
    newest().webContents.emit('did-finish-load');
    expect(newest().zooms).toEqual([1.3]);
    // A person may have changed it by keys meanwhile.
    change({ theme: 'dark' });
    expect(newest().zooms).toEqual([1.3]);
    change({ textSize: 90 });
    expect(newest().zooms).toEqual([1.3, 0.9]);
  });
});

describe('createLogWindow', () => {
  it.each<[string, (opened: FakeWindow) => void]>([
    ['is ready to show', (opened) => opened.emit('ready-to-show')],
    // On Wayland `ready-to-show` does not come for a hidden window.
    ['has loaded its page', (opened) => opened.webContents.emit('did-finish-load')],
  ])('shows itself when it %s', (_name, happen) => {
    const { window, newest } = createBench();
    window.show();
    expect(newest().calls).toEqual([]);
    happen(newest());
    expect(newest().calls).toEqual(['show']);
  });

  it('shows itself once, whichever comes first', () => {
    const { window, newest } = createBench();
    window.show();
    newest().webContents.emit('did-finish-load');
    newest().emit('ready-to-show');
    newest().webContents.emit('did-finish-load');
    expect(newest().calls).toEqual(['show']);
  });

  it('does not come to the front again by itself when a person was faster', () => {
    const { window, newest } = createBench();
    window.show();
    window.show();
    newest().emit('ready-to-show');
    newest().webContents.emit('did-finish-load');
    expect(newest().calls).toEqual(['show', 'focus']);
  });

  it('does not show a window that was closed before it was ready', () => {
    const { window, newest } = createBench();
    window.show();
    const first = newest();
    window.close();
    first.webContents.emit('did-finish-load');
    expect(first.calls).toEqual([]);
  });

  it('shows the next window as the first', () => {
    const { window, newest } = createBench();
    window.show();
    newest().emit('ready-to-show');
    window.close();
    window.show();
    newest().emit('ready-to-show');
    expect(newest().calls).toEqual(['show']);
  });

  it('keeps a jump for the page that is on its way, and sends it once', async () => {
    const { window, newest } = createBench();
    window.openAt(7);
    expect(newest().sent).toEqual([]);
    window.pageIsReady();
    window.pageIsReady();
    await nextTurn();
    expect(newest().sent).toEqual([{ name: 'focusEvent', value: { seq: 7 } }]);
  });

  it('only minimises where nothing else leads to it, and closes when Porchlight ends', () => {
    const { window, newest, closed } = createBench(false);
    window.show();
    window.close();
    expect([newest().calls, closed]).toEqual([['minimize'], []]);
    window.leave();
    expect(closed).toEqual([false]);
  });

  it('tells who closed it, but of a page that died after it was minimised', () => {
    const minimised = createBench(false);
    minimised.window.show();
    minimised.window.close();
    minimised.window.destroy();
    expect(minimised.closed).toEqual([false]);
    const closed = createBench();
    closed.window.show();
    closed.window.close();
    expect(closed.closed).toEqual([true]);
  });

  it('tells of a page that hangs, that has no bridge, and that is gone', () => {
    const { window, newest, gone, answers } = createBench();
    window.show();
    newest().emit('unresponsive');
    newest().emit('responsive');
    newest().webContents.emit('preload-error', {}, 'preload.cjs', new Error('no'));
    newest().webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 1 });
    newest().webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(answers).toEqual([false, true]);
    expect(gone).toEqual(['preload', 'preload-error', 'oom']);
  });

  it('keeps no jump for the next window when one was closed before it was ready', async () => {
    const { window, newest } = createBench();
    window.openAt(7);
    window.close();
    window.show();
    window.pageIsReady();
    await nextTurn();
    expect(newest().sent).toEqual([]);
  });
});
