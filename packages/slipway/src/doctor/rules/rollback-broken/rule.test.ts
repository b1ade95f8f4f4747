import { pageExamples } from '../page-examples.ts';

pageExamples('rollback-broken');
