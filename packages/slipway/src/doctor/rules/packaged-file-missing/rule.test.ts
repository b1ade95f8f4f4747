import { pageExamples } from '../page-examples.ts';

pageExamples('packaged-file-missing');
