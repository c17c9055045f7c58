import './app/theme.ts';
import './app/app-shell.ts';
