import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPage } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';

// What a script could try that got into the page in spite of everything.
describeDesktop('a page of ours', () => {
  let home: TestHome;
  let app: DrivenPorchlight;
  let page: Page;
  beforeAll(async () => {
    home = await createTestHome();
    app = await launchPorchlight();
    page = await findPage(app.electronApp);
  });
  afterAll(async () => {
    await app.electronApp.close();
    await home.close();
  });

  /**
   * Runs an expression as a script of the page does: from a timer, since the debugger that brings it here is let off the
   * page's policy for as long as its own call lasts. Says `threw NAME` for an error.
   */
  function attempt(expression: string): Promise<string> {
    return page.evaluate<string>(`new Promise((resolve) => {
      setTimeout(async () => {
        try { resolve(String(await (${expression}))); } catch (error) { resolve('threw ' + error.name); }
      });
    })`);
  }

  it.each([
    [
      'has no Node',
      '[typeof require, typeof process, typeof module, typeof Buffer, typeof global].join()',
      'undefined,undefined,undefined,undefined,undefined',
    ],
    ['has no Electron', 'typeof window.ipcRenderer + typeof window.electron', 'undefinedundefined'],
    ['comes from its own origin', 'location.origin', 'app://porchlight'],
    ['can not compile text', 'eval("1")', 'threw EvalError'],
    ['can not compile a function', 'new Function("return 1")()', 'threw EvalError'],
    ['can not write markup', '(document.body.innerHTML = "<b>x</b>")', 'threw TypeError'],
    ['can not make a policy of its own', 'trustedTypes.createPolicy("mine", {})', 'threw TypeError'],
    ['can not open a window', 'window.open("https://example.org")', 'null'],
    ['can not reach a server', 'fetch("https://example.org")', 'threw TypeError'],
    ['can not read a file', 'fetch("file:///etc/passwd")', 'threw TypeError'],
    [
      'can not open a socket',
      'new Promise((done) => { const s = new WebSocket("ws://127.0.0.1:1"); s.onerror = () => done("refused"); })',
      'refused',
    ],
    ['may not show notifications of its own', 'Notification.requestPermission()', 'denied'],
    [
      'may not use the microphone',
      'navigator.permissions.query({ name: "microphone" }).then((p) => p.state)',
      'denied',
    ],
    ['may not read the clipboard', 'navigator.clipboard.readText()', 'threw NotAllowedError'],
    [
      'may not know where it is',
      'new Promise((done) => navigator.geolocation.getCurrentPosition(() => done("known"), () => done("denied")))',
      'denied',
    ],
    [
      'can not change the bridge',
      '(() => { "use strict"; window.porchlight.request = null; })()',
      'threw TypeError',
    ],
  ])('%s', async (_name, expression, outcome) => {
    expect(await attempt(expression)).toBe(outcome);
  });

  it('can not reach the server on this computer either', async () => {
    expect(await attempt(`fetch(${JSON.stringify(`${home.url}/api/`)})`)).toBe('threw TypeError');
    expect(await attempt(`fetch(${JSON.stringify(`${home.url}/api/`)}, { mode: 'no-cors' })`)).toBe(
      'threw TypeError',
    );
    expect(
      await attempt(
        `new Promise((done) => { const i = new Image(); i.onerror = () => done('refused'); i.src = ${JSON.stringify(home.url)}; })`,
      ),
    ).toBe('refused');
    expect(home.requests).toEqual([]);
  });

  it.each([
    'home',
    'https://example.org/',
    'file:///etc/passwd',
    'data:text/html,hello',
    'app://elsewhere/index.html',
  ])('stays where it is when sent to %s', async (target) => {
    const url = target === 'home' ? home.url : target;
    await attempt(`void (location.href = ${JSON.stringify(url)})`);
    // A navigation that was let through would have taken the page, and this question, away.
    const later = 'new Promise((done) => setTimeout(() => done(location.href), 100))';
    expect(await attempt(later)).toBe('app://porchlight/index.html');
    expect(await attempt('document.querySelector("pl-app") !== null')).toBe('true');
    expect(home.requests).toEqual([]);
  });

  it('does not get another page into a frame', async () => {
    const outcome = await attempt(`new Promise((done) => {
      const frame = document.createElement('iframe');
      frame.src = 'https://example.org/';
      document.body.append(frame);
      setTimeout(() => { let reached = 'reached'; try { reached = frame.contentDocument ? 'empty' : 'refused'; } catch { reached = 'refused'; } frame.remove(); done(reached); }, 200);
    })`);
    expect(outcome).not.toBe('reached');
    expect(page.frames().filter((frame) => frame.url().startsWith('https:'))).toEqual([]);
  });

  it('has two ways to main and none besides', async () => {
    expect(await attempt('Object.keys(window.porchlight).sort().join()')).toBe('on,request');
  });

  it.each([
    ['a value that is not allowed', 'window.porchlight.request("readEvent", ["log", "1; drop"])'],
    ['a value of the wrong shape', 'window.porchlight.request("saveServer", [{ name: "x" }])'],
    ['one value too many', 'window.porchlight.request("getOverview", ["extra"])'],
    ['a number out of range', 'window.porchlight.request("readEvent", ["log", -1])'],
    ['a huge text', 'window.porchlight.request("dismissNotice", ["x".repeat(100000)])'],
  ])('is refused a request with %s', async (_name, expression) => {
    expect(await attempt(`${expression}.then(({ ok }) => ok)`)).toBe('false');
  });

  it('never gets a secret back', async () => {
    const secret = 'never-to-be-seen-again-0123456789';
    const outcome = await attempt(
      `window.porchlight.request('saveServer', [{ name: 'Home', url: ${JSON.stringify(home.url)}, colour: 'blue', credentialKind: 'bearer', secret: '${secret}', restrict: [], enabled: false }]).then(({ value }) => value.ok)`,
    );
    expect(outcome).toBe('true');
    const overview = await attempt('window.porchlight.request("getOverview", []).then(JSON.stringify)');
    expect(overview).toContain('"secretPlace":"keyring"');
    expect(overview).not.toContain(secret);
  });

  it('gets no answer to a request that is not in the table, whoever sends it', async () => {
    const answer = await app.electronApp.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const handlers = Reflect.get(ipcMain, '_invokeHandlers') as Map<
        string,
        (...args: unknown[]) => Promise<unknown>
      >;
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const ask = (sender: unknown, senderFrame: unknown, name: string): Promise<unknown> =>
        handlers.get('porchlight:request')?.({ sender, senderFrame }, { name, args: [] }) ??
        Promise.resolve('no handler');
      return {
        channels: [...handlers.keys()],
        unknown: await ask(contents, contents?.mainFrame, 'readSecret'),
        inherited: await ask(contents, contents?.mainFrame, 'toString'),
        stranger: await ask({ id: -1 }, contents?.mainFrame, 'getOverview'),
        elsewhere: await ask(contents, { origin: 'https://example.org', parent: null }, 'getOverview'),
        gone: await ask(contents, null, 'getOverview'),
      };
    });
    expect(answer.unknown).toEqual({ ok: false, message: 'There is no such request.' });
    expect(answer.inherited).toEqual({ ok: false, message: 'There is no such request.' });
    for (const refused of [answer.stranger, answer.elsewhere, answer.gone])
      expect(refused).toEqual({ ok: false, message: 'This page may not ask for anything.' });
    expect(answer.channels).toEqual(['porchlight:request']);
  });
});
