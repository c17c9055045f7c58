import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CaptureView } from '../../core/ipc/history-views.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import { describeCapture, describeReading } from '../../core/view/capture-words.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { barStyles } from './bar-styles.ts';
import { fire } from '../parts/fire.ts';

/**
 * Files of events that are open: which one is looked at, how far one is read, and why one could not be. Fires `pl-source`
 * with what is to be looked at.
 */
@customElement('pl-capture-bar')
export class CaptureBar extends LitElement {
  static override styles = [base, buttons, barStyles];

  /** What the list shows now. */
  @property({ attribute: false }) accessor source: LogSource = 'log';
  @property({ attribute: false }) accessor captures: readonly CaptureView[] = [];
  /** Why a file could not be opened; empty when none failed. */
  @state() accessor problem = '';

  /** Asks for a file and shows it once it is read. */
  importCapture(): void {
    this.problem = '';
    ask(this.#import());
  }

  async #import(): Promise<void> {
    const answer = await bridge().importCapture();
    if (answer === null) return;
    if (typeof answer === 'string') this.problem = answer;
    else this.#show(`capture:${answer.id}`);
  }

  #show(source: LogSource): void {
    fire(this, 'pl-source', source);
  }

  #leave(capture: CaptureView): void {
    if (this.source === `capture:${capture.id}`) this.#show('log');
    ask(bridge().closeCapture(capture.id));
  }

  protected override render(): unknown {
    return html`${this.captures.map((capture) => this.#bar(capture))}
    ${this.problem === '' ? nothing : this.#problemBar()}`;
  }

  #bar(capture: CaptureView): TemplateResult {
    if (capture.readShare !== null) return this.#reading(capture);
    const isShown = this.source === `capture:${capture.id}`;
    return html`<section class="bar" aria-label="Opened file">
      <span class="text">${describeCapture(capture, isShown)}</span>
      <div class="actions">
        ${
          isShown
            ? this.#button('Back to the log', () => {
                this.#leave(capture);
              })
            : html`${this.#button('Look at it', () => {
                this.#show(`capture:${capture.id}`);
              })}
              ${this.#button('Close it', () => {
                this.#leave(capture);
              })}`
        }
      </div>
    </section>`;
  }

  #reading(capture: CaptureView): TemplateResult {
    return html`<section class="bar" aria-label="Opened file">
      <span class="text">${describeReading(capture)}</span>
      <div class="actions">
        ${this.#button('Cancel', () => {
          this.#leave(capture);
        })}
      </div>
    </section>`;
  }

  #problemBar(): TemplateResult {
    return html`<section class="bar bad" role="alert">
      <span class="text">${this.problem}</span>
      <button
        class="btn small icon ghost"
        aria-label="Dismiss"
        @click=${() => {
          this.problem = '';
        }}
      >
        ${icons.close(13)}
      </button>
    </section>`;
  }

  #button(label: string, fn: () => void): TemplateResult {
    return html`<button class="btn small" @click=${fn}>${label}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-capture-bar': CaptureBar;
  }
}
