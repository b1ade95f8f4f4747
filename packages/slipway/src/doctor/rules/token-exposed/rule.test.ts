import { pageExamples } from '../page-examples.ts';

pageExamples('token-exposed');
