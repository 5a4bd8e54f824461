/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- a command line program */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { installNode } from '../../../playground/n8n/install';
import { installDebianPackages } from '../../support/debian';
import { inRepository } from '../../support/paths';
import { program } from '../../support/program';
import { makeCertificates } from '../far/certificates';
import type { InsideTask } from './inside';

/** The files by which a machine shows that it has what is needed, and their Debian packages. */
const NEEDED: Record<string, string> = {
	'/usr/sbin/nginx': 'nginx-light',
	'/usr/lib/nginx/modules/ngx_stream_module.so': 'libnginx-mod-stream',
	'/usr/bin/openssl': 'openssl',
	'/usr/bin/unshare': 'util-linux',
	'/sbin/ip': 'iproute2',
	'/etc/ssl/certs/ca-certificates.crt': 'ca-certificates',
};

/** WeChat's host, whose name the documented configuration holds. */
const HOST = 'api.weixin.qq.com';
const NAME_SERVER = '127.0.0.53';

/**
 * A network of its own, without a way out, where WeChat's name leads to this machine: own name server, own
 * root certificate, and the ports 53 and 443. Nobody else on the machine notices.
 */
const ENTER = [
	'ip link set lo up',
	'mount --bind "$RESOLV_CONF" /etc/resolv.conf',
	'mount --bind "$ROOT" /etc/ssl/certs/ca-certificates.crt',
	'exec "$@"',
].join(' && ');

program(async (started) => {
	const missing = Object.keys(NEEDED).filter((file) => !existsSync(file));
	if (missing.length > 0) {
		const packages = missing.map((file) => NEEDED[file]);
		await installDebianPackages('The gateway needs', packages);
	}
	const { node, nodeVersion } = await installNode();
	const folder = started.folder('bench-gateway-');
	const certificates = await makeCertificates(folder, [`DNS:${HOST}`]);
	const resolvConf = join(folder, 'resolv.conf');
	writeFileSync(resolvConf, `nameserver ${NAME_SERVER}\n`);

	const task: InsideTask = {
		host: HOST,
		nameServer: NAME_SERVER,
		certificates,
		folder,
		node,
		nodeVersion,
	};
	const inside = [...process.execArgv, inRepository('test/bench/gateway/inside.ts')];
	const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
	const child = spawn(
		'unshare',
		[
			...[...asRoot, '--net', '--mount', 'sh', '-c', ENTER, 'sh'],
			...[process.execPath, ...inside, ...process.argv.slice(2)],
		],
		{
			stdio: 'inherit',
			env: {
				...process.env,
				RESOLV_CONF: resolvConf,
				ROOT: certificates.root,
				BENCH_TASK: JSON.stringify(task),
			},
		},
	);
	const [code] = (await once(child, 'exit')) as [number | null];
	return code === 0;
});
