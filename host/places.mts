import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where n8n is pinned and installed; separate from host/, so that its packages do not shadow the others. */
export const n8nFolder = join(root, 'host', 'n8n');

export const demoFolder = join(root, '.demo');
export const e2eFolder = join(root, '.e2e');
export const editorFolder = join(root, '.editor');
export const filmFolder = join(root, '.film');
export const monthFolder = join(root, '.month');
export const queueFolder = join(root, '.queue');
export const picturesFolder = join(root, 'docs', 'pictures');
