import { pageExamples } from '../page-examples.ts';

pageExamples('disabled-trigger');
