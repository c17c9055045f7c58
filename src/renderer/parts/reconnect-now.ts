import { html, type TemplateResult } from 'lit';
import { ask, bridge } from '../state/bridge.ts';

/** A button that reconnects at once. */
export function reconnectNow(serverId: string, look: 'primary' | '' = ''): TemplateResult {
  return html`<button class="btn small ${look}" @click=${() => ask(bridge().reconnect(serverId))}>
    Reconnect now
  </button>`;
}
