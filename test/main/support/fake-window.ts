import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';

/** A window without a screen. Its events are fired by hand, but for those that a call of its own brings. */
export class FakeWindow extends EventEmitter {
  readonly sent: { readonly name: string; readonly value: unknown }[] = [];
  readonly zooms: number[] = [];
  readonly webContents = Object.assign(new EventEmitter(), {
    send: (_channel: string, push: { name: string; value: unknown }) => this.sent.push(push),
    setZoomFactor: (factor: number) => this.zooms.push(factor),
  });
  /** What was asked of it, in order. */
  readonly calls: string[] = [];
  bounds = { x: 0, y: 0, width: 900, height: 600 };
  #isDestroyed = false;

  show(): void {
    this.calls.push('show');
    this.emit('show');
  }
  focus(): void {
    this.calls.push('focus');
  }
  minimize(): void {
    this.calls.push('minimize');
  }
  restore(): void {
    this.calls.push('restore');
  }
  maximize(): void {
    this.calls.push('maximize');
  }
  isMinimized(): boolean {
    return false;
  }
  isMaximized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return this.bounds;
  }
  loadURL(): Promise<void> {
    return new Promise(() => undefined);
  }
  close(): void {
    const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) };
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }
  destroy(): void {
    this.#isDestroyed = true;
    this.emit('closed');
  }

  /** What the app is handed. */
  asBrowserWindow(): BrowserWindow {
    return this as unknown as BrowserWindow;
  }
}
