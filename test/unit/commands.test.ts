import { readRepositoryFile } from '../support/paths';
import { commandsIn, pages } from '../support/readme';

const { name, version, scripts } = JSON.parse(readRepositoryFile('package.json')) as {
	name: string;
	version: string;
	scripts: Record<string, string>;
};

/** Where a command of the documentation is run, or why nothing can run it. */
type Run =
	| {
			/** The workflow, or the test. */
			by: string;
			/** How it stands there, where that is not as in the documentation. */
			as?: string;
	  }
	| { never: string };

/** The package by hand, without what n8n has already. */
const install = `npm install --omit=peer ${name}`;

const checks = '.ci/run';
const ci = '.github/workflows/ci.yml';
const weekly = '.github/workflows/weekly.yml';
const started = 'test/workflow/documentedCommands.test.ts';
const called = 'test/workflow/documentedCalls.test.ts';

/** All calls of the local WeChat: the test that makes them compares them with the pages. */
const CALLS = 'curl …';

/** Every command of the documentation. */
const runs: Record<string, Run> = {
	'npm ci': { by: ci },
	'npm test': { by: checks },
	'npm run demo': { by: checks },
	'npm run docs': { by: ci },
	'npm run format': { by: ci },
	'npm run lint:fix': { by: ci },
	'npx jest engine/test': { by: ci },
	'npx jest simulator/test': { by: ci },
	'npx jest --coverage=false test/workflow/send.test.ts': { by: ci },
	'node --inspect-brk node_modules/jest/bin/jest.js --runInBand <file>': {
		by: ci,
		as: 'node --inspect-brk node_modules/jest/bin/jest.js --runInBand test/unit/json.test.ts',
	},
	'npm pack': { by: ci },
	'mkdir -p ~/.n8n/nodes': { by: ci },
	'cd ~/.n8n/nodes': { by: ci },
	[`${install}-${version}.tgz`]: { by: ci, as: `${install}-*.tgz` },
	'npm run simulator': { by: ci },
	'npx tsx simulator/cli.ts': { by: ci },
	'npx tsx simulator/cli.ts --help': { by: started },
	'npm run simulator -- --port 9000 --latency 200 --retired-api working': { by: started },
	'npm run test:watch': { by: started },
	'npm run live': { by: started, as: 'npm run live -- --app-id wx…' },
	'npm run live -- --app-id wx…': { by: started },
	[CALLS]: { by: called, as: 'no call of the documentation is left out' },
	'npm run e2e': { by: weekly },
	'npm run e2e -- --n8n latest': { by: weekly },
	'npm run e2e:queue': { by: weekly },
	'npm run test:compat': { by: weekly },
	'npm run test:soak': { by: weekly },
	'npm run bench': { by: weekly },
	'npm run bench:gateway': { by: weekly },
	'npm run bench:n8n': { by: weekly },
	'npm run dev': { by: weekly },
	'npm run playground': { by: weekly },
	'npm run playground -- --port 5679 --simulator-port 8766 --fresh': { by: weekly },
	'pngquant --force --strip --output docs/images/send.png 64 .cache/e2e/send.png': { by: weekly },
	'apt-get install nginx-light libnginx-mod-stream': {
		by: 'test/bench/gateway/run.ts',
		as: 'libnginx-mod-stream',
	},
	'nginx -t && systemctl restart nginx': {
		never:
			'It restarts the nginx of a server. "npm run bench:gateway" starts one of its own with the same configuration.',
	},
	'git clone https://github.com/n8n-nodes-wechat-miniprogram/n8n-nodes-wechat-miniprogram.git': {
		never: 'The workflows check out the commit that they test, not the newest one of main.',
	},
	'cd n8n-nodes-wechat-miniprogram': { never: 'It follows the clone.' },
	[install]: {
		never: `It gets the version that is published. CI installs the packed file of the commit in the same folder.`,
	},
	[`docker exec -it n8n sh -c "mkdir -p ~/.n8n/nodes && cd ~/.n8n/nodes && ${install}"`]: {
		never: 'It needs a container of a user; what it runs there is the install by hand.',
	},
	'docker restart n8n': { never: 'It needs a container of a user.' },
};

/** The text of a workflow with its matrix written out, or of a test. */
const textOf = (path: string): string =>
	readRepositoryFile(path).replace(/script:\s+\[([^\]]+)\]/, (_, list: string) =>
		list
			.split(',')
			.map((one) => one.trim().replace(/'/g, ''))
			.filter((one) => one !== '')
			.map((one) => `npm run ${one}`)
			.join('\n'),
	);

/** Whether a text has the command, and not just a longer one that begins with it. */
const holds = (text: string, command: string): boolean =>
	text
		.split(command)
		.slice(1)
		.some((rest) => /^(?:$|\n|['"`]| &)/.test(rest));

const commands = pages.flatMap((page) => commandsIn(readRepositoryFile(page)));
const documented = [...new Set(commands.map((one) => one.replace(/^curl .*/, CALLS)))];

test('every command of the documentation stands in this table, and no other', () => {
	expect(documented.sort()).toEqual(Object.keys(runs).sort());
});

test.each(Object.entries(runs))('%s is run, or cannot be', (command, run) => {
	if ('never' in run) expect(run.never).toMatch(/^[A-Z].+\.$/);
	else expect(holds(textOf(run.by), run.as ?? command)).toBe(true);
});

test('every script of the documentation is one of package.json', () => {
	const told = documented.flatMap((command) => /^npm run (\S+)/.exec(command)?.slice(1) ?? []);
	expect(Object.keys(scripts)).toEqual(expect.arrayContaining(told));
});
