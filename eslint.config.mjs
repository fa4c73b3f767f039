import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Where the environment is turned into options, and what runs outside the product's processes. */
const mayReadEnvironment = [
  '**/env.ts',
  '**/*-env.ts',
  '**/env.test.ts',
  'scripts/**',
  'bench/**',
  'e2e/**',
  '**/scripts/**',
  '**/*.config.*',
  '**/*.integration.test.ts',
  // Starts the worker as a test wants it.
  'apps/worker/src/testing/**',
];

const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Read the environment in env.ts only and pass options on.',
};

export default tseslint.config(
  { ignores: ['**/node_modules', '**/.next', '**/dist', '**/generated', '**/next-env.d.ts', '**/*.cjs', '**/*.mjs', '.reprise'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['apps/web/next.config.ts'] }, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'no-restricted-syntax': ['error', noEnvironment],
      'object-shorthand': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-empty-function': 'off',
      // A default that stands for the rest of a union is a decision, too.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Nothing here uses `this`: what createX returns are closures.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' }],
    },
  },
  // A fake implements an asynchronous port without waiting for anything.
  { files: ['**/*.test.{ts,tsx}'], rules: { '@typescript-eslint/require-await': 'off' } },
  { files: mayReadEnvironment, rules: { 'no-restricted-syntax': 'off' } },
  { files: ['apps/web/**/*.{ts,tsx}', 'packages/ui/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
);
