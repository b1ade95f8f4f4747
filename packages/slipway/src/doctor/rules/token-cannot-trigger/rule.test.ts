import { pageExamples } from '../page-examples.ts';

pageExamples('token-cannot-trigger');
