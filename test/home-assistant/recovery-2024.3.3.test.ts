import { testRecoveryAgainst } from './recovery-suite.ts';

await testRecoveryAgainst('2024.3.3');
