/* Builds the package into dist: what n8n loads, and nothing else. */
const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src, watch } = require('gulp');

const DIST = 'dist';

/** Removes the last build, so that a deleted source leaves nothing behind. */
const clean = () => rm(DIST, { recursive: true, force: true });

/** Compiles the sources named in tsconfig.json; a type mismatch ends the build. */
const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });

const copy = (name, pattern) =>
	Object.assign(() => src(pattern, { base: '.', encoding: false }).pipe(dest(DIST)), {
		displayName: name,
	});

const icons = copy('icons', 'icons/*.svg');
const codex = copy('codex', 'nodes/**/*.node.json');
const outputSchemas = copy('outputSchemas', 'nodes/**/__schema__/**/*.json');

const build = series(clean, parallel(compile, icons, codex, outputSchemas));

exports.clean = clean;
exports.build = build;
exports.watch = () =>
	watch(['wechat/**', 'nodes/**', 'credentials/**', 'icons/**'], { ignoreInitial: false }, build);
exports.default = build;
