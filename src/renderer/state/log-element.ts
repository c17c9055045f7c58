import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { LogModel } from './log-model.ts';
import { Watch } from './signal.ts';

/** A component that is drawn again when the log has changed. */
export class LogElement extends LitElement {
  @property({ attribute: false }) accessor model!: LogModel;
  readonly changes = new Watch(this, () => this.model.changed);
}
