import { css } from 'lit';

/** The head of the list: quiet until a pointer or the keyboard comes near. */
export const columnHeadStyles = css`
  .head [data-head] {
    display: flex;
    align-items: center;
    position: relative;
    align-self: stretch;
    overflow: visible;
    user-select: none;
  }
  .h-title {
    min-width: 0;
  }
  /* A picture needs no title but for the ear. */
  .h-icon .h-title {
    opacity: 0;
  }
  .edge {
    position: absolute;
    inset-block: 3px;
    width: 9px;
    cursor: col-resize;
    touch-action: none;
  }
  .edge.right {
    right: -12px;
  }
  .edge.left {
    left: -12px;
  }
  .edge::before {
    content: '';
    position: absolute;
    inset: 2px 4px;
  }
  .head:hover .edge::before {
    background: var(--line-strong);
  }
  .edge:hover::before,
  .edge:focus-visible::before,
  .edge:active::before {
    background: var(--accent) !important;
  }
  .h-choose {
    position: absolute;
    right: -11px;
    top: 2px;
    display: grid;
    place-items: center;
    width: 22px;
    height: 21px;
    border-radius: 5px;
    background: var(--panel);
    color: var(--dim);
  }
  .h-choose:hover {
    background: var(--hover);
    color: var(--text);
  }
  :is(.edge, .h-choose):focus-visible {
    outline-offset: -2px;
  }
  @media (forced-colors: active) {
    .head:hover .edge::before {
      background: CanvasText;
    }
    .edge:hover::before,
    .edge:focus-visible::before {
      background: Highlight !important;
    }
  }
`;
