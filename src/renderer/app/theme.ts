import type { Theme } from '../../core/settings/settings.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');
let chosen: Theme = 'system';

function apply(): void {
  const theme = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen;
  document.documentElement.dataset['theme'] = theme;
}

/** Puts the theme on the root element. `system` follows the system from then on. */
export function setTheme(theme: Theme): void {
  chosen = theme;
  apply();
}

dark.addEventListener('change', apply);
apply();
