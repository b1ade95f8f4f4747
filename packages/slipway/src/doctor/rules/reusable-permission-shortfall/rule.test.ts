import { pageExamples } from '../page-examples.ts';

pageExamples('reusable-permission-shortfall');
