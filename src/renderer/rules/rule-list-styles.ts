import { css } from 'lit';

export const ruleListStyles = css`
  li,
  .new {
    border-top: 1px solid var(--line);
  }
  .rule {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 60px;
    padding: 8px 14px 8px 18px;
  }
  .what {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .name {
    font-weight: 600;
  }
  .off .name {
    color: var(--dim);
  }
  .rule {
    flex-wrap: wrap;
  }
  .what {
    flex-basis: 220px;
  }
  .tools {
    display: flex;
    flex: none;
    gap: 2px;
    margin-left: auto;
  }
  .tools [disabled] {
    opacity: 0.35;
  }
  .editor {
    padding: 14px 18px 18px;
    border-top: 1px dashed var(--line);
  }
  .new .editor {
    border-top: 0;
  }
  .undo {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 8px 18px;
    border-top: 1px solid var(--line);
    background: var(--sunken);
  }
  .mark {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    color: var(--warn);
  }
`;
