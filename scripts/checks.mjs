// Runs the checks that do not need each other side by side: n8n's lint, the layout, the types, the build.
// Prints what each says when it ends, and fails if one does.
import { spawn } from 'node:child_process';
import { exit, stdout } from 'node:process';

const checks = ['lint', 'format:check', 'typecheck', 'build'];

const run = (script) =>
	new Promise((resolve) => {
		const child = spawn('npm', ['run', '--silent', script], { shell: false });
		const said = [];
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => said.push(data));
		child.on('close', (code) => {
			stdout.write(`\n> ${script}\n${Buffer.concat(said).toString()}`);
			resolve(code);
		});
	});

const codes = await Promise.all(checks.map(run));
exit(codes.every((code) => code === 0) ? 0 : 1);
