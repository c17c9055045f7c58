import { config } from 'zod';

/** The page's policy forbids what zod would compile. Main, where this code runs in the app, has no such policy. */
config({ jitless: true });
