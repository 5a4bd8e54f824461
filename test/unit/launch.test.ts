/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { existsSync } from 'node:fs';

import { inRepository, readRepositoryFile } from '../support/paths';

interface Launch {
	name: string;
	program?: string;
	runtimeExecutable?: string;
	runtimeArgs?: string[];
}

const { configurations } = JSON.parse(readRepositoryFile('.vscode/launch.json')) as {
	configurations: Launch[];
};
const { scripts } = JSON.parse(readRepositoryFile('package.json')) as {
	scripts: Record<string, string>;
};

test.each(configurations)('$name starts something that is there', (launch) => {
	const { program, runtimeExecutable, runtimeArgs = [] } = launch;
	if (program) {
		expect(existsSync(inRepository(program.replace('${workspaceFolder}/', '')))).toBe(true);
	} else if (runtimeExecutable) {
		expect([runtimeExecutable, runtimeArgs[0]]).toEqual(['npm', 'run']);
		expect(Object.keys(scripts)).toContain(runtimeArgs[1]);
	} else {
		expect(launch).toMatchObject({ request: 'attach', port: 9229 });
	}
});
