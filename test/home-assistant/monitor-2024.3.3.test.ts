import { testMonitorAgainst } from './monitor-suite.ts';

await testMonitorAgainst('2024.3.3');
