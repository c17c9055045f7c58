import type { App, Session, WebContents } from 'electron';
import { createPageFiles, PAGE_ORIGIN, PAGE_SCHEME } from './page-files.ts';

/** Denies every permission, device and capture on a session. Electron's own default is to grant. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => {
    answer({});
  });
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => {
    event.preventDefault();
  });
}

/** Gives the page's session its own files and no network. */
export function setUpPageSession(session: Session, pageFolder: string, sounds: string): void {
  const readPage = createPageFiles(pageFolder, sounds);
  session.protocol.handle(PAGE_SCHEME, (request) => {
    const { status, headers, body } = readPage(request.url);
    return new Response(body === null ? null : Uint8Array.from(body), { status, headers });
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowedRequest(details.url) });
  });
}

/** The page's own files, and those of the developer tools if these may be open. */
function isAllowedRequest(url: string): boolean {
  return url.startsWith(`${PAGE_ORIGIN}/`) || url.startsWith('devtools://');
}

/** Our page may not navigate or open windows. Applied to every page that is ever created. */
export function confinePages(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    confine(contents);
  });
}

function confine(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void }): void => {
    event.preventDefault();
  };
  contents.on('will-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-attach-webview', refuse);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
