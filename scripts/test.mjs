import { runWithPinnedNode } from './bootstrap.mjs';

runWithPinnedNode('test.ts');
