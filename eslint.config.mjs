import lit from 'eslint-plugin-lit';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name, so that a thing is called the same everywhere.',
};
const pureCore = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'core takes its clock as an argument.',
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'core takes its clock as an argument.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'core takes its randomness as an argument.',
  },
  {
    selector: "MemberExpression[object.name='performance']",
    message: 'core takes its clock as an argument.',
  },
];

/** @param {string[]} names */
function banImports(...names) {
  return {
    'no-restricted-imports': [
      'error',
      ...names.map((name) => ({ name, message: `${name} does not belong here.` })),
    ],
  };
}

export default defineConfig(
  globalIgnores([
    'out/',
    'dist/',
    '.runtime/',
    '.venvs/',
    'test-output/',
    'scripts/runtime/default-app/',
    'bench/idle/empty-app/',
    '*.cjs',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['eslint.config.mjs', 'vitest.config.ts'],
          defaultProject: 'tsconfig.base.json',
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-control-regex': 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', noDefaultExport],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Bracket access is how TypeScript is told that an index signature is meant (noPropertyAccessFromIndexSignature).
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    // Objects are closures everywhere but in the page, whose elements are classes: no method needs its object.
    files: ['{src,test,bench}/**/*.ts'],
    ignores: ['src/renderer/**'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'fetch'].map(
          (name) => ({
            name,
            message: 'core takes its clock and its I/O as arguments.',
          }),
        ),
      ],
      'no-restricted-syntax': ['error', noDefaultExport, ...pureCore],
      ...banImports('electron', 'lit'),
    },
  },
  {
    files: ['src/{node,demo,cli}/**/*.ts'],
    rules: banImports('electron', 'lit'),
  },
  {
    files: ['src/{main,preload}/**/*.ts'],
    rules: banImports('lit'),
  },
  {
    files: ['src/renderer/**/*.ts'],
    extends: [lit.configs['flat/recommended']],
    rules: banImports('electron'),
  },
  {
    // The compiler checks their JSDoc types, casts included; these rules don't see casts.
    files: ['{scripts,bench}/**/*.mjs'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      // Fakes keep an interface's promise without waiting for anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    files: ['scripts/testing/tally-reporter.mjs', '*.config.{ts,mjs}', '**/*.d.ts'],
    // Vitest and ESLint load these by their default export, and so does a bundler what is not code.
    rules: { 'no-restricted-syntax': 'off' },
  },
);
