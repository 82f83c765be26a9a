/** Who may import whom: DESIGN's layers, as rules. @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-is-pure',
      comment: 'shared/ runs everywhere: zod is all it may import, and its rules two pure engines.',
      severity: 'error',
      from: { path: '^shared/', pathNot: ['\\.test\\.ts$', '^shared/rules/'] },
      to: { pathNot: ['^shared/', '^node_modules/zod/'] },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '^shared/rules/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^shared/', '^node_modules/(zod|re2js|json-p3)/'] },
    },
    {
      name: 'model-is-the-root',
      severity: 'error',
      from: { path: '^shared/model/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^shared/model/', '^node_modules/zod/'] },
    },
    {
      name: 'assets-are-data',
      comment: 'Templates and stories are pure: the same everywhere.',
      severity: 'error',
      from: { path: '^assets/' },
      to: { pathNot: ['^assets/', '^shared/model/'] },
    },
    {
      name: 'electron-only-in-app',
      severity: 'error',
      from: { pathNot: ['^electron/(main|preload)\\.ts$', '^electron/app/', '^e2e/', '^bench/'] },
      to: { path: ['^electron$', '^node_modules/electron/', '^node_modules/electron-store/'] },
    },
    {
      name: 'engine-folders-are-apart',
      comment: 'engine.ts and pipeline.ts compose them.',
      severity: 'error',
      from: { path: '^electron/engine/([^/]+)/', pathNot: ['\\.test\\.ts$', '/testing/'] },
      to: { path: '^electron/engine/([^/]+)/', pathNot: '^electron/engine/$1/' },
    },
    {
      name: 'engine-knows-no-host',
      severity: 'error',
      from: { path: '^electron/engine/', pathNot: '/testing/' },
      to: { path: '^electron/(app|transport)/|^electron/(main|cli|preload)\\.ts$|^renderer/' },
    },
    {
      name: 'transport-knows-no-app',
      severity: 'error',
      from: { path: '^electron/transport/' },
      to: { path: '^electron/app/|^renderer/' },
    },
    {
      name: 'renderer-knows-the-contract-only',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/' },
    },
    {
      name: 'features-are-apart',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'primitives-know-no-state',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: '^renderer/(state|host|features)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs'] },
  },
};
