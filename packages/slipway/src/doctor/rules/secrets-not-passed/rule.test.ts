import { pageExamples } from '../page-examples.ts';

pageExamples('secrets-not-passed');
