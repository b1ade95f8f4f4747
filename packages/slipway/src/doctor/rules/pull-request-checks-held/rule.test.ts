import { pageExamples } from '../page-examples.ts';

pageExamples('pull-request-checks-held');
