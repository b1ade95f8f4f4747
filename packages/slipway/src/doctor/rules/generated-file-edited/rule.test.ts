import { pageExamples } from '../page-examples.ts';

pageExamples('generated-file-edited');
