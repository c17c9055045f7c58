import { testRecoveryAgainst } from './recovery-suite.ts';

await testRecoveryAgainst('0.27.2');
