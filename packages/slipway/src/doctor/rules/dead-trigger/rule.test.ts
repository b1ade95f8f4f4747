import { pageExamples } from '../page-examples.ts';

pageExamples('dead-trigger');
