import { pageExamples } from '../page-examples.ts';

pageExamples('skipped-need');
