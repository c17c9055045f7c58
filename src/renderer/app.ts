import { reportBugs } from './state/report-bugs.ts';
import './app/theme.ts';
import './app/app-shell.ts';

reportBugs();
