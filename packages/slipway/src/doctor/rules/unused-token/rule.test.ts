import { pageExamples } from '../page-examples.ts';

pageExamples('unused-token');
