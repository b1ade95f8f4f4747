import { pageExamples } from '../page-examples.ts';

pageExamples('capability-absent');
