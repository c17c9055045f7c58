import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLogWindow } from '../../../src/main/window/log-window.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { FakeWindow } from '../support/fake-window.ts';

function createBench() {
  const clock = createVirtualClock();
  const windows: FakeWindow[] = [];
  const closed: boolean[] = [];
  const gone: string[] = [];
  const answers: boolean[] = [];
  const window = createLogWindow({
    clock,
    create() {
      const created = new FakeWindow();
      windows.push(created);
      return created.asBrowserWindow();
    },
    workAreas: () => [{ x: 0, y: 0, width: 1280, height: 800 }],
    session: {} as never,
    nativeTheme: { shouldUseDarkColors: false } as never,
    preload: '',
    icon: '',
    devTools: false,
    place: () => null,
    savePlace: () => undefined,
    mayClose: () => true,
    onClosed: (byPerson) => void closed.push(byPerson),
    onPageGone: (reason) => void gone.push(reason),
    onPreloadError: () => void gone.push('preload'),
    onAnswering: (isAnswering) => void answers.push(isAnswering),
  });
  return {
    window,
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
    window.pushWhenReady('focusEvent', { seq: 7 });
    window.show();
    expect(newest().sent).toEqual([]);
    window.pageIsReady();
    window.pageIsReady();
    await nextTurn();
    expect(newest().sent).toEqual([{ name: 'focusEvent', value: { seq: 7 } }]);
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
    window.pushWhenReady('focusEvent', { seq: 7 });
    window.show();
    window.close();
    window.show();
    window.pageIsReady();
    await nextTurn();
    expect(newest().sent).toEqual([]);
  });
});
