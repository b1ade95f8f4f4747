import { pageExamples } from '../page-examples.ts';

pageExamples('upstream-conclusion');
