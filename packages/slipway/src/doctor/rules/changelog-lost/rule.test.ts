import { pageExamples } from '../page-examples.ts';

pageExamples('changelog-lost');
