import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Overview } from '../../core/ipc/overview.ts';
import iconUrl from '../../../assets/icon.svg';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { pages } from '../styles/controls.ts';
import './first-minute.ts';

/** The first screen: what Porchlight is, the form for a server, and the button for the demo home. */
@customElement('pl-welcome-page')
export class WelcomePage extends LitElement {
  static override styles = [
    base,
    pages,
    css`
      :host {
        container: welcome / inline-size;
      }
      .page {
        display: grid;
        align-items: center;
      }
      .hall {
        display: grid;
        grid-template: 'who card' auto 'demo card' 1fr / minmax(0, 5fr) minmax(0, 6fr);
        gap: 20px 56px;
        max-width: 1000px;
        margin: 0 auto;
        padding: 32px 40px;
        align-items: start;
      }
      .who {
        grid-area: who;
        display: grid;
        gap: 14px;
        justify-items: start;
      }
      img {
        width: 104px;
        height: 104px;
        border-radius: 24px;
        box-shadow: var(--shadow);
      }
      h1 {
        font-size: 28px;
        line-height: 1.2;
        letter-spacing: -0.02em;
      }
      .lead {
        font-size: 15px;
        line-height: 1.55;
        text-wrap: pretty;
      }
      ul {
        display: grid;
        gap: 8px;
        color: var(--dim);
      }
      li {
        display: flex;
        gap: 9px;
      }
      li svg {
        margin-top: 2px;
        color: var(--accent);
      }
      .demo {
        grid-area: demo;
        display: grid;
        gap: 8px;
        justify-items: start;
        padding-top: 18px;
        border-top: 1px solid var(--line);
        width: 100%;
      }
      .card {
        grid-area: card;
        padding: 22px 24px;
        box-shadow: var(--shadow);
        border-color: transparent;
      }
      @container welcome (max-width: 860px) {
        .hall {
          gap: 18px 32px;
          padding: 24px;
        }
        img {
          width: 72px;
          height: 72px;
          border-radius: 17px;
        }
        h1 {
          font-size: 23px;
        }
      }
      @container welcome (max-width: 700px) {
        .hall {
          grid-template: 'who' auto 'card' auto 'demo' auto / minmax(0, 1fr);
          padding: 16px;
        }
        .who {
          grid-template-columns: auto minmax(0, 1fr);
          gap: 6px 14px;
          align-items: center;
        }
        .who ul,
        .who .lead {
          display: none;
        }
        img {
          width: 40px;
          height: 40px;
          border-radius: 10px;
        }
        h1 {
          font-size: 19px;
        }
        .card {
          padding: 16px;
        }
        .demo {
          display: flex;
          flex-wrap: wrap;
          align-items: center;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor overview!: Overview;

  protected override render(): unknown {
    return html`<div class="page">
      <div class="hall">
        <section class="who">
          <img src=${iconUrl} alt="" width="104" height="104" />
          <h1>Welcome to Porchlight</h1>
          <p class="lead">
            It keeps a light on for your home: every event of Home Assistant as it happens, and a quiet
            notification for those you choose.
          </p>
          <ul>
            <li>${icons.events()}A log of everything, easy to search</li>
            <li>${icons.bell()}Notifications for what matters to you</li>
            <li>${icons.key()}Your token stays on this computer</li>
          </ul>
        </section>
        <section class="demo" aria-label="Demo">
          <p>No Home Assistant at hand?</p>
          <button class="btn" @click=${() => ask(bridge().startDemo())}>
            ${icons.home()}Try the demo home
          </button>
        </section>
        <section class="card" aria-labelledby="add">
          <h2 id="add">Add your Home Assistant</h2>
          <pl-first-minute .overview=${this.overview}></pl-first-minute>
        </section>
      </div>
    </div>`;
  }
}
