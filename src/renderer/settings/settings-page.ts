import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Overview } from '../../core/ipc/overview.ts';
import type { Density } from '../../core/settings/density.ts';
import type { TextSize, Theme } from '../../core/settings/settings.ts';
import type { Clocks } from '../../core/time/format-time.ts';
import { icons } from '../parts/icons.ts';
import { segments } from '../parts/segments.ts';
import { describeSecretPlace } from '../parts/secret-badge.ts';
import '../welcome/first-minute.ts';
import { recallFirst } from '../welcome/first-memory.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields, pages } from '../styles/controls.ts';
import './destinations-card.ts';
import './history-card.ts';
import './quiet-card.ts';
import './server-list.ts';
import './settings-files.ts';
import './support-card.ts';
import './updates-card.ts';
import { settingRow, switchRow } from './setting-row.ts';
import { settingsPageStyles } from './settings-page-styles.ts';

const THEMES: readonly { readonly theme: Theme; readonly name: string }[] = [
  { theme: 'system', name: 'System' },
  { theme: 'light', name: 'Light' },
  { theme: 'dark', name: 'Dark' },
];

const DENSITIES: readonly { readonly value: Density; readonly label: string }[] = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
];
const CLOCKS: readonly { readonly value: Clocks; readonly label: string }[] = [
  { value: '24', label: '24 h' },
  { value: '12', label: '12 h' },
];
const TEXT_SIZES: readonly { readonly value: TextSize; readonly label: string }[] = [
  { value: 90, label: '90 %' },
  { value: 100, label: '100 %' },
  { value: 115, label: '115 %' },
  { value: 130, label: '130 %' },
  { value: 150, label: '150 %' },
];

/** Servers, secrets, appearance and the other settings. */
@customElement('pl-settings-page')
export class SettingsPage extends LitElement {
  static override styles = [base, fields, pages, settingsPageStyles];

  @property({ attribute: false }) accessor overview!: Overview;
  /** A form that is to be open; another object each time that it is asked for. */
  @property({ attribute: false }) accessor formToOpen: { readonly form: 'new-server' } | null = null;
  @state() accessor adding = recallFirst() !== null;
  @state() accessor loginRefusal = '';

  async #setStartAtLogin(on: boolean): Promise<void> {
    this.loginRefusal = (await bridge().changeSettings({ startAtLogin: on })) ?? '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('formToOpen') && this.formToOpen !== null) this.adding = true;
  }

  protected override render(): unknown {
    return html`<div class="page">
      <div class="column">
        <h1>Settings</h1>
        ${this.#servers()} ${this.#secrets()}
        <pl-destinations-card .overview=${this.overview}></pl-destinations-card>
        <pl-history-card .history=${this.overview.history}></pl-history-card>
        <pl-quiet-card .notifications=${this.overview.notifications}></pl-quiet-card>
        ${this.#appearance()} ${this.#system()}
        <pl-updates-card .overview=${this.overview}></pl-updates-card>
        <pl-settings-files></pl-settings-files>
        <pl-support-card .version=${this.overview.version}></pl-support-card>
      </div>
    </div>`;
  }

  #servers(): TemplateResult {
    const { overview } = this;
    return html`<section class="card list" aria-labelledby="servers">
      <div class="cap">
        <h2 id="servers">Servers</h2>
        ${
          this.adding
            ? nothing
            : html`<button class="btn small" @click=${() => (this.adding = true)}>
                ${icons.plus(14)}Add a server
              </button>`
        }
      </div>
      ${
        overview.servers.length === 0 && !this.adding
          ? html`<p class="none">None yet. Add your Home Assistant to see its events.</p>`
          : nothing
      }
      ${
        this.adding
          ? html`<div class="form">
              <pl-first-minute
                .overview=${overview}
                .canCancel=${true}
                @pl-done=${() => (this.adding = false)}
              ></pl-first-minute>
            </div>`
          : nothing
      }
      <pl-server-list .overview=${overview}></pl-server-list>
    </section>`;
  }

  #secrets(): TemplateResult {
    const { secrets } = this.overview;
    const { long } = describeSecretPlace(secrets.place, secrets.label);
    return html`<section class="card" aria-labelledby="secrets">
      <div class="line">
        <h2 id="secrets" class="grow">Where secrets are kept</h2>
        <span class="badge ${secrets.place === 'keyring' ? 'good' : 'warn'}"
          >${icons.key(13)}${secrets.label}</span
        >
      </div>
      <p class="lead">
        ${long} A secret is never shown again, and never sent to another address than its server's.
      </p>
      ${
        secrets.place === 'keyring' && !secrets.weakAllowed
          ? nothing
          : switchRow(
              'Keep secrets on disk without a keyring',
              'You then need not paste the token after each start. But anyone who can read your files can read it. A keyring, such as GNOME Keyring or KWallet, is better.',
              secrets.weakAllowed,
              (on) => ask(bridge().changeSettings({ weakStorageAllowed: on })),
            )
      }
    </section>`;
  }

  #appearance(): TemplateResult {
    return html`<section class="card" aria-labelledby="appearance">
      <h2 id="appearance">Appearance</h2>
      <div class="themes" role="radiogroup" aria-labelledby="appearance">
        ${THEMES.map(
          ({ theme, name }) =>
            html`<label class="theme ${theme}">
              <input
                type="radio"
                name="theme"
                .checked=${this.overview.theme === theme}
                @change=${() => ask(bridge().changeSettings({ theme }))}
              />
              <i aria-hidden="true"></i><span>${name}</span>
            </label>`,
        )}
      </div>
      ${settingRow(
        'Text size',
        'Of everything in the window. Ctrl + and Ctrl − change it for the moment, Ctrl 0 makes it 100 %.',
        segments('Text size', TEXT_SIZES, this.overview.textSize, (textSize) =>
          ask(bridge().changeSettings({ textSize })),
        ),
      )}
      ${settingRow(
        'Rows of the log',
        'How close they stand.',
        segments('Rows of the log', DENSITIES, this.overview.density, (density) =>
          ask(bridge().changeSettings({ density })),
        ),
      )}
      ${settingRow(
        'Clock',
        'How times of day are written. What you type has 24 hours.',
        segments('Clock', CLOCKS, this.overview.clock, (clock) => ask(bridge().changeSettings({ clock }))),
      )}
    </section>`;
  }

  #system(): TemplateResult {
    const { startAtLogin, softwareDrawing, dataFolder } = this.overview;
    return html`<section class="card" aria-labelledby="system">
      <h2 id="system">This computer</h2>
      ${
        startAtLogin.supported
          ? switchRow(
              'Start at login',
              this.loginRefusal || 'Porchlight starts in the tray, without a window.',
              startAtLogin.on,
              (on) => ask(this.#setStartAtLogin(on)),
            )
          : settingRow(
              'Start at login',
              'Only the installed app can do this. This one was started from its sources.',
              html`<span class="badge">Not available</span>`,
            )
      }
      ${switchRow(
        'Draw without the graphics card',
        'Takes less memory, and helps where the window stays black or flickers. It costs more of the processor on a large screen. Takes effect the next time Porchlight starts.',
        softwareDrawing,
        (on) => ask(bridge().changeSettings({ softwareDrawing: on })),
      )}
      ${settingRow(
        'Data folder',
        dataFolder,
        html`<button class="btn small" @click=${() => ask(bridge().openDataFolder())}>Open</button>`,
      )}
    </section>`;
  }
}
