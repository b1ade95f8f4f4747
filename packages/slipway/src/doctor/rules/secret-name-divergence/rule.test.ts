import { pageExamples } from '../page-examples.ts';

pageExamples('secret-name-divergence');
