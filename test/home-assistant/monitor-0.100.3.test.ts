import { testMonitorAgainst } from './monitor-suite.ts';

await testMonitorAgainst('0.100.3');
