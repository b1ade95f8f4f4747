import { pageExamples } from '../page-examples.ts';

pageExamples('retired-action');
