import { runWithPinnedNode } from './bootstrap.mjs';

runWithPinnedNode('start.ts');
