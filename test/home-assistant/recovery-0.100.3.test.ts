import { testRecoveryAgainst } from './recovery-suite.ts';

await testRecoveryAgainst('0.100.3');
