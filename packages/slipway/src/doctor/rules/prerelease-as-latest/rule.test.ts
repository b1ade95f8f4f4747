import { pageExamples } from '../page-examples.ts';

pageExamples('prerelease-as-latest');
