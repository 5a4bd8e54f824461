/* Builds the package into dist: what n8n loads, and nothing else. */
const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { pathToFileURL } = require('node:url');
const { dest, parallel, series, src, watch } = require('gulp');

const DIST = 'dist';

/** Removes the last build, so that a deleted source leaves nothing behind. */
const clean = () => rm(DIST, { recursive: true, force: true });

/** For a debugger: with SOURCE_MAPS=true, breakpoints in the sources hold in what is built, wherever it is unpacked. */
const sourceMaps = process.env.SOURCE_MAPS
	? ['--inlineSourceMap', '--sourceRoot', pathToFileURL(`${__dirname}/`).href]
	: [];

/** Compiles the sources named in tsconfig.json; a type mismatch ends the build. */
const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), ...sourceMaps], {
		stdio: 'inherit',
	});

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
	watch(
		['wechat/**', 'shared/**', 'nodes/**', 'credentials/**', 'icons/**'],
		{ ignoreInitial: false },
		build,
	);
exports.default = build;
