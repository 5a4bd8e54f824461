// jest gives each test file its own modules, and compiles every file of n8n-core anew for each. With this runtime a
// worker compiles a file once and runs it in the context of every test file: the modules, their state and the globals
// are still the test file's own.
const Runtime = require('jest-runtime').default;
const { Script } = require('node:vm');

/** The compiled files of this worker by their path, with the source they were compiled from. */
const scripts = new Map();

/** The function of a file as jest calls it. A file that imports while it runs, or is a program, is left to jest. */
function scriptOf(source, filename, parameters) {
	const known = scripts.get(filename);
	if (known?.source === source) return known.script;
	if (source.startsWith('#!') || /\bimport\s*\(/.test(source)) return undefined;
	const head = `(function (${parameters.join(', ')}) {`;
	// The head moves the first line: the columns of stack traces are counted without it.
	const script = new Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
	scripts.set(filename, { source, script });
	return script;
}

module.exports = class extends Runtime {
	constructor(...values) {
		super(...values);
		const { executor } = this;
		const compile = executor.compile.bind(executor);
		executor.compile = (source, filename) => {
			const context = executor.environment.getVmContext();
			if (context === null) return compile(source, filename);
			let script;
			try {
				script = scriptOf(source, filename, executor.injectedModuleParameters);
			} catch {
				// jest explains what does not compile.
			}
			return script ? script.runInContext(context) : compile(source, filename);
		};
	}
};
