import { css } from 'lit';

/** The colour of an event's family, as `--tone`. */
export const tones = css`
  .state {
    --tone: var(--t-state);
  }
  .automation {
    --tone: var(--t-automation);
  }
  .call {
    --tone: var(--t-call);
  }
  .system {
    --tone: var(--t-system);
  }
  .other {
    --tone: var(--t-other);
  }
  .bad {
    --tone: var(--t-bad);
  }
`;

/** The colour that a person gave to a server, as `--swatch`. */
export const swatches = css`
  .amber {
    --swatch: var(--s-amber);
  }
  .blue {
    --swatch: var(--s-blue);
  }
  .green {
    --swatch: var(--s-green);
  }
  .violet {
    --swatch: var(--s-violet);
  }
  .rose {
    --swatch: var(--s-rose);
  }
  .teal {
    --swatch: var(--s-teal);
  }
`;
