import type { SavedView } from '../../core/settings/settings.ts';
import { ask, bridge } from '../state/bridge.ts';

/** Keeps the views. They come back with the next overview, which is what is shown. */
export function storeViews(views: readonly SavedView[]): void {
  ask(bridge().changeSettings({ savedViews: views }));
}

/** An id that no view has yet. */
export function createViewId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
