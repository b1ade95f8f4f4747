import { pageExamples } from '../page-examples.ts';

pageExamples('shallow-history');
