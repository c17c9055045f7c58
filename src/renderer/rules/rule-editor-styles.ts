import { css } from 'lit';

export const ruleEditorStyles = css`
  :host {
    min-width: 0;
  }
  form {
    display: grid;
    gap: 12px;
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
  }
  .pair > .field {
    flex: 1 1 150px;
    min-width: 0;
  }
  .group,
  .when {
    display: grid;
    gap: 6px;
    min-width: 0;
  }
  .as {
    justify-self: start;
    font-size: 12px;
  }
  .says {
    display: grid;
    gap: 2px;
    padding: 10px 12px;
    border-radius: 8px;
    background: var(--sunken);
    overflow-wrap: anywhere;
  }
  .says > p:first-child {
    font-weight: 600;
  }
  .says .fact {
    min-height: 19px;
    color: var(--dim);
  }
  .calls {
    display: grid;
    gap: 6px;
    margin-bottom: 8px;
    overflow-wrap: anywhere;
  }
  .actions .first {
    margin-right: auto;
  }
`;
