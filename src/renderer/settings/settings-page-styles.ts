import { css } from 'lit';

export const settingsPageStyles = css`
  .list {
    overflow: clip;
  }
  .form {
    padding: 4px 18px 20px;
    max-width: 640px;
  }
  .setting {
    display: flex;
    align-items: center;
    gap: 18px;
  }
  .setting .name {
    font-weight: 600;
  }
  .setting .hint {
    overflow-wrap: anywhere;
  }
  .themes {
    display: flex;
    gap: 14px;
  }
  .theme {
    display: grid;
    gap: 6px;
    justify-items: center;
    position: relative;
  }
  .theme input {
    position: absolute;
    inset: 0;
    opacity: 0;
  }
  .theme i {
    width: 108px;
    height: 66px;
    border: 1px solid var(--line-strong);
    border-radius: 9px;
    background:
      linear-gradient(var(--bar) 0 0) 12px 14px / 60% 5px no-repeat,
      linear-gradient(var(--bar) 0 0) 12px 26px / 72% 5px no-repeat,
      linear-gradient(#c77800 0 0) 12px 38px / 44% 5px no-repeat,
      var(--face);
  }
  .light i {
    --face: #ffffff;
    --bar: #dcd8cf;
  }
  .dark i {
    --face: #201e1b;
    --bar: #4a443c;
  }
  .system i {
    --face: linear-gradient(115deg, #ffffff 50%, #201e1b 50%);
    --bar: #8d867b;
  }
  .theme input:checked + i {
    border-color: var(--accent);
    box-shadow: 0 0 0 1px var(--accent);
  }
  .theme input:focus-visible + i {
    outline: 2px solid var(--accent);
    outline-offset: 3px;
  }
  .theme input:checked ~ span {
    font-weight: 600;
  }
`;
