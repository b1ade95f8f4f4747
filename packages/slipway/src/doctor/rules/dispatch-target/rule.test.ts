import { pageExamples } from '../page-examples.ts';

pageExamples('dispatch-target');
