import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import importX from 'eslint-plugin-import-x';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

console.log(Object.keys(n8nNodesBase.configs ?? {}), Object.keys(n8nCommunityNodesPlugin.configs ?? {}));
export default tseslint.config({ ignores: ['dist', '.cache'] }, js.configs.recommended);
