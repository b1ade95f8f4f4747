import { pageExamples } from '../page-examples.ts';

pageExamples('missing-permission');
