import { pageExamples } from '../page-examples.ts';

// A day on which npm trusted one file a package.
pageExamples('registry-auth', { asOf: '2026-08-01', npmRegistryHost: 'registry.example' });
