import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { REQUEST_CHANNEL } from '../../core/ipc/channels.ts';
import type { AnswerMessage } from '../../core/ipc/channels.ts';
import type { RequestSender } from './request-gate.ts';

/**
 * Opens the one channel for requests. Everything about who may ask what is in the gate.
 *
 * @param ours the page that may ask, `null` while there is none.
 */
export function registerRequests(
  ipcMain: IpcMain,
  ours: () => WebContents | null,
  gate: (sender: RequestSender, message: unknown) => Promise<AnswerMessage>,
): void {
  ipcMain.handle(REQUEST_CHANNEL, (event, message: unknown) => gate(toSender(event, ours()), message));
}

function toSender(event: IpcMainInvokeEvent, ours: WebContents | null): RequestSender {
  const frame = event.senderFrame;
  return {
    ours: ours !== null && event.sender.id === ours.id,
    frame: frame === null ? null : { origin: frame.origin, top: frame.parent === null },
  };
}
