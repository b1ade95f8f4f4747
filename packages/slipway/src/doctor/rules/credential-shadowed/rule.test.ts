import { pageExamples } from '../page-examples.ts';

pageExamples('credential-shadowed');
