import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

function icon(size: number, body: SVGTemplateResult): TemplateResult {
  return html`<svg width=${size} height=${size} viewBox="0 0 20 20" aria-hidden="true">${body}</svg>`;
}

type Icon = (size?: number) => TemplateResult;
const of =
  (body: SVGTemplateResult): Icon =>
  (size = 16) =>
    icon(size, body);

/** The icons of the page, drawn on a grid of 20. All are decoration: each has a label beside it. */
export const icons = {
  events: of(svg`<path d="M3 5h14M3 10h14M3 15h9"/>`),
  bell: of(svg`<path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3"/>`),
  gear: of(
    svg`<circle cx="10" cy="10" r="2.4"/><path stroke-linejoin="round" d="M8.5 4.5L8.7 2.5L11.3 2.5L11.5 4.5L12.8 5L14.4 3.8L16.2 5.6L15 7.2L15.5 8.5L17.5 8.7L17.5 11.3L15.5 11.5L15 12.8L16.2 14.4L14.4 16.2L12.8 15L11.5 15.5L11.3 17.5L8.7 17.5L8.5 15.5L7.2 15L5.6 16.2L3.8 14.4L5 12.8L4.5 11.5L2.5 11.3L2.5 8.7L4.5 8.5L5 7.2L3.8 5.6L5.6 3.8L7.2 5z"/>`,
  ),
  columns: of(svg`<path d="M3.5 4.5h13v11h-13zM8 4.5v11M12.3 4.5v11"/>`),
  search: of(svg`<circle cx="8.7" cy="8.7" r="5.2"/><path d="M12.7 12.7l4.3 4.3"/>`),
  close: of(svg`<path d="M5 5l10 10M15 5L5 15"/>`),
  pause: of(svg`<path d="M7 4v12M13 4v12"/>`),
  play: of(svg`<path d="M6.5 4.2v11.6L16 10z"/>`),
  sweep: of(svg`<path d="M3 5h14M3 10h8M3 15h5M12.5 11.5l4.5 4.5M17 11.5L12.5 16"/>`),
  grip: of(
    svg`<path d="M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01" stroke-width="2.4"/>`,
  ),
  down: of(svg`<path d="M10 4v12M5 11l5 5 5-5"/>`),
  up: of(svg`<path d="M10 16V4M5 9l5-5 5 5"/>`),
  dots: of(svg`<path d="M5 10h.01M10 10h.01M15 10h.01" stroke-width="2.6"/>`),
  chevron: of(svg`<path d="M5.5 8l4.5 4.5L14.5 8"/>`),
  hide: of(
    svg`<path d="M2.5 10s2.8-4.8 7.5-4.8S17.5 10 17.5 10s-2.8 4.8-7.5 4.8S2.5 10 2.5 10zM4 16L16 4"/>`,
  ),
  warning: of(svg`<path d="M10 3l7.5 13.5h-15zM10 8v4M10 14.3v.1"/>`),
  bang: of(svg`<path d="M10 3.5v9M10 16.3v.1"/>`),
  info: of(svg`<circle cx="10" cy="10" r="7.3"/><path d="M10 9v5M10 6.3v.1"/>`),
  check: of(svg`<path d="M4 10.5l4 4 8-9"/>`),
  key: of(svg`<circle cx="6.5" cy="13.5" r="3.3"/><path d="M9 11l7.5-7.5M13.5 6.5l2.5 2.5"/>`),
  plus: of(svg`<path d="M10 4v12M4 10h12"/>`),
  copy: of(svg`<path d="M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7"/>`),
  refresh: of(svg`<path d="M16 10a6 6 0 1 1-1.8-4.3L16.5 8M16.5 3.5V8H12"/>`),
  plug: of(svg`<path d="M7 3v4M13 3v4M5 7h10v3a5 5 0 0 1-10 0zM10 15v3"/>`),
  bookmark: of(svg`<path d="M5.5 3h9v14L10 13.5 5.5 17z"/>`),
  dot: of(svg`<circle cx="10" cy="10" r="4" fill="currentColor" stroke="none"/>`),
  home: of(svg`<path d="M3 9.5L10 3.5l7 6M5 8.5V16.5h10V8.5M8.5 16.5v-4h3v4"/>`),
  person: of(svg`<circle cx="10" cy="6.6" r="3.1"/><path d="M4 16.5c.4-3.4 2.7-5 6-5s5.6 1.6 6 5"/>`),
  context: of(svg`<path d="M4 4.5h12M4 15.5h12M7 8.5h9v3H7zM4 10h.1"/>`),
  send: of(svg`<path d="M3.5 10L16.5 4l-4 12.5-3-5.2zM9.5 11.3L16.5 4"/>`),
  out: of(svg`<path d="M8 5H4.5v10.5H15V12M11 4.5h4.5V9M15.5 4.5L9 11"/>`),
  highlight: of(svg`<path d="M12.5 3.5l4 4-7.5 7.5H5v-4zM10.5 5.5l4 4M3 17.5h14"/>`),
  minus: of(svg`<path d="M5 10h10"/>`),
  help: of(
    svg`<circle cx="10" cy="10" r="7.3"/><path d="M7.8 7.8a2.2 2.2 0 1 1 3 2.1c-.6.3-.8.7-.8 1.4M10 13.9v.1"/>`,
  ),
} as const;

/** The lamp of the logo, in the colour of the text around it. */
export function lampMark(size = 28): TemplateResult {
  return html`<svg width=${size} height=${size} viewBox="0 0 28 28" aria-hidden="true">
    <path
      d="M14 2.5v2.2M8.2 9.7c2.8-1 4.5-2.6 4.8-5h2c.3 2.4 2 4 4.8 5 .7.3 1.2.9 1.2 1.7H7c0-.8.5-1.4 1.2-1.7z"
    />
    <path d="M8.7 11.4l1.1 9.8h8.4l1.1-9.8" />
    <path
      d="M14.1 12.9c-.1 1.7 1.6 2.5 1.6 4.3a1.7 1.7 0 0 1-3.4 0c0-1.5 1.5-2.3 1.8-4.3z"
      fill="currentColor"
      stroke="none"
    />
    <path d="M7.5 21.2h13M11 25h6" />
  </svg>`;
}
