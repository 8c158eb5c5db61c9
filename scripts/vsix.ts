/** The packaged extension that `npm run package` makes. */
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { root } from './steps.ts';

export const vsix = join(root, `${manifest.name}-${manifest.version}.vsix`);
