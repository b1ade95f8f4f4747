import { pageExamples } from '../page-examples.ts';

pageExamples('version-not-persisted');
