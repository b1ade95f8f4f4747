import { pageExamples } from '../page-examples.ts';

pageExamples('swallowed-failure');
